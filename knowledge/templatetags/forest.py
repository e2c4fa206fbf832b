"""A forest plot that is a table: the figure of one row, on the axis that the rows of its table share."""

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template

from knowledge.models import Relation, ResistanceRecord
from knowledge.models.resistance import KNOWN, plain, stated
from knowledge.templatetags.figures import ARROWS, LogAxis
from knowledge.templatetags.measurements import NOT_STATED, change, exactly, held_for

register = template.Library()

Quantity = ResistanceRecord.Quantity
Effect = ResistanceRecord.Effect
# what is drawn, and in which unit
UNITS: dict[str, str] = {Quantity.ASR: "Ω cm²", Quantity.CCD: "mA cm⁻²", Quantity.CYCLING: "h"}
FEWEST_DECADES = 2
LONGEST_EXPONENT = 3
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_BOUNDS: dict[str, str] = {Relation.ABOVE: "more than", Relation.BELOW: "less than"}


@dataclass(frozen=True)
class End:
    """A value of a row; `is_computed` where it follows from what the source states."""

    value: Decimal
    relation: str
    is_computed: bool = False

    @property
    def is_bound(self) -> bool:
        return self.relation in ARROWS


def whole_decades(least: Decimal | None, most: Decimal | None) -> LogAxis | None:
    """The axis that holds both, at least two decades long; None where there is nothing to draw."""
    if not least or not most:
        return None
    lowest, highest = math.floor(math.log10(least)), math.ceil(math.log10(most))
    return LogAxis(lowest, max(highest, lowest + FEWEST_DECADES))


def ends_of(measured: ResistanceRecord) -> tuple[End | None, End | None]:
    """Before and after, in the unit of the quantity; nothing for quantities that are told in words."""
    if measured.quantity == Quantity.ASR:
        before = _end(measured.initial_ohm_cm2, measured.initial_relation)
        after = _end(measured.final_ohm_cm2, measured.final_relation)
        return before or _before_by_factor(measured), after
    if measured.quantity == Quantity.CCD:
        before = _end(measured.ccd_initial_ma_cm2, measured.ccd_initial_relation)
        return before, _end(measured.ccd_final_ma_cm2, measured.ccd_final_relation)
    if measured.quantity == Quantity.CYCLING:
        return None, _end(measured.cycling_hours, measured.cycling_hours_relation)
    return None, None


def _end(value: Decimal | None, relation: str) -> End | None:
    return None if value is None else End(value, relation)


def _before_by_factor(measured: ResistanceRecord) -> End | None:
    """What the value before must have been, where the source states the value after and the factor."""
    factor, after = measured.stated_factor, measured.final_ohm_cm2
    if factor is None or after is None or measured.effect != Effect.IMPROVEMENT:
        return None
    if measured.final_relation not in KNOWN:
        return None
    return End(factor * after, measured.stated_factor_relation, is_computed=True)


@register.inclusion_tag("knowledge/figures/forest_row.html")
def forest_row(
    measured: ResistanceRecord, axis: LogAxis, name: str, described: bool = False
) -> dict[str, Any]:
    """Before and after on an axis named `name`; `described` where the numbers do not stand beside it."""
    before, after = ends_of(measured)
    bounds = [end for end in (before, after) if end and end.is_bound]
    return {
        "name": name,
        "before": before and axis.position(before.value),
        "is_computed": bool(before and before.is_computed),
        "after": after and axis.position(after.value),
        "arrows": [(axis.position(end.value), ARROWS[end.relation]) for end in bounds],
        "description": _in_a_sentence(before, after, UNITS[measured.quantity]) if described else "",
    }


def _in_a_sentence(before: End | None, after: End | None, unit: str) -> str:
    first, last = (stated(end.value, end.relation) if end else NOT_STATED for end in (before, after))
    return f"{last} {unit}" if before is None else f"From {first} to {last} {unit}"


@register.inclusion_tag("knowledge/figures/forest_axis.html")
def forest_axis(axis: LogAxis, name: str) -> dict[str, Any]:
    """The grid and the labels of an axis, once for all the figures that use them by its name."""
    exponents = range(axis.lowest_decade, axis.highest_decade + 1)
    positions = (position for position, _ in axis.ticks)
    return {"ticks": list(zip(positions, map(_label, exponents), strict=True)), "name": name}


def _label(exponent: int) -> str:
    """`0.1`, `1000`, `10⁴`: beyond a thousand the digits would run into each other."""
    if -LONGEST_EXPONENT <= exponent <= LONGEST_EXPONENT:
        return f"{Decimal(10) ** exponent:f}"
    return f"10{str(exponent).translate(_SUPERSCRIPTS)}"


@register.filter
def axis_of(measured: ResistanceRecord) -> LogAxis | None:
    """The axis for a record alone."""
    values = [end.value for end in ends_of(measured) if end]
    return whole_decades(min(values), max(values)) if values else None


@register.filter
def bound_note(measured: ResistanceRecord) -> str:
    """What an arrow in the figure of a row means; empty where there is none."""
    unit = UNITS.get(measured.quantity, "")
    before, after = ends_of(measured)
    said = []
    if before and before.is_computed:
        said.append(_computed(measured, before))
    elif before and before.is_bound:
        said.append(f"before is {_BOUNDS[before.relation]} {plain(before.value)} {unit}")
    if after and after.is_bound:
        name = "it held for" if measured.quantity == Quantity.CYCLING else "after is"
        said.append(f"{name} {_BOUNDS[after.relation]} {plain(after.value)} {unit}")
    return f"The source gives a bound, not a value: {' and '.join(said)}." if said else ""


def _computed(measured: ResistanceRecord, before: End) -> str:
    factor, after = exactly(measured.stated_factor), measured.final
    lower = f"{_BOUNDS.get(before.relation, '')} {factor} times lower".strip()
    return f"“{lower}”, from which before is computed as {factor} × {after} = {plain(before.value)} Ω cm²"


@register.filter
def held_up_to(measured: ResistanceRecord) -> str:
    """Under what it held, as far as the source states it: current, hours, temperature, pressure."""
    pressure = stated(measured.stack_pressure_mpa, measured.stack_pressure_relation)
    hours = NOT_STATED if measured.quantity == Quantity.CYCLING else held_for(measured)
    found = (
        (exactly(measured.cycling_current_ma_cm2), "mA cm⁻²"),
        (hours, "h"),
        (exactly(measured.cycling_capacity_mah_cm2), "mAh cm⁻²"),
        (exactly(measured.temperature_c), "°C"),
        (pressure, "MPa"),
    )
    return ", ".join(f"{value} {unit}" for value, unit in found if value != NOT_STATED) or NOT_STATED


@register.filter
def factor_in_short(measured: ResistanceRecord) -> str:
    """As it stands in a table where lower is better: `18.5×`, `>41× as stated`, `2.5× higher`, `rose`."""
    return change(measured).replace("× lower", "×") or "not computed"


@register.filter
def relative_change(measured: ResistanceRecord) -> str:
    """The change that the source states without either value: `>41× lower`, `3× higher`."""
    if measured.quantity == Quantity.CCD:
        return f"{exactly(measured.stated_ccd_factor)}× higher"
    return f"{stated(measured.stated_factor, measured.stated_factor_relation)}× lower"
