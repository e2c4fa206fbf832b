"""Whether two measured records may be set side by side, and why not.

Only numbers of one quantity, measured under the same stated conditions, may be compared. A condition that
one of them does not state is a reason against it: unknown is not equal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices

from knowledge.models import Relation, ResistanceRecord
from knowledge.models.resistance import plain

Quantity = ResistanceRecord.Quantity

# quantities whose numbers depend so much on the test that nothing but the same study compares
NEVER_COMPARED = {Quantity.FULL_CELL, Quantity.LIMIT, Quantity.KINETICS, Quantity.QUALITATIVE}
BOUNDS = {Relation.BELOW, Relation.ABOVE}
# room temperature is 20-25 °C in most laboratories; beyond 5 K a thermally activated resistance differs
LARGEST_TEMPERATURE_DIFFERENCE_K = Decimal(5)
# the same setting read off two presses
LARGEST_PRESSURE_RATIO = Decimal("1.1")


class Against(TextChoices):
    """What kind of reason stands against a comparison."""

    QUANTITY = "quantity", "measured as another quantity"
    TEST = "test", "never compared between studies"
    GAP = "gap", "not stated"
    BOUND = "bound", "stated as a bound only"
    DIFFERENCE = "difference", "different"


@dataclass(frozen=True)
class Reason:
    """One reason in a sentence; `topic` is the condition, `codes` the records that are silent or bounded."""

    against: Against
    topic: str
    text: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """`reasons` says why not, in plain sentences; empty exactly if the records may be compared."""

    found: list[Reason]

    @property
    def reasons(self) -> list[str]:
        return [reason.text for reason in self.found]

    @property
    def may_be_compared(self) -> bool:
        return not self.found


def compare(first: ResistanceRecord, second: ResistanceRecord) -> Comparison:
    """Every reason against comparing two records, not only the first."""
    if first.quantity != second.quantity:
        text = f"Different quantities: {_quantity(first)} and {_quantity(second)} are never compared."
        return Comparison([Reason(Against.QUANTITY, "quantity", text)])
    if first.quantity in NEVER_COMPARED:
        text = f"{_quantity(first)}: such results are not compared between studies."
        return Comparison([Reason(Against.TEST, "test", text)])
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


def gaps(record: ResistanceRecord) -> list[Reason]:
    """What a record itself leaves open: these stand against it whatever it is compared with."""
    return [reason for reason in compare(record, record).found if record.code in reason.codes]


def _quantity(record: ResistanceRecord) -> str:
    return Quantity(record.quantity).label


def _values(first: ResistanceRecord, second: ResistanceRecord) -> Iterator[Reason]:
    for record in (first, second):
        value, relation = _result(record)
        if value is None:
            text = f"{record.code} states no final value."
            yield Reason(Against.GAP, "final value", text, (record.code,))
        elif relation in BOUNDS:
            text = f"{record.code} states a bound, not a value."
            yield Reason(Against.BOUND, "final value", text, (record.code,))


def _result(record: ResistanceRecord) -> tuple[Decimal | None, str]:
    if record.quantity == Quantity.ASR:
        return record.final_ohm_cm2, record.final_relation
    if record.quantity == Quantity.CCD:
        return record.ccd_final_ma_cm2, record.ccd_final_relation
    if record.quantity == Quantity.CYCLING:
        return record.cycling_hours, record.cycling_hours_relation
    return None, Relation.EXACT


def _same(first: ResistanceRecord, second: ResistanceRecord, field: str, name: str) -> Iterator[Reason]:
    labels = [getattr(record, f"get_{field}_display")() for record in (first, second)]
    yield from _not_stated(first, second, field, name)
    if all(labels) and labels[0] != labels[1]:
        yield _different(name, f"Different {name}: {labels[0].lower()} and {labels[1].lower()}.")


def _normalisation(first: ResistanceRecord, second: ResistanceRecord) -> Iterator[Reason]:
    """Per interface or per cell is a factor of two for a resistance, and nothing for a current density."""
    if first.quantity == Quantity.ASR:
        yield from _same(first, second, "normalised_to", "normalisation (per interface or per cell)")


def _temperature(first: ResistanceRecord, second: ResistanceRecord) -> Iterator[Reason]:
    yield from _not_stated(first, second, "temperature_c", "temperature")
    one, other = first.temperature_c, second.temperature_c
    if one is not None and other is not None and abs(one - other) > LARGEST_TEMPERATURE_DIFFERENCE_K:
        yield _different("temperature", f"Different temperatures: {_two(one, other)} °C.")


def _pressure(first: ResistanceRecord, second: ResistanceRecord) -> Iterator[Reason]:
    yield from _not_stated(first, second, "stack_pressure_mpa", "stack pressure")
    for record in (first, second):
        if record.stack_pressure_relation in BOUNDS:
            text = f"{record.code} states a bound of the stack pressure, not a value."
            yield Reason(Against.BOUND, "stack pressure", text, (record.code,))
    one, other = first.stack_pressure_mpa, second.stack_pressure_mpa
    if one is not None and other is not None and max(one, other) / min(one, other) > LARGEST_PRESSURE_RATIO:
        yield _different("stack pressure", f"Different stack pressures: {_two(one, other)} MPa.")


def _cycling(first: ResistanceRecord, second: ResistanceRecord) -> Iterator[Reason]:
    """Hours mean something only at the same current density."""
    if first.quantity != Quantity.CYCLING:
        return
    yield from _not_stated(first, second, "cycling_current_ma_cm2", "current density")
    one, other = first.cycling_current_ma_cm2, second.cycling_current_ma_cm2
    if one is not None and other is not None and one != other:
        yield _different("current density", f"Different current densities: {_two(one, other)} mA cm⁻².")


def _two(one: Decimal, other: Decimal) -> str:
    return f"{plain(one)} and {plain(other)}"


def _different(topic: str, text: str) -> Reason:
    return Reason(Against.DIFFERENCE, topic, text)


def _not_stated(first: ResistanceRecord, second: ResistanceRecord, field: str, name: str) -> Iterator[Reason]:
    silent = [record.code for record in (first, second) if getattr(record, field) is None]
    if silent:
        text = f"{' and '.join(silent)} {'does' if len(silent) == 1 else 'do'} not state the {name}."
        yield Reason(Against.GAP, name, text, tuple(silent))
