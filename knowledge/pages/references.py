"""References: the list, and one reference with everything that rests on it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.models import FAQ, FAQPoint, Pitfall, Protocol, Reference, Step
from knowledge.pages.record_page import show
from knowledge.services import reading
from knowledge.services.reading import AnyClaim


@require_safe
def references(request: HttpRequest) -> HttpResponse:
    context = {
        "groups": _by_identification(reading.published_references()),
        "identification": reading.identification_counts(),
    }
    return render(request, "knowledge/references.html", context)


def _by_identification(
    references: Iterable[Reference],
) -> list[tuple[Reference.Identification, list[Reference]]]:
    """References by how surely they are identified, the surest first; within a group by number."""
    groups: dict[str, list[Reference]] = {degree.value: [] for degree in Reference.Identification}
    for reference in references:
        groups[reference.identification].append(reference)
    return [(Reference.Identification(degree), group) for degree, group in groups.items() if group]


@require_safe
def reference(request: HttpRequest, code: str) -> HttpResponse:
    return show(
        request,
        code,
        among=reading.published_references(),
        template="knowledge/reference.html",
        beside=_beside,
    )


def _beside(reference: Reference) -> dict[str, Any]:
    supported = reading.supported_by(reference)
    return {
        "supported": _by_kind(supported),
        "claim_count": len(supported),
        "contradicted": _by_kind(reading.contradicted_by(reference)),
        "notes": reading.placed_notes([reference.code]),
    }


def _by_kind(claims: list[AnyClaim]) -> dict[str, list[AnyClaim]]:
    groups: dict[str, list[AnyClaim]] = {}
    for claim in claims:
        groups.setdefault(_kind_of(claim), []).append(claim)
    return groups


def _kind_of(claim: AnyClaim) -> str:
    """The heading under which a claim is listed; a part of an answer or protocol counts as the whole."""
    if isinstance(claim, FAQPoint):
        return FAQ.kind_label_plural
    if isinstance(claim, Step | Pitfall):
        return Protocol.kind_label_plural
    return claim.kind_label_plural
