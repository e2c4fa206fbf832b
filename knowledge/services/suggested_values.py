"""A suggested value as a row of measured data; what was not typed is not stated."""

from decimal import Decimal
from typing import Any, NamedTuple

from knowledge.models import Record, Remedy, ResistanceRecord, Suggestion

Quantity, Effect = ResistanceRecord.Quantity, ResistanceRecord.Effect
NOT_STATED = "not stated"
_LONGEST = 300
# what a row that is measured anew has in common with the one that it was suggested on
_SAME_CELL = ("system_configuration", "electrolyte", "electrolyte_formula", "electrode", "modification")


class _Place(NamedTuple):
    """Where a quantity stands in a row: `before` is empty where a row has one number of it."""

    quantity: str
    before: str
    after: str
    better: int


_PLACES = {
    "resistance_ohm_cm2": _Place(Quantity.ASR, "initial_ohm_cm2", "final_ohm_cm2", -1),
    "ccd_ma_cm2": _Place(Quantity.CCD, "ccd_initial_ma_cm2", "ccd_final_ma_cm2", +1),
    "cycling_hours": _Place(Quantity.CYCLING, "", "cycling_hours", +1),
    "ionic_conductivity_ms_cm": _Place(Quantity.QUALITATIVE, "", "ionic_conductivity_ms_cm", +1),
    "stack_pressure_mpa": _Place(Quantity.QUALITATIVE, "", "stack_pressure_mpa", +1),
}
_RELATIONS = {
    "initial_ohm_cm2": "initial_relation",
    "final_ohm_cm2": "final_relation",
    "ccd_initial_ma_cm2": "ccd_initial_relation",
    "ccd_final_ma_cm2": "ccd_final_relation",
    "cycling_hours": "cycling_hours_relation",
    "ionic_conductivity_ms_cm": "ionic_conductivity_relation",
    "stack_pressure_mpa": "stack_pressure_relation",
}


def row_of(suggestion: Suggestion, on: Record | None) -> dict[str, Any]:
    """The fields of a row by their names in the fixtures; `on` is the record that it was suggested on.

    Of a quantity that a row has one number of it is the value after, else the one before.
    """
    typed = suggestion.fields
    place = _PLACES[typed["quantity"]]
    before, after = typed.get("before"), typed.get("after")
    row: dict[str, Any] = {**_cell(suggestion, on), "quantity": str(place.quantity)}
    if place.before:
        row |= _number(place.before, before) | _number(place.after, after)
        row["effect"] = str(_effect(before, after, place.better))
    else:
        row |= _number(place.after, after or before)
    return {**row, "note": typed.get("conditions", "")}


def _cell(suggestion: Suggestion, on: Record | None) -> dict[str, str]:
    if isinstance(on, ResistanceRecord):
        return {name: getattr(on, name) for name in _SAME_CELL}
    told = on.text if isinstance(on, Remedy) else suggestion.fields.get("details", "")
    return {
        "system_configuration": NOT_STATED,
        "electrolyte": NOT_STATED,
        "modification": told[:_LONGEST] or NOT_STATED,
    }


def _number(field: str, value: dict[str, str] | None) -> dict[str, Any]:
    if value is None:
        return {}
    return {field: Decimal(value["number"]), _RELATIONS[field]: value["relation"]}


def _effect(before: dict[str, str] | None, after: dict[str, str] | None, better: int) -> str:
    """For the better where both ends do not say otherwise: a curator looks at every draft."""
    if before and after and better * (Decimal(after["number"]) - Decimal(before["number"])) < 0:
        return Effect.DEGRADATION
    return Effect.IMPROVEMENT
