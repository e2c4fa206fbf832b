"""References: the list, and one reference with everything that rests on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.models import FAQ, FAQPoint, Protocol, Reference, Step
from knowledge.pages.record_page import show
from knowledge.services import reading
from knowledge.services.reading import AnyClaim


@require_safe
def references(request: HttpRequest) -> HttpResponse:
    context = {
        "references": reading.published_references(),
        "identification": reading.identification_counts(),
    }
    return render(request, "knowledge/references.html", context)


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
    return {
        "supported": _by_kind(reading.supported_by(reference)),
        "notes": reading.placed_notes([reference.code]),
    }


def _by_kind(claims: list[AnyClaim]) -> dict[str, list[AnyClaim]]:
    groups: dict[str, list[AnyClaim]] = {}
    for claim in claims:
        groups.setdefault(_kind_of(claim), []).append(claim)
    return groups


def _kind_of(claim: AnyClaim) -> str:
    """The heading under which a claim is listed; a point counts as its FAQ, a step as its protocol."""
    if isinstance(claim, FAQPoint):
        return FAQ.kind_label_plural
    if isinstance(claim, Step):
        return Protocol.kind_label_plural
    return claim.kind_label_plural
