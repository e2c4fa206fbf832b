"""What a list of measured records is asked for, by the names of /api/v1/resistance/, and its address."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar
from urllib.parse import urlencode

from knowledge.models import ResistanceRecord, Term
from knowledge.models.evidence import Grade
from knowledge.search.parameters import ParameterReader, Parameters
from knowledge.search.terms import TermDirectory

# what measurements are ordered and narrowed by: the reader's name, and the field
NUMBERS = {
    "initial_ohm_cm2": "initial_ohm_cm2",
    "final_ohm_cm2": "final_ohm_cm2",
    "factor": "factor",
    "temperature_c": "temperature_c",
    "ccd_ma_cm2": "ccd_final_ma_cm2",
    "cycling_hours": "cycling_hours",
    "stack_pressure_mpa": "stack_pressure_mpa",
}
YEAR, EVIDENCE, PAGE, ORDERING = "year", "evidence", "page", "ordering"
RANGES = (*NUMBERS, YEAR)
CHOICES: dict[str, list[str]] = {
    "quantity": ResistanceRecord.Quantity.values,
    "effect": ResistanceRecord.Effect.values,
    "cell_type": ResistanceRecord.CellType.values,
}
DEFAULT_ORDERING = "-factor"
# the API gives its rows in these too, but not by year
_ORDERED_ALIKE = ("id", "updated_at", *NUMBERS)
ORDERINGS = [name for each in (*_ORDERED_ALIKE, YEAR) for name in (each, f"-{each}")]

Ends = tuple[Decimal | None, Decimal | None]
T = TypeVar("T")


@dataclass(frozen=True)
class MeasuredRequest:
    """`choices` and `ranges` hold only what is narrowed; an open end of a range is None."""

    terms: dict[str, list[Term]] = field(default_factory=dict)
    grades: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    ranges: dict[str, Ends] = field(default_factory=dict)
    ordering: str = DEFAULT_ORDERING
    page: int = 1

    def values_of(self, name: str) -> list[str]:
        """What is chosen of a facet, of the evidence or of a field with choices."""
        if name == EVIDENCE:
            return self.grades
        return self.choices.get(name) or [term.slug for term in self.terms.get(name, [])]

    def with_values(self, name: str, values: list[str]) -> "MeasuredRequest":
        """The first page with only these values of a filter; a term must be on already."""
        first = replace(self, page=1)
        if name == EVIDENCE:
            return replace(first, grades=values)
        if name in CHOICES:
            return replace(first, choices=_without_empty({**self.choices, name: values}))
        kept = [term for term in self.terms.get(name, []) if term.slug in values]
        return replace(first, terms=_without_empty({**self.terms, name: kept}))

    def without_range(self, name: str) -> "MeasuredRequest":
        """The first page without the limits of a number."""
        kept = {other: ends for other, ends in self.ranges.items() if other != name}
        return replace(self, ranges=kept, page=1)

    def without_filters(self) -> "MeasuredRequest":
        return MeasuredRequest(ordering=self.ordering)

    @property
    def query_string(self) -> str:
        """`interface=anode&factor_min=2`, which `read_measured` reads as this request; empty for all."""
        pairs = self._filters()
        if self.ordering != DEFAULT_ORDERING:
            pairs.append((ORDERING, self.ordering))
        if self.page > 1:
            pairs.append((PAGE, str(self.page)))
        return urlencode(pairs)

    def api_query_string(self, *others: tuple[str, str]) -> str:
        """The same filter for /api/v1/resistance/, its order where the API has it, and `others`."""
        ordered = self.ordering.removeprefix("-") in _ORDERED_ALIKE
        return urlencode([*self._filters(), *[(ORDERING, self.ordering)] * ordered, *others])

    def _filters(self) -> list[tuple[str, str]]:
        pairs = [(name, value) for name, values in self.choices.items() for value in values]
        pairs += [(facet, term.slug) for facet, terms in self.terms.items() for term in terms]
        pairs += [(EVIDENCE, grade) for grade in self.grades]
        for name, ends in self.ranges.items():
            named = zip(("min", "max"), ends, strict=True)
            pairs += [(f"{name}_{end}", str(value)) for end, value in named if value is not None]
        return pairs


def read_measured(parameters: Parameters, directory: TermDirectory) -> MeasuredRequest:
    """What the data page is asked for; raises BadParameters with every fault."""
    reader = ParameterReader(parameters, directory)
    once = [ORDERING, PAGE, *(f"{name}_{end}" for name in RANGES for end in ("min", "max"))]
    reader.reject_unknown([*once, *CHOICES, EVIDENCE, *(facet.slug for facet in directory.facets)])
    _reject_repeated(reader, once)
    ordering = reader.choices(ORDERING, ORDERINGS)
    ranges = {name: reader.ends(name) for name in RANGES}
    request = MeasuredRequest(
        terms=reader.terms(),
        grades=reader.choices(EVIDENCE, Grade.values),
        choices=_without_empty({name: reader.choices(name, values) for name, values in CHOICES.items()}),
        ranges={name: ends for name, ends in ranges.items() if ends != (None, None)},
        ordering=ordering[0] if ordering else DEFAULT_ORDERING,
        page=reader.whole_number(PAGE, 1, 1, 1_000_000),
    )
    reader.check()
    return request


def _reject_repeated(reader: ParameterReader, names: Iterable[str]) -> None:
    """Of two values of one parameter, one would be silently ignored."""
    for name in names:
        values = reader.parameters.getlist(name)
        if len(values) > 1:
            reader.fault(name, values[0], f"{name} is given {len(values)} times; once is allowed.")


def _without_empty(values: dict[str, list[T]]) -> dict[str, list[T]]:
    return {name: chosen for name, chosen in values.items() if chosen}
