"""FAQs: all questions by section, and one answer point by point."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.models import FAQ
from knowledge.pages.record_page import show
from knowledge.services import reading


@require_safe
def faqs(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/faqs.html", {"faqs": reading.published_faqs()})


@require_safe
def faq(request: HttpRequest, code: str) -> HttpResponse:
    return show(request, code, among=reading.published_faqs(), template="knowledge/faq.html", beside=_beside)


def _beside(faq: FAQ) -> dict[str, Any]:
    return {
        "references": reading.references_of(faq),
        "notes": reading.placed_notes(claim.code for claim in reading.claims_of(faq)),
        "related": reading.related_to(faq),
    }
