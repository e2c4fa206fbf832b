"""The numbers that a measured record states, each with its unit and how it relates to the true value."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import DecimalField

from knowledge.models import Relation, ResistanceRecord

# field of the number, field of its relation, unit
_STATED = (
    ("initial_ohm_cm2", "initial_relation", "Ω cm²"),
    ("final_ohm_cm2", "final_relation", "Ω cm²"),
    ("ccd_initial_ma_cm2", "ccd_initial_relation", "mA cm⁻²"),
    ("ccd_final_ma_cm2", "ccd_final_relation", "mA cm⁻²"),
    ("cycling_hours", "cycling_hours_relation", "h"),
    ("temperature_c", "", "°C"),
    ("stack_pressure_mpa", "stack_pressure_relation", "MPa"),
)


@dataclass(frozen=True)
class MeasuredValue:
    name: str
    value: float
    relation: str
    unit: str


def measured_values(record: ResistanceRecord) -> Iterator[MeasuredValue]:
    """What is not stated is left out."""
    for field, relation, unit in _STATED:
        number = getattr(record, field)
        if number is not None:
            label = _label(field)
            stated = getattr(record, relation) if relation else Relation.EXACT
            yield MeasuredValue(label, float(number), str(stated), unit)


def _label(field: str) -> str:
    """`initial resistance`, without the unit."""
    described = ResistanceRecord._meta.get_field(field)
    assert isinstance(described, DecimalField)  # noqa: S101  every measured number is one
    return str(described.verbose_name).partition(" (")[0]
