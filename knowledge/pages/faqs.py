"""FAQs: all questions with their answers by section, and one answer point by point."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.models import FAQ
from knowledge.pages.record_page import show
from knowledge.search.parameters import (
    LARGEST_PAGE_SIZE,
    BadParameters,
    ParameterReader,
    SearchRequest,
)
from knowledge.search.query import search
from knowledge.search.terms import TermDirectory
from knowledge.services import reading
from knowledge.services.shared_terms import issues_beside

# fewer are read at a glance, without a filter
FEWEST_FILTERED = 21


@require_safe
def faqs(request: HttpRequest) -> HttpResponse:
    """Every answer open; `?q=` keeps those in which the search finds the words, other names included."""
    every = list(reading.published_faqs())
    directory = TermDirectory.load()
    reader = ParameterReader(request.GET, directory)
    text = reader.text("q")
    try:
        reader.check()
    except BadParameters as bad:
        return render(request, "400.html", {"faults": bad.faults}, status=400)
    found = _found(text, directory) if text else None
    context = {
        "faqs": every if found is None else [faq for faq in every if faq.code in found],
        "beside": issues_beside(every),
        "total": len(every),
        "has_filter": len(every) >= FEWEST_FILTERED,
        "text": text,
    }
    return render(request, "knowledge/faqs.html", context)


def _found(text: str, directory: TermDirectory) -> set[str]:
    """The identifiers of the questions that the search finds."""
    asked = SearchRequest(text=text, kinds=[FAQ.kind], page_size=LARGEST_PAGE_SIZE)
    return {hit.entry.code for hit in search(asked, directory).hits}


@require_safe
def faq(request: HttpRequest, code: str) -> HttpResponse:
    return show(request, code, among=reading.published_faqs(), template="knowledge/faq.html", beside=_beside)


def _beside(faq: FAQ) -> dict[str, Any]:
    return {
        "references": reading.references_of(faq),
        "notes": reading.placed_notes(claim.code for claim in reading.claims_of(faq)),
        "related": reading.related_to(faq),
    }
