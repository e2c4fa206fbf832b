"""Resistance data: the table with its plot, and one measurement."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.models import ResistanceRecord
from knowledge.pages.record_page import show
from knowledge.services import reading


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/data.html", {"records": reading.resistance_by_effect()})


@require_safe
def resistance(request: HttpRequest, code: str) -> HttpResponse:
    return show(
        request,
        code,
        among=reading.published_resistance_records(),
        template="knowledge/resistance.html",
        beside=_beside,
    )


def _beside(record: ResistanceRecord) -> dict[str, Any]:
    return {
        "among": [record],
        "references": reading.references_of(record),
        "notes": reading.placed_notes([record.code]),
        "related": reading.related_to(record),
    }
