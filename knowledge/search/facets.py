"""Counts per term over everything that matches, a facet counted as if nothing in it were chosen."""

from dataclasses import dataclass

from django.db.models import Count, F, Func, IntegerField

from knowledge.models import CONTENT_MODELS
from knowledge.models.evidence import Grade
from knowledge.models.search_entry import SearchEntryQuerySet
from knowledge.search.parameters import SearchRequest
from knowledge.search.terms import TermDirectory

# claims are found through their issue unless they are asked for by kind
KINDS_BY_DEFAULT = ("issue", "faq", "resistance", "protocol", "reference")
KIND_LABELS = {model.kind: model.kind_label_plural for model in CONTENT_MODELS}


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class FacetCounts:
    slug: str
    label: str
    values: list[FacetValue]

    @property
    def selected(self) -> list[FacetValue]:
        return [value for value in self.values if value.selected]


class Unnest(Func):
    function = "unnest"
    set_returning = True


def narrowed(matches: SearchEntryQuerySet, request: SearchRequest, without: str = "") -> SearchEntryQuerySet:
    """The entries that every chosen filter lets through, one facet left out if named."""
    for facet, terms in request.terms.items():
        if facet != without:
            matches = matches.with_any_term([term.pk for term in terms])
    if request.grades and without != "evidence":
        matches = matches.filter(evidence__in=request.grades)
    return matches if without == "kind" else matches.of_kinds(request.kinds or list(KINDS_BY_DEFAULT))


def count_facets(
    matches: SearchEntryQuerySet, request: SearchRequest, directory: TermDirectory
) -> list[FacetCounts]:
    """Kind first, then the facets in their order, evidence last.

    Costs three queries and one for each facet chosen in.
    """
    unfiltered = _per_term(narrowed(matches, request))
    counts = [_kinds(matches, request)]
    for facet in directory.facets:
        chosen = request.terms.get(facet.slug, [])
        per_term = _per_term(narrowed(matches, request, without=facet.slug)) if chosen else unfiltered
        values = [
            FacetValue(term.slug, term.label, per_term.get(term.pk, 0), term in chosen)
            for term in directory.of_facet(facet.slug)
        ]
        counts.append(FacetCounts(facet.slug, facet.label, values))
    return [*counts, _evidence(matches, request)]


def _per_term(entries: SearchEntryQuerySet) -> dict[int, int]:
    rows = entries.order_by().annotate(term=Unnest(F("terms"), output_field=IntegerField()))
    return dict(rows.values("term").annotate(n=Count("pk")).values_list("term", "n"))


def _per_value(entries: SearchEntryQuerySet, column: str) -> dict[str, int]:
    return dict(entries.order_by().values(column).annotate(n=Count("pk")).values_list(column, "n"))


def _kinds(matches: SearchEntryQuerySet, request: SearchRequest) -> FacetCounts:
    """Causes and remedies only where they were asked for."""
    per_kind = _per_value(narrowed(matches, request, without="kind"), "kind")
    values = [
        FacetValue(kind, label, per_kind.get(kind, 0), kind in request.kinds)
        for kind, label in KIND_LABELS.items()
        if kind in (*KINDS_BY_DEFAULT, *request.kinds)
    ]
    return FacetCounts("kind", "Kind", values)


def _evidence(matches: SearchEntryQuerySet, request: SearchRequest) -> FacetCounts:
    per_grade = _per_value(narrowed(matches, request, without="evidence"), "evidence")
    values = [
        FacetValue(grade.value, grade.label, per_grade.get(grade.value, 0), grade.value in request.grades)
        for grade in Grade
    ]
    return FacetCounts("evidence", "Evidence", values)
