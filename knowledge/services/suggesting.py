"""Suggestions of readers: what each kind asks for, how one is written down, and how it is read again."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from knowledge.models import FAQ, Cause, Issue, Protocol, Reference, Relation, Remedy, Suggestion
from knowledge.models.resistance import stated
from knowledge.services import revision
from knowledge.services.units import read_quantity, unit_of

Kind = Suggestion.Kind

# quantities that a new value may be of; the name ends in the unit that it is kept in (services/units.py)
QUANTITIES = {
    "resistance_ohm_cm2": "Area-specific resistance",
    "ccd_ma_cm2": "Critical current density",
    "cycling_hours": "Stable cycling",
    "ionic_conductivity_ms_cm": "Ionic conductivity",
    "stack_pressure_mpa": "Stack pressure",
}
# kinds that have a form of their own instead of a place among the choices
REPORTS = (Kind.BROKEN_LINK, Kind.RETRACTION)
OWN_FORMS = (Kind.NEW_RECORD, *REPORTS)
# what may be added as a new record; a data row is a new value of no record
NEW_RECORDS = {model.kind: model.kind_label for model in (Issue, Cause, Remedy, FAQ, Protocol, Reference)}
LABELS = {
    "record_kind": "Kind of record",
    "heading": "In one sentence",
    "url": "Address",
    "details": "In your words",
    "doi": "DOI of the source",
    "quantity": "Quantity",
    "before": "Before",
    "after": "After",
    "conditions": "Conditions",
}
VALUES = ("before", "after")
_RELATIONS = {
    "~": Relation.APPROXIMATE,
    "≈": Relation.APPROXIMATE,
    "<": Relation.BELOW,
    ">": Relation.ABOVE,
}


@dataclass(frozen=True)
class Value:
    """A number in the unit of its quantity, how it relates to the true one, and what was typed."""

    number: str
    relation: str
    as_typed: str


def read_value(text: str, unit: str, quantity: str) -> Value:
    """`2.7 kΩ cm²`, `~30`, `<0.5`: the value of a quantity; a number alone is in `unit`, else in its own.

    Raises NotAQuantity with what is allowed.
    """
    typed = text.strip()
    relation = _RELATIONS.get(typed[:1], Relation.EXACT)
    value = typed if relation == Relation.EXACT else typed[1:].strip()
    if unit and not any(letter.isalpha() for letter in value.replace("e", "").replace("E", "")):
        value = f"{value} {unit}"
    number = read_quantity(value, unit_of(quantity) or "")
    return Value(f"{number:f}", relation.value, f"{typed} {unit}".strip() if value != typed else typed)


def unfit(kind: str, fields: Mapping[str, Any], target: str) -> str:
    """Why a suggestion of this kind cannot be on that identifier, or on none; empty where it can."""
    if kind in REPORTS and not target.startswith("REF-"):
        return f"A {Kind(kind).label.lower()} is reported on a reference, such as REF-06."
    part_of_issue = fields.get("record_kind") in {Cause.kind, Remedy.kind}
    if kind == Kind.NEW_RECORD and part_of_issue and not target.startswith("T-"):
        return f"A {fields['record_kind']} belongs to an issue: add it from the page of that issue."
    return ""


@transaction.atomic
def write(target: str, kind: str, fields: Mapping[str, Any], *, name: str, email: str) -> Suggestion:
    """Put a suggestion into the queue, as written against the present content revision."""
    return Suggestion.objects.create(
        target=target,
        kind=kind,
        fields=dict(fields),
        name=name,
        email=email,
        revision=revision.current().number,
    )


def in_words(suggestion: Suggestion) -> list[tuple[str, str]]:
    """What was suggested, as labels and texts in the order of the form."""
    fields = suggestion.fields
    unit = unit_of(fields.get("quantity", "")) or ""
    return [(label, _text(name, fields[name], unit)) for name, label in LABELS.items() if fields.get(name)]


def _text(name: str, value: Any, unit: str) -> str:
    if name == "record_kind":
        return NEW_RECORDS[value]
    if name == "quantity":
        return QUANTITIES[value]
    if name in VALUES:
        return f"{stated(Decimal(value['number']), value['relation'])} {unit}"
    return str(value)
