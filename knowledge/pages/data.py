"""Measured data: a forest plot for each quantity, and one measurement."""

import math
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from knowledge.models import ResistanceRecord
from knowledge.models.evidence import Grade
from knowledge.pages import data_filters as filters
from knowledge.pages.data_tables import shown_tables
from knowledge.pages.record_page import show
from knowledge.search.parameters import BadParameters
from knowledge.search.terms import TermDirectory
from knowledge.services import reading
from knowledge.services.comparable import comparable_with
from knowledge.services.measured_counts import FilterCounts, counts
from knowledge.services.measured_request import MeasuredRequest, read_measured
from knowledge.services.measured_tables import ROWS_A_PAGE, TableSummary, rows_of, summaries


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    directory = TermDirectory.load()
    try:
        asked = read_measured(request.GET, directory)
    except BadParameters as bad:
        return render(request, "knowledge/data_refused.html", {"faults": bad.faults}, status=400)
    if any("" in values for _, values in request.GET.lists()):
        # a form sends what was left empty too; the address that one keeps does without
        return redirect(filters.address(asked))
    return render(request, "knowledge/data.html", _context(asked, directory))


def _context(asked: MeasuredRequest, directory: TermDirectory) -> dict[str, Any]:
    found = summaries(asked)
    count = sum(summary.count for summary in found)
    last_page = max(math.ceil(count / ROWS_A_PAGE), 1)
    if asked.page > last_page:
        raise Http404(f"There are {last_page} pages of measured data.")
    counted = counts(asked)
    options = filters.option_filters(asked, counted, directory)
    choices = filters.choice_filters(asked, counted)
    numbers = filters.number_filters(asked)
    return {
        "asked": asked,
        "count": count,
        "tables": shown_tables(found, rows_of(asked)),
        "segments": filters.segments(asked, counted),
        "options": options,
        "choices": choices,
        "numbers": numbers,
        "orderings": filters.orderings(asked),
        "more_on": len(filters.chips(asked, choices, numbers)),
        "chips": filters.chips(asked, [*options, *choices], numbers),
        "cautions": _cautions(found, counted),
        "last_page": last_page,
        "addresses": _addresses(asked, last_page),
    }


def _addresses(asked: MeasuredRequest, last_page: int) -> dict[str, str]:
    """The same rows in other forms, and the pages beside this one."""
    api = reverse("api:resistance-list")
    return {
        "api": f"{api}?{asked.api_query_string()}",
        "csv": f"{api}?{asked.api_query_string(('format', 'csv'))}",
        "json": f"{api}?{asked.api_query_string(('format', 'json'), ('limit', '500'))}",
        "without_filters": filters.address(asked.without_filters()),
        "previous": filters.page_address(asked, asked.page - 1, last_page),
        "next": filters.page_address(asked, asked.page + 1, last_page),
    }


def _cautions(found: list[TableSummary], counted: FilterCounts) -> dict[str, int]:
    """How many of the rows of all pages state what a comparison needs."""
    resistances = [summary for summary in found if summary.table == ResistanceRecord.Quantity.ASR]
    return {
        "resistances": sum(summary.count for summary in resistances),
        "with_normalisation": sum(summary.with_normalisation for summary in resistances),
        "with_pressure": sum(summary.with_pressure for summary in found),
        "with_temperature": sum(summary.with_temperature for summary in found),
        "measured": counted.whole_of_grade(Grade.MEASURED),
    }


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
        "comparable": comparable_with(record),
        "references": reading.references_of(record),
        "notes": reading.placed_notes([record.code]),
        "related": reading.related_to(record),
    }
