"""Whether two measured records may be set side by side, and why not.

Only numbers of one quantity, measured under the same stated conditions, may be compared. A condition that
one of them does not state is a reason against it: unknown is not equal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from knowledge.models import Relation, ResistanceRecord

Quantity = ResistanceRecord.Quantity

# quantities whose numbers depend so much on the test that nothing but the same study compares
NEVER_COMPARED = {Quantity.FULL_CELL, Quantity.LIMIT, Quantity.KINETICS, Quantity.QUALITATIVE}
# room temperature is 20-25 °C in most laboratories; beyond 5 K a thermally activated resistance differs
LARGEST_TEMPERATURE_DIFFERENCE_K = Decimal(5)
# the same setting read off two presses
LARGEST_PRESSURE_RATIO = Decimal("1.1")


@dataclass(frozen=True)
class Comparison:
    """`reasons` says why not, in plain sentences; empty exactly if the records may be compared."""

    reasons: list[str]

    @property
    def may_be_compared(self) -> bool:
        return not self.reasons


def compare(first: ResistanceRecord, second: ResistanceRecord) -> Comparison:
    """Every reason against comparing two records, not only the first."""
    if first.quantity != second.quantity:
        return Comparison(
            [f"Different quantities: {_quantity(first)} and {_quantity(second)} are never compared."]
        )
    if first.quantity in NEVER_COMPARED:
        return Comparison([f"{_quantity(first)}: such results are not compared between studies."])
    return Comparison(
        [
            *_values(first, second),
            *_same(first, second, "cell_type", "cell"),
            *_normalisation(first, second),
            *_temperature(first, second),
            *_pressure(first, second),
            *_cycling(first, second),
        ]
    )


def _quantity(record: ResistanceRecord) -> str:
    return Quantity(record.quantity).label


def _values(first: ResistanceRecord, second: ResistanceRecord) -> Iterator[str]:
    for record in (first, second):
        value, relation = _result(record)
        if value is None:
            yield f"{record.code} states no final value."
        elif relation in {Relation.BELOW, Relation.ABOVE}:
            yield f"{record.code} states a bound, not a value."


def _result(record: ResistanceRecord) -> tuple[Decimal | None, str]:
    if record.quantity == Quantity.ASR:
        return record.final_ohm_cm2, record.final_relation
    if record.quantity == Quantity.CCD:
        return record.ccd_final_ma_cm2, record.ccd_final_relation
    if record.quantity == Quantity.CYCLING:
        return record.cycling_hours, record.cycling_hours_relation
    return None, Relation.EXACT


def _same(first: ResistanceRecord, second: ResistanceRecord, field: str, name: str) -> Iterator[str]:
    labels = [getattr(record, f"get_{field}_display")() for record in (first, second)]
    yield from _not_stated(first, second, field, name)
    if all(labels) and labels[0] != labels[1]:
        yield f"Different {name}: {labels[0].lower()} and {labels[1].lower()}."


def _normalisation(first: ResistanceRecord, second: ResistanceRecord) -> Iterator[str]:
    """Per interface or per cell is a factor of two for a resistance, and nothing for a current density."""
    if first.quantity == Quantity.ASR:
        yield from _same(first, second, "normalised_to", "normalisation (per interface or per cell)")


def _temperature(first: ResistanceRecord, second: ResistanceRecord) -> Iterator[str]:
    yield from _not_stated(first, second, "temperature_c", "temperature")
    one, other = first.temperature_c, second.temperature_c
    if one is not None and other is not None and abs(one - other) > LARGEST_TEMPERATURE_DIFFERENCE_K:
        yield f"Different temperatures: {one.normalize():f} and {other.normalize():f} °C."


def _pressure(first: ResistanceRecord, second: ResistanceRecord) -> Iterator[str]:
    yield from _not_stated(first, second, "stack_pressure_mpa", "stack pressure")
    for record in (first, second):
        if record.stack_pressure_relation in {Relation.BELOW, Relation.ABOVE}:
            yield f"{record.code} states a bound of the stack pressure, not a value."
    one, other = first.stack_pressure_mpa, second.stack_pressure_mpa
    if one is not None and other is not None and max(one, other) / min(one, other) > LARGEST_PRESSURE_RATIO:
        yield f"Different stack pressures: {one.normalize():f} and {other.normalize():f} MPa."


def _cycling(first: ResistanceRecord, second: ResistanceRecord) -> Iterator[str]:
    """Hours mean something only at the same current density."""
    if first.quantity != Quantity.CYCLING:
        return
    yield from _not_stated(first, second, "cycling_current_ma_cm2", "current density")
    one, other = first.cycling_current_ma_cm2, second.cycling_current_ma_cm2
    if one is not None and other is not None and one != other:
        yield f"Different current densities: {one.normalize():f} and {other.normalize():f} mA cm⁻²."


def _not_stated(first: ResistanceRecord, second: ResistanceRecord, field: str, name: str) -> Iterator[str]:
    silent = [record.code for record in (first, second) if getattr(record, field) is None]
    if silent:
        yield f"{' and '.join(silent)} {'does' if len(silent) == 1 else 'do'} not state the {name}."
