"""Issues: the list, and one issue whole."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.models import Issue, Record, Reference, Remedy, RemedyAddressesCause
from knowledge.pages.record_page import show
from knowledge.services import reading


@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/issues.html", {"issues": reading.counted_issues()})


@require_safe
def issue(request: HttpRequest, code: str) -> HttpResponse:
    return show(
        request, code, among=reading.published_issues(), template="knowledge/issue.html", beside=_beside
    )


def _beside(issue: Issue) -> dict[str, Any]:
    see_also = list(issue.see_also.all())
    named = {other.code for other in see_also}
    return {
        "matrix": _matrix(issue),
        "supports": _supports(issue),
        "notes": reading.placed_notes(claim.code for claim in reading.claims_of(issue)),
        "see_also": see_also,
        "related": [entry for entry in reading.related_to(issue) if entry.code not in named],
    }


def _matrix(issue: Issue) -> list[tuple[Remedy, list[RemedyAddressesCause | None]]]:
    """What fixes what: a row for each remedy that mends something, a cell for each cause."""
    rows = []
    for remedy in issue.remedies.all():
        link_by_cause = {link.cause_id: link for link in remedy.addresses.all()}
        cells = [link_by_cause.get(cause.pk) for cause in issue.causes.all()]
        if any(cells):
            rows.append((remedy, cells))
    return rows


def _supports(issue: Issue) -> list[tuple[Reference, list[Record]]]:
    """Each reference with the claims of the issue that cite it."""
    claims = [*issue.causes.all(), *issue.remedies.all()]
    return [
        (
            reference,
            [
                claim
                for claim in claims
                if reference.pk in {citation.reference_id for citation in claim.citations.all()}
            ],
        )
        for reference in reading.references_of(issue)
    ]
