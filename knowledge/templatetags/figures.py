"""Server-drawn figures. Positions are SVG attributes in per cent: they stretch without inline style."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template

from knowledge.models import Reference, Relation, ResistanceRecord, Term

register = template.Library()

# Zones of the locator strip, left to right: where a record sits in the cell. (interface term, x, width)
ZONES = (("", 0, 15), ("anode", 15, 6), ("electrolyte", 21, 26), ("cathode", 47, 6), ("", 53, 15))
# The open arrow at a bound, pointing to where the true value lies.
ARROWS: dict[str, str] = {Relation.BELOW: "M-7 0h-11m4-4-4 4 4 4", Relation.ABOVE: "M7 0h11m-4-4 4 4-4 4"}


@dataclass(frozen=True)
class LogAxis:
    """A logarithmic axis of whole decades, in Ω cm²."""

    lowest_decade: int
    highest_decade: int

    def position(self, value: Decimal) -> str:
        """Where a value lies, in per cent of the axis."""
        span = self.highest_decade - self.lowest_decade
        return f"{100 * (math.log10(value) - self.lowest_decade) / span:.2f}"

    @property
    def ticks(self) -> list[tuple[str, str]]:
        """Position and label of each decade."""
        decades = [Decimal(10) ** exponent for exponent in range(self.lowest_decade, self.highest_decade + 1)]
        return [(self.position(decade), f"{decade:f}") for decade in decades]


@register.simple_tag
def resistance_axis(records: Iterable[ResistanceRecord]) -> LogAxis:
    """The axis on which all the records can be compared: at least two decades."""
    values = [
        value
        for record in records
        for value in (record.initial_ohm_cm2, record.final_ohm_cm2)
        if value is not None
    ]
    if not values:
        return LogAxis(1, 3)
    lowest = math.floor(math.log10(min(values)))
    return LogAxis(lowest, max(math.ceil(math.log10(max(values))), lowest + 2))


@register.inclusion_tag("knowledge/figures/dumbbell.html")
def dumbbell(record: ResistanceRecord, axis: LogAxis, described: bool = False) -> dict[str, Any]:
    """Before and after on the axis; `described` where the numbers do not stand beside the figure."""
    before, after = record.initial_ohm_cm2, record.final_ohm_cm2
    ends = ((before, record.initial_relation), (after, record.final_relation))
    return {
        "axis": axis,
        "before": None if before is None else axis.position(before),
        "after": None if after is None else axis.position(after),
        "bounds": [
            (axis.position(value), ARROWS[relation])
            for value, relation in ends
            if value and relation in ARROWS
        ],
        "record": record,
        "described": described,
    }


@register.inclusion_tag("knowledge/figures/axis.html")
def axis_labels(axis: LogAxis) -> dict[str, Any]:
    return {"axis": axis}


@register.inclusion_tag("knowledge/figures/locator.html")
def locator(terms: Iterable[Term]) -> dict[str, Any]:
    """A section through the cell, lit where the record belongs; nothing where that is not known."""
    interfaces = {term.slug for term in terms if term.facet.slug == "interface"}
    zones = [(x, width, name in interfaces) for name, x, width in ZONES]
    return {"zones": zones if any(lit for _, _, lit in zones) else []}


@register.inclusion_tag("knowledge/figures/identification_bar.html")
def identification_bar(counts: list[tuple[Reference.Identification, int]]) -> dict[str, Any]:
    """How surely the references are identified, as one bar."""
    total = sum(count for _, count in counts)
    segments, start = [], 0
    for degree, count in counts:
        if count:
            segments.append((degree, f"{100 * start / total:.2f}", f"{100 * count / total:.2f}"))
            start += count
    return {"segments": segments, "counts": counts, "total": total}
