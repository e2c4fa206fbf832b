"""Measured values in words: bounds as bounds, gaps as gaps."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from knowledge import typography
from knowledge.models import Relation, ResistanceRecord
from knowledge.models.resistance import stated

register = template.Library()

NOT_STATED = "not stated"
GAPS = (NOT_STATED, "not computed")
Quantity = ResistanceRecord.Quantity
Effect = ResistanceRecord.Effect
Fact = tuple[str, str]

# a bound is rounded to its safe side: "more than" down, "less than" up
_ROUNDING = {Relation.ABOVE: ROUND_FLOOR, Relation.BELOW: ROUND_CEILING}
_TURNED = {Relation.ABOVE: Relation.BELOW, Relation.BELOW: Relation.ABOVE}


@register.filter
def or_gap(text: str) -> SafeString:
    """A value as HTML; what is not stated or not computed is marked as a gap."""
    if text.startswith(GAPS):
        return format_html('<span class="not-stated">{}</span>', text)
    return typography.typeset(text)


@register.filter
def change(measured: ResistanceRecord) -> str:
    """How the area-specific resistance changed: `18.5× lower`, `>41× lower as stated`; empty if unknown.

    A factor is that of an improvement. A degradation rose or fell; two systems compared did neither.
    """
    before, after, relation = measured.initial_ohm_cm2, measured.final_ohm_cm2, measured.factor_relation
    if before and after and relation:
        return _lower_or_higher(before, after, relation)
    if before and after and measured.effect == Effect.DEGRADATION:
        return "rose" if after > before else "fell"
    if measured.stated_factor is not None and measured.effect == Effect.IMPROVEMENT:
        return f"{stated(measured.stated_factor, measured.stated_factor_relation)}× lower as stated"
    return ""


def _lower_or_higher(before: Decimal, after: Decimal, relation: Relation) -> str:
    if after <= before:
        return f"{_times(before / after, relation)}× lower"
    return f"{_times(after / before, _TURNED.get(relation, relation))}× higher"


def _times(factor: Decimal, relation: Relation) -> str:
    rounded = factor.quantize(Decimal("0.1"), rounding=_ROUNDING.get(relation, ROUND_HALF_UP))
    sign = {Relation.ABOVE: ">", Relation.BELOW: "<", Relation.APPROXIMATE: "~"}.get(relation, "")
    return f"{sign}{rounded}"


@register.filter
def ccd_before(measured: ResistanceRecord) -> str:
    """In mA cm⁻²."""
    uncertainty = measured.ccd_initial_uncertainty_ma_cm2
    return stated(measured.ccd_initial_ma_cm2, measured.ccd_initial_relation, uncertainty)


@register.filter
def ccd_after(measured: ResistanceRecord) -> str:
    """In mA cm⁻²."""
    uncertainty = measured.ccd_final_uncertainty_ma_cm2
    return stated(measured.ccd_final_ma_cm2, measured.ccd_final_relation, uncertainty)


@register.filter
def ccd_rise(measured: ResistanceRecord) -> str:
    """The rise that the source itself states; none is computed."""
    rise = measured.stated_ccd_factor
    return "" if rise is None else f"{exactly(rise)}×"


@register.filter
def held_for(measured: ResistanceRecord) -> str:
    """In hours."""
    return stated(measured.cycling_hours, measured.cycling_hours_relation)


@register.filter
def exactly(value: Decimal | None) -> str:
    """A number without a relation of its own."""
    return stated(value, Relation.EXACT)


@register.filter
def in_words(measured: ResistanceRecord) -> str:
    """What the source says where it gives no number of a comparable quantity."""
    by_quantity = {Quantity.RESISTANCE: measured.resistance_note, Quantity.FULL_CELL: measured.full_cell}
    others = (measured.full_cell, measured.note, measured.resistance_note)
    return by_quantity.get(Quantity(measured.quantity)) or next(filter(None, others), NOT_STATED)


@register.filter
def results(measured: ResistanceRecord) -> list[Fact]:
    """Every result with its unit. Those of the record's own quantity stand there even as gaps."""
    resistances = (measured.initial_ohm_cm2, measured.final_ohm_cm2)
    currents = (measured.ccd_initial_ma_cm2, measured.ccd_final_ma_cm2)
    facts: list[Fact] = []
    if measured.quantity == Quantity.ASR or any(resistances):
        facts += [("Resistance before", _with(measured.initial, "Ω cm²"))]
        facts += [("Resistance after", _with(measured.final, "Ω cm²")), ("Factor", _factor(measured))]
    if measured.quantity == Quantity.CCD or any(currents):
        facts += [("Critical current density before", _with(ccd_before(measured), "mA cm⁻²"))]
        facts += [("Critical current density after", _with(ccd_after(measured), "mA cm⁻²"))]
    if measured.stated_ccd_factor is not None:
        facts.append(("Rise as stated", ccd_rise(measured)))
    if measured.quantity == Quantity.CYCLING or measured.cycling_hours:
        facts.append(("Stable cycling", _with(held_for(measured), "h")))
    return facts + [("Full cell", measured.full_cell)] * bool(measured.full_cell)


def _factor(measured: ResistanceRecord) -> str:
    if measured.factor is not None:
        return f"{change(measured)}, computed from the two values"
    if measured.stated_factor is not None:
        return f"{change(measured)} by the source, which does not state both values"
    if not (measured.initial_ohm_cm2 and measured.final_ohm_cm2):
        return "not computed: it needs both values"
    if measured.effect != Effect.IMPROVEMENT:
        return f"not computed: {measured.get_effect_display().lower()}, not an improvement"
    return "not computed: nothing follows from these bounds"


@register.filter
def conditions(measured: ResistanceRecord) -> list[Fact]:
    """Every condition of the measurement with its unit; what the source does not state is a gap."""
    conductivity = stated(measured.ionic_conductivity_ms_cm, measured.ionic_conductivity_relation)
    conductivity = _with(conductivity, "mS cm⁻¹")
    pressure = stated(measured.stack_pressure_mpa, measured.stack_pressure_relation)
    if measured.ionic_conductivity_ms_cm and measured.conductivity_temperature_c is not None:
        conductivity += f" at {exactly(measured.conductivity_temperature_c)} °C"
    return [
        ("Cell", measured.get_cell_type_display() or NOT_STATED),
        ("Normalisation", measured.get_normalised_to_display() or NOT_STATED),
        ("Temperature", _with(exactly(measured.temperature_c), "°C")),
        ("Stack pressure", _with(pressure, "MPa")),
        ("Current density", _with(exactly(measured.cycling_current_ma_cm2), "mA cm⁻²")),
        ("Capacity per half cycle", _with(exactly(measured.cycling_capacity_mah_cm2), "mAh cm⁻²")),
        ("Electrolyte thickness", _with(exactly(measured.electrolyte_thickness_um), "µm")),
        ("Ionic conductivity", conductivity),
        ("Method", measured.method or NOT_STATED),
    ]


@register.filter
def gaps_in(facts: list[Fact]) -> int:
    """How many of them the source does not state."""
    return sum(value == NOT_STATED for _, value in facts)


def _with(value: str, unit: str) -> str:
    return value if value == NOT_STATED else f"{value} {unit}"
