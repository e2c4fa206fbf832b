"""Measured records as tables: one for each quantity, and a page of their rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DecimalField,
    F,
    IntegerField,
    Max,
    Min,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least

from knowledge.models import Citation, Remedy, ResistanceRecord, SearchEntry, Status
from knowledge.services.measured_request import EVIDENCE, NUMBERS, YEAR, MeasuredRequest
from knowledge.services.prefetching import citations

Quantity = ResistanceRecord.Quantity
# rows for which the source gives only by how much a quantity changed
RELATIVE = "relative"
# the order of the tables: first what is drawn, then what is told in words
TABLES = (
    *(Quantity.ASR, Quantity.CCD, Quantity.CYCLING, RELATIVE, Quantity.RESISTANCE, Quantity.FULL_CELL),
    *(Quantity.EFFICIENCY, Quantity.LIMIT, Quantity.KINETICS, Quantity.QUALITATIVE),
)
ROWS_A_PAGE = 25

_IS_RELATIVE = Q(
    quantity=Quantity.ASR,
    initial_ohm_cm2__isnull=True,
    final_ohm_cm2__isnull=True,
    stated_factor__isnull=False,
) | Q(
    quantity=Quantity.CCD,
    ccd_initial_ma_cm2__isnull=True,
    ccd_final_ma_cm2__isnull=True,
    stated_ccd_factor__isnull=False,
)
_TABLE = Case(When(_IS_RELATIVE, then=Value(RELATIVE)), default=F("quantity"), output_field=CharField())
_NUMBER = DecimalField(max_digits=28, decimal_places=6)
# where the source states the end and a factor, the other end is at least, at most or about this
_OTHER_END = Case(
    When(initial_ohm_cm2__isnull=True, then=F("final_ohm_cm2") * F("stated_factor")),
    output_field=_NUMBER,
)
# the numbers that each table draws
_DRAWN: dict[str, tuple[Any, ...]] = {
    Quantity.ASR: (F("initial_ohm_cm2"), F("final_ohm_cm2"), _OTHER_END),
    Quantity.CCD: (F("ccd_initial_ma_cm2"), F("ccd_final_ma_cm2")),
    Quantity.CYCLING: (F("cycling_hours"),),
}
# what makes the better row come first where the chosen order says nothing
_BETTER_FIRST = Case(
    When(quantity=Quantity.ASR, then=F("final_ohm_cm2")),
    When(quantity=Quantity.CCD, then=-F("ccd_final_ma_cm2")),
    When(quantity=Quantity.CYCLING, then=-F("cycling_hours")),
    output_field=_NUMBER,
)


@dataclass(frozen=True)
class TableSummary:
    """One table as a whole, all its pages: `least` and `most` of what it draws, None without a number."""

    table: str
    count: int
    least: Decimal | None
    most: Decimal | None
    with_pressure: int
    with_temperature: int
    with_normalisation: int


def narrowed(request: MeasuredRequest, *, without: str = "") -> QuerySet[ResistanceRecord]:
    """The published records that a request asks for, `without` one of its filters."""
    records: QuerySet[ResistanceRecord] = ResistanceRecord.objects.published()
    entries = SearchEntry.objects.of_kinds([ResistanceRecord.kind])
    for facet, terms in request.terms.items():
        if facet != without:
            filed = entries.with_any_term([term.pk for term in terms])
            records = records.filter(pk__in=filed.values("object_id"))
    if request.grades and without != EVIDENCE:
        graded = entries.filter(evidence__in=request.grades)
        records = records.filter(pk__in=graded.values("object_id"))
    for name, values in request.choices.items():
        if name != without:
            records = records.filter(**{f"{name}__in": values})
    for name, (least, most) in request.ranges.items():
        if name != without:
            records = _within(records, name, least, most)
    return records.order_by()


def _within(
    records: QuerySet[ResistanceRecord], name: str, least: Decimal | None, most: Decimal | None
) -> QuerySet[ResistanceRecord]:
    field = NUMBERS.get(name, YEAR)
    ends = {f"{field}__gte": least, f"{field}__lte": most}
    wanted = Q(**{lookup: value for lookup, value in ends.items() if value is not None})
    if name != YEAR:
        return records.filter(wanted)
    # apart, so that what is counted of the records is not counted once for each citation
    return records.filter(pk__in=with_year(ResistanceRecord.objects.all()).filter(wanted).values("pk"))


def with_year(records: QuerySet[ResistanceRecord]) -> "QuerySet[Any]":
    """`year`, in which the first of the works that a record rests on appeared."""
    rests_on = Q(citations__stance=Citation.Stance.SUPPORTS, citations__reference__status=Status.PUBLISHED)
    return records.order_by().annotate(year=Min("citations__reference__year", filter=rests_on))


def summaries(request: MeasuredRequest) -> list[TableSummary]:
    """The tables that have rows, in their order; one query."""
    numbers = [(name, number) for name, drawn in _DRAWN.items() for number in drawn]
    least = Least(*(Min(number, filter=Q(table=name)) for name, number in numbers), output_field=_NUMBER)
    most = Greatest(*(Max(number, filter=Q(table=name)) for name, number in numbers), output_field=_NUMBER)
    rows = (
        narrowed(request)
        .annotate(table=_TABLE)
        .values("table")
        .annotate(
            count=Count("pk"),
            least=least,
            most=most,
            with_pressure=Count("stack_pressure_mpa"),
            with_temperature=Count("temperature_c"),
            with_normalisation=Count("normalised_to"),
        )
    )
    found = {row["table"]: TableSummary(**row) for row in rows}
    return [found[name] for name in TABLES if name in found]


def rows_of(request: MeasuredRequest) -> list[ResistanceRecord]:
    """The records of the page asked for, table by table, with `table`, citations and published remedies."""
    first = (request.page - 1) * ROWS_A_PAGE
    remedies = Remedy.objects.published().select_related("issue")
    records = narrowed(request)
    if request.ordering.removeprefix("-") == YEAR:
        records = with_year(records)
    places = [When(table=name, then=Value(place)) for place, name in enumerate(TABLES)]
    ordered = (
        records.annotate(table=_TABLE)
        .annotate(place=Case(*places, output_field=IntegerField()))
        .order_by("place", *_ordering(request.ordering))
        .prefetch_related(citations(), Prefetch("remedies", queryset=remedies))
    )
    return list(ordered[first : first + ROWS_A_PAGE])


def _ordering(name: str) -> Iterable[Any]:
    """By the chosen number, unknown last; then improvements, the better ones first."""
    expression: Any = F({**NUMBERS, "id": "code"}.get(name.removeprefix("-"), name.removeprefix("-")))
    if name.removeprefix("-") == "factor":
        # it stands in the same column, and a column must be sorted as it reads
        expression = Coalesce(F("factor"), F("stated_factor"), F("stated_ccd_factor"))
    order = expression.desc if name.startswith("-") else expression.asc
    improvements = Case(
        When(effect=ResistanceRecord.Effect.IMPROVEMENT, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return order(nulls_last=True), improvements, _BETTER_FIRST.asc(nulls_last=True), "code"
