"""The first page: start from what the cell does."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.models import Issue, Term
from knowledge.services import reading

# the four shapes that a cell shows first; the other issues follow as a list
TILES_SHOWN = 4
EFFECTS_SHOWN = 3
PHRASES_TRIED = 4
TERMS_TRIED = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    issues = list(reading.counted_issues())
    context = {
        "first_issues": issues[:TILES_SHOWN],
        "more_issues": issues[TILES_SHOWN:],
        "effects": reading.largest_improvements(EFFECTS_SHOWN),
        "protocols": reading.counted_protocols(),
        "identification": reading.identification_counts(),
        "phrases": _phrases(issues)[:PHRASES_TRIED],
        "terms": _mechanisms(issues)[:TERMS_TRIED],
    }
    return render(request, "knowledge/home.html", context)


def _phrases(issues: Iterable[Issue]) -> list[str]:
    """One phrase of each issue, none twice: issues share phrases."""
    phrases: list[str] = []
    for issue in issues:
        phrases += [phrase for phrase in issue.also_described_as if phrase not in phrases][:1]
    return phrases


def _mechanisms(issues: Iterable[Issue]) -> list[Term]:
    """Mechanisms that an issue is filed under, so that a search for one of them finds something."""
    terms = [term for issue in issues for term in issue.terms.all() if term.facet.slug == "mechanism"]
    return list(dict.fromkeys(terms))
