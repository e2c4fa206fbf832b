"""Counts of everything that a search can be narrowed by, a facet counted as if nothing in it were chosen."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import connection

from knowledge.models import CONTENT_MODELS, Term
from knowledge.models.evidence import Grade
from knowledge.search import facet_codes
from knowledge.search.concepts import Understood
from knowledge.search.matching import (
    EVIDENCE,
    KIND,
    KINDS_BY_DEFAULT,
    RANKED_AT_MOST,
    Condition,
    expected,
    filtered,
    filters,
    joined,
    matches,
)
from knowledge.search.measured import MEASURED, Bin, MeasuredQuantity
from knowledge.search.parameters import SearchRequest, Span
from knowledge.search.terms import TermDirectory

# Up to this many entries everything is counted row by row: 100,000 records with their claims.
SMALL = 150_000
# In a larger portal so many rows are, at 1 to 2 µs a row; beyond, counts are estimated from one in sixteen.
COUNTED_EXACTLY = 50_000
SAMPLE = 16
KIND_LABELS = {model.kind: model.kind_label_plural for model in CONTENT_MODELS}
_EVERYTHING = "everything"


@dataclass(frozen=True)
class FacetValue:
    """`group` names the class that a material belongs to: an electrolyte family, metal, alloy, ..."""

    value: str
    label: str
    count: int
    selected: bool
    group: str = ""


@dataclass(frozen=True)
class FacetCounts:
    """`more` is how many results there would be in addition without what is chosen here."""

    slug: str
    label: str
    values: list[FacetValue]
    more: int = 0

    @property
    def selected(self) -> list[FacetValue]:
        return [value for value in self.values if value.selected]


@dataclass(frozen=True)
class BinCount:
    bin: Bin
    count: int
    selected: bool


@dataclass(frozen=True)
class MeasuredCounts:
    """A measured quantity with its bins, and the span that was chosen of it."""

    quantity: MeasuredQuantity
    span: Span | None
    bins: list[BinCount]
    more: int = 0


@dataclass(frozen=True)
class Counted:
    """`is_approximate` where the counts are estimates, to be shown as "about"."""

    count: int
    is_approximate: bool
    facets: list[FacetCounts] = field(default_factory=list)
    measured: list[MeasuredCounts] = field(default_factory=list)


def count(understood: Understood, request: SearchRequest, directory: TermDirectory) -> Counted:
    """One statement, whatever is chosen; browsing without a filter is counted once for each revision."""
    number = expected(understood, request, directory)
    is_approximate = directory.entries > SMALL and number > COUNTED_EXACTLY
    if not request.text and not filters(request):
        if not directory.browsed:
            rows = _rows(Condition("", {}), request, is_approximate=is_approximate)
            directory.browsed.update(rows[_EVERYTHING])
        rows = {_EVERYTHING: directory.browsed}
    else:
        matched = matches(understood, request, loose=number > RANKED_AT_MOST)
        rows = _rows(matched, request, is_approximate=is_approximate)
    everything = rows[_EVERYTHING]
    total = _rows_of(everything)

    def per_code(name: str) -> dict[int, int]:
        return rows.get(name, everything)

    def more(name: str) -> int:
        return max(_rows_of(per_code(name)) - total, 0)

    facets = [
        FacetCounts(KIND, "Kind", _kinds(request, per_code(KIND)), more(KIND)),
        *(
            FacetCounts(
                facet.slug,
                facet.label,
                _terms(
                    directory.of_facet(facet.slug), request.terms.get(facet.slug, []), per_code(facet.slug)
                ),
                more(facet.slug),
            )
            for facet in directory.facets
        ),
        FacetCounts(EVIDENCE, "Evidence", _grades(request, per_code(EVIDENCE)), more(EVIDENCE)),
    ]
    measured = [
        MeasuredCounts(quantity, request.spans.get(name), _bins(name, request, per_code(name)), more(name))
        for name, quantity in MEASURED.items()
    ]
    return Counted(total, is_approximate, facets, measured)


def _rows(matched: Condition, request: SearchRequest, *, is_approximate: bool) -> dict[str, dict[int, int]]:
    """What was counted without which filter -> code -> number of rows.

    Each row is counted once: one that passes every filter counts for all, one that fails a single filter
    counts where that one is left out.
    """
    sampled = Condition("is_sampled" if is_approximate else "", {})
    ways = {_EVERYTHING: filtered(request)}
    for name, condition in filters(request).items():
        fails = Condition(f"({condition.sql}) IS NOT TRUE", condition.parameters)
        ways[name] = joined(filtered(request, without=name), fails)
    conditions = {name: joined(matched, way, sampled) for name, way in ways.items()}
    statement = " UNION ALL ".join(_counting(name, each) for name, each in conditions.items())
    counted: dict[str, Counter[int]] = {name: Counter() for name in conditions}
    with connection.cursor() as cursor:
        cursor.execute(statement, joined(*conditions.values()).parameters)
        for name, code, number in cursor.fetchall():
            counted[name][code] = number * (SAMPLE if is_approximate else 1)
    everything = counted.pop(_EVERYTHING)
    return {_EVERYTHING: everything, **{name: everything + failing for name, failing in counted.items()}}


def _counting(name: str, condition: Condition) -> str:
    rows = f"SELECT unnest(facets) AS code FROM knowledge_searchindex WHERE {condition.sql}"
    return f"SELECT '{name}', code, count(*) FROM ({rows}) AS rows GROUP BY code"


def _rows_of(counted: dict[int, int]) -> int:
    """Every row has exactly one kind."""
    return sum(counted.get(facet_codes.of_kind(kind), 0) for kind in KIND_LABELS)


def _kinds(request: SearchRequest, counted: dict[int, int]) -> list[FacetValue]:
    """Causes and remedies only where they were asked for."""
    return [
        FacetValue(kind, label, counted.get(facet_codes.of_kind(kind), 0), kind in request.kinds)
        for kind, label in KIND_LABELS.items()
        if kind in (*KINDS_BY_DEFAULT, *request.kinds)
    ]


def _terms(terms: list[Term], chosen: list[Term], counted: dict[int, int]) -> list[FacetValue]:
    return [
        FacetValue(term.slug, term.label, counted.get(term.pk, 0), term in chosen, term.family_label)
        for term in terms
    ]


def _grades(request: SearchRequest, counted: dict[int, int]) -> list[FacetValue]:
    return [
        FacetValue(
            grade.value,
            grade.label,
            counted.get(facet_codes.of_grade(grade), 0),
            grade.value in request.grades,
        )
        for grade in Grade
    ]


def _bins(name: str, request: SearchRequest, counted: dict[int, int]) -> list[BinCount]:
    span = request.spans.get(name)
    return [
        BinCount(each, counted.get(facet_codes.of_bin(name, place), 0), span == Span(each.least, each.most))
        for place, each in enumerate(MEASURED[name].bins)
    ]
