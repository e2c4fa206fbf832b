"""Measured data: a table for each quantity, and one measurement."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.models import ResistanceRecord
from knowledge.pages.record_page import show
from knowledge.services import reading

Quantity = ResistanceRecord.Quantity
# section -> the number that its rows are ordered by; quantities without a section of their own share "other"
ORDERED_BY = {
    Quantity.ASR: "factor",
    Quantity.CCD: "ccd_final_ma_cm2",
    Quantity.CYCLING: "cycling_hours",
    Quantity.RESISTANCE: "",
    Quantity.FULL_CELL: "",
}
OTHER = "other"


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    return render(
        request, "knowledge/data.html", {"tables": _by_quantity(reading.published_resistance_records())}
    )


def _by_quantity(records: Iterable[ResistanceRecord]) -> dict[str, list[ResistanceRecord]]:
    """Rows that may stand in one table, since different quantities are never compared; none empty."""
    tables: dict[str, list[ResistanceRecord]] = {name: [] for name in (*ORDERED_BY, OTHER)}
    for record in sorted(records, key=_place):
        tables[record.quantity if record.quantity in ORDERED_BY else OTHER].append(record)
    return {str(name): rows for name, rows in tables.items() if rows}


def _place(record: ResistanceRecord) -> tuple[bool, bool, Decimal, str]:
    """Improvements first, the largest number first, rows without one last."""
    name = ORDERED_BY.get(Quantity(record.quantity))
    number = getattr(record, name) if name else None
    is_improvement = record.effect == ResistanceRecord.Effect.IMPROVEMENT
    return not is_improvement, number is None, -(number or Decimal(0)), record.code


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
