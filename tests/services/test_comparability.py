"""Two records are compared only where nothing stands against it, and every reason is told."""

from decimal import Decimal
from typing import Any

import pytest

from knowledge.models import ResistanceRecord
from knowledge.services.comparability import compare


def record(code: str = "RES-90", **differing: Any) -> ResistanceRecord:
    stated: dict[str, Any] = {
        "quantity": "asr",
        "final_ohm_cm2": Decimal(20),
        "cell_type": "symmetric",
        "normalised_to": "per_interface",
        "temperature_c": Decimal(25),
        "stack_pressure_mpa": Decimal(2),
    }
    return ResistanceRecord(code=code, **{**stated, **differing})


def test_records_with_the_same_stated_conditions_may_be_compared() -> None:
    comparison = compare(record(), record("RES-91", final_ohm_cm2=Decimal(40), temperature_c=Decimal(22)))
    assert comparison.may_be_compared
    assert comparison.reasons == []


@pytest.mark.parametrize(
    ("differing", "reason"),
    [
        ({"quantity": "ccd"}, "Different quantities"),
        ({"final_ohm_cm2": None}, "RES-91 states no final value."),
        ({"final_relation": "below"}, "RES-91 states a bound, not a value."),
        ({"cell_type": "full"}, "Different cell: symmetric cell and full cell."),
        ({"cell_type": None}, "RES-91 does not state the cell."),
        ({"normalised_to": "per_cell"}, "Different normalisation"),
        ({"temperature_c": Decimal(60)}, "Different temperatures: 25 and 60 °C."),
        ({"temperature_c": None}, "RES-91 does not state the temperature."),
        ({"stack_pressure_relation": "below"}, "RES-91 states a bound of the stack pressure, not a value."),
        ({"stack_pressure_mpa": Decimal(10)}, "Different stack pressures: 2 and 10 MPa."),
    ],
)
def test_a_difference_or_a_gap_is_a_reason(differing: dict[str, Any], reason: str) -> None:
    comparison = compare(record(), record("RES-91", **differing))
    assert not comparison.may_be_compared
    assert any(each.startswith(reason) for each in comparison.reasons), comparison.reasons


def test_all_reasons_are_told_at_once() -> None:
    silent: dict[str, Any] = {
        "cell_type": None,
        "normalised_to": None,
        "temperature_c": None,
        "stack_pressure_mpa": None,
    }
    reasons = compare(record(**silent), record("RES-91", **silent)).reasons
    assert len(reasons) == 4
    assert all(reason.startswith("RES-90 and RES-91 do not state the") for reason in reasons)


def test_hours_are_compared_only_at_one_current_density() -> None:
    cycled: dict[str, Any] = {
        "quantity": "cycling",
        "cycling_hours": Decimal(1000),
        "cycling_current_ma_cm2": Decimal("0.1"),
    }
    faster = {**cycled, "cycling_current_ma_cm2": Decimal("0.2")}
    assert compare(record(**cycled), record("RES-91", **cycled)).may_be_compared
    reasons = compare(record(**cycled), record("RES-91", **faster)).reasons
    assert reasons == ["Different current densities: 0.1 and 0.2 mA cm⁻²."]


def test_full_cell_results_are_never_compared() -> None:
    assert not compare(record(quantity="full_cell"), record("RES-91", quantity="full_cell")).may_be_compared


@pytest.mark.usefixtures("seed")
def test_the_two_rows_of_the_seed_cannot_be_compared_and_it_says_why() -> None:
    reasons = compare(
        ResistanceRecord.objects.get(code="RES-01"), ResistanceRecord.objects.get(code="RES-02")
    ).reasons
    assert "RES-01 and RES-02 do not state the temperature." in reasons
    assert "RES-01 and RES-02 do not state the stack pressure." in reasons
