"""The search page. Every state of it is an address; htmx only swaps its parts."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from knowledge.search.facets import FacetCounts
from knowledge.search.identifiers import locate
from knowledge.search.parameters import BadParameters, read_search
from knowledge.search.query import PageOutOfRange, SearchPage
from knowledge.search.query import search as find
from knowledge.search.terms import TermDirectory
from knowledge.services import reading


@dataclass(frozen=True)
class Choice:
    """A chosen filter and the query string without it."""

    facet: str
    label: str
    without: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    directory = TermDirectory.load()
    try:
        asked = read_search(request.GET, directory, reject_unknown=False)
        page_of_identifier = locate(asked.text) if asked.text else None
        if page_of_identifier:
            return redirect(page_of_identifier)
        results = find(asked, directory)
    except BadParameters as bad:
        return render(request, "400.html", {"faults": bad.faults}, status=400)
    except PageOutOfRange as bad:
        raise Http404(str(bad)) from bad
    context = {
        "results": results,
        "kinds": results.facets[0],
        "facets": [facet for facet in map(_with_results, results.facets[1:]) if facet.values],
        "choices": _choices(request.GET, results),
        "issues": [] if results.count else reading.counted_issues(),
    }
    return render(request, "knowledge/search.html", context)


def _with_results(facet: FacetCounts) -> FacetCounts:
    """The values that lead somewhere, and those that are on and can be taken back."""
    values = [value for value in facet.values if value.count or value.selected]
    return FacetCounts(facet.slug, facet.label, values)


def _choices(parameters: QueryDict, results: SearchPage) -> list[Choice]:
    """Every filter that is on, kind included."""
    chosen = {facet.slug: [value.value for value in facet.selected] for facet in results.facets}
    return [
        Choice(facet.label, value.label, _query_without(parameters, chosen, facet.slug, value.value))
        for facet in results.facets
        for value in facet.selected
    ]


def _query_without(parameters: QueryDict, chosen: dict[str, list[str]], facet: str, value: str) -> str:
    """The query string of the first page with one choice taken back; synonyms are written as their terms."""
    remaining = parameters.copy()
    remaining.pop("page", None)
    remaining.setlist(facet, [other for other in chosen[facet] if other != value])
    return remaining.urlencode()
