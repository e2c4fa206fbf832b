"""Issues: the list, and one issue whole."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.models import Issue
from knowledge.pages import issue_claims
from knowledge.pages.record_page import show
from knowledge.services import experience, reading, revision
from knowledge.services.issue_lists import listed_issues


@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/issues.html", {"issues": listed_issues()})


@require_safe
def issue(request: HttpRequest, code: str) -> HttpResponse:
    return show(
        request, code, among=reading.published_issues(), template="knowledge/issue.html", beside=_beside
    )


def _beside(issue: Issue) -> dict[str, Any]:
    see_also = list(issue.see_also.all())
    named = {other.code for other in see_also}
    remedies = issue_claims.remedies_of(issue)
    return {
        "first_steps": issue.first_steps.all(),
        "first_steps_grade": issue_claims.grade_of_first_steps(issue),
        "causes": issue_claims.causes_of(issue),
        "remedies": remedies,
        "matrix": issue_claims.matrix_of(issue, remedies),
        "supports": issue_claims.supports_of(issue),
        "notes": reading.placed_notes(claim.code for claim in reading.claims_of(issue)),
        "reports": experience.counts_of(
            [issue.code, *(shown.remedy.code for shown in remedies)], before=revision.current().number
        ),
        "see_also": see_also,
        "related": [entry for entry in reading.related_to(issue) if entry.code not in named],
    }
