"""The first page: start from what the cell does."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.models import Issue, Term
from knowledge.pages.issue_claims import grade_of_first_steps
from knowledge.services import reading
from knowledge.services.issue_lists import by_shape, first_to_act_on, listed_issues
from knowledge.services.zones import counted_zones

EFFECTS_SHOWN = 3
PROTOCOLS_SHOWN = 4
PHRASES_TRIED = 3
TERMS_TRIED = 2


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    issues = list(listed_issues())
    # a short cannot wait for a search
    urgent = first_to_act_on(Issue.Trace.SHORT)
    context = {
        "urgent": urgent,
        "urgent_grade": grade_of_first_steps(urgent) if urgent else "",
        "shapes": by_shape(issues),
        "other_issues": [issue for issue in issues if not issue.trace],
        "zones": counted_zones(),
        "effects": reading.largest_improvements(EFFECTS_SHOWN),
        "protocols": reading.counted_protocols().prefetch_related(None)[:PROTOCOLS_SHOWN],
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
