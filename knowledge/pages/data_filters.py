"""The filters of the data page: options with counts, numbers, what is on with its way back."""

from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.urls import reverse

from knowledge.models import ResistanceRecord, Term
from knowledge.models.evidence import Grade
from knowledge.pages.data_tables import heading_of
from knowledge.search.measured import MEASURED
from knowledge.search.terms import TermDirectory
from knowledge.services.measured_counts import FilterCounts
from knowledge.services.measured_request import DEFAULT_ORDERING, EVIDENCE, RANGES, YEAR, MeasuredRequest

QUANTITY = "quantity"
# the first are known by their short names: EIS, NZSP
FACETS_WITH_SHORT_NAMES = ("technique", "material")
ORDERINGS = {DEFAULT_ORDERING: "Largest factor", "final_ohm_cm2": "Lowest after", "-year": "Newest source"}
_CHOICES: dict[str, tuple[str, type[TextChoices]]] = {
    "effect": ("Effect", ResistanceRecord.Effect),
    "cell_type": ("Cell", ResistanceRecord.CellType),
}
_OTHER_NUMBERS = {"cycling_hours": ("Stable cycling", "h"), YEAR: ("Year of the source", "")}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class OptionFilter:
    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if option.is_chosen]

    @property
    def in_short(self) -> str:
        """What is on, as much as fits on a button."""
        chosen = self.chosen
        return chosen[0].label if len(chosen) == 1 else f"{len(chosen)} chosen" if chosen else "Any"


@dataclass(frozen=True)
class NumberFilter:
    """`least` and `most` as one would type them."""

    name: str
    label: str
    unit: str
    least: str
    most: str

    @property
    def in_words(self) -> str:
        if self.least and self.most:
            said = f"{self.least} to {self.most}"
        else:
            said = f"from {self.least}" if self.least else f"up to {self.most}"
        return f"{said} {self.unit}".strip()


@dataclass(frozen=True)
class Segment:
    label: str
    count: int
    is_chosen: bool
    address: str


@dataclass(frozen=True)
class Chip:
    """One choice, and the address of the page without it."""

    label: str
    value: str
    address: str


def address(request: MeasuredRequest) -> str:
    query = request.query_string
    return f"{reverse('data')}?{query}" if query else reverse("data")


def segments(request: MeasuredRequest, counts: FilterCounts) -> list[Segment]:
    """All quantities, then each with its count."""
    chosen = request.choices.get(QUANTITY, [])
    counted = [(value, counts.of_choice(QUANTITY, value)) for value in ResistanceRecord.Quantity.values]
    everything = address(request.with_values(QUANTITY, []))
    return [
        Segment("All", sum(count for _, count in counted), not chosen, everything),
        *(
            Segment(
                heading_of(value), count, value in chosen, address(request.with_values(QUANTITY, [value]))
            )
            for value, count in counted
            if count or value in chosen
        ),
    ]


def option_filters(
    request: MeasuredRequest, counts: FilterCounts, directory: TermDirectory
) -> list[OptionFilter]:
    """Facets that have options, the evidence, and the other choices."""
    facets = [
        OptionFilter(facet.slug, facet.label, _terms(request, facet.slug, counts, directory))
        for facet in directory.facets
    ]
    grades = [
        Option(grade.value, grade.label, counts.of_grade(grade.value), grade.value in request.grades)
        for grade in Grade
    ]
    evidence = OptionFilter(EVIDENCE, "Evidence", grades)
    return [*(each for each in facets if each.options), evidence]


def choice_filters(request: MeasuredRequest, counts: FilterCounts) -> list[OptionFilter]:
    """The fields with few values, shown beside the numbers."""
    return [
        OptionFilter(name, label, [_choice(request, counts, name, value) for value in choices])
        for name, (label, choices) in _CHOICES.items()
    ]


def _choice(request: MeasuredRequest, counts: FilterCounts, name: str, value: TextChoices) -> Option:
    is_chosen = value.value in request.choices.get(name, [])
    return Option(value.value, str(value.label), counts.of_choice(name, value.value), is_chosen)


def _terms(
    request: MeasuredRequest, facet: str, counts: FilterCounts, directory: TermDirectory
) -> list[Option]:
    """Those under which a record is filed, the most frequent first."""
    chosen = request.terms.get(facet, [])
    options = [
        Option(term.slug, _label(term, facet), counts.of_term(facet, term.pk), term in chosen)
        for term in directory.of_facet(facet)
        if counts.is_filed(term.pk) or term in chosen
    ]
    return sorted(options, key=lambda option: (-option.count, option.label))


def _label(term: Term, facet: str) -> str:
    return str(term) if facet in FACETS_WITH_SHORT_NAMES else term.label


def number_filters(request: MeasuredRequest) -> list[NumberFilter]:
    return [_number(request, name) for name in RANGES]


def _number(request: MeasuredRequest, name: str) -> NumberFilter:
    quantity = MEASURED.get(name)
    label, unit = (quantity.label, quantity.unit) if quantity else _OTHER_NUMBERS[name]
    least, most = ("" if end is None else str(end) for end in request.ranges.get(name, (None, None)))
    return NumberFilter(name, label, unit, least, most)


def orderings(request: MeasuredRequest) -> list[Option]:
    """Those that readers ask for, and the present one where an address names another."""
    named = dict(ORDERINGS)
    if request.ordering not in named:
        direction = "highest first" if request.ordering.startswith("-") else "lowest first"
        named[request.ordering] = f"{request.ordering.removeprefix('-')}, {direction}"
    # without a value, so that an address does not name what holds anyway
    return [
        Option("" if value == DEFAULT_ORDERING else value, label, 0, value == request.ordering)
        for value, label in named.items()
    ]


def chips(request: MeasuredRequest, filters: list[OptionFilter], numbers: list[NumberFilter]) -> list[Chip]:
    """Every filter that is on but the quantity, which has its segments."""
    chosen = [
        Chip(each.label, option.label, address(_without(request, each.name, option.value)))
        for each in filters
        for option in each.chosen
    ]
    return chosen + [
        Chip(number.label, number.in_words, address(request.without_range(number.name)))
        for number in numbers
        if number.least or number.most
    ]


def _without(request: MeasuredRequest, name: str, value: str) -> MeasuredRequest:
    return request.with_values(name, [other for other in request.values_of(name) if other != value])


def page_address(request: MeasuredRequest, page: int, last_page: int) -> str:
    """Empty where there is no such page."""
    return address(replace(request, page=page)) if 1 <= page <= last_page else ""
