"""Quantities are understood in the notations people use, and what cannot be read is refused by name."""

from decimal import Decimal

import pytest
from django.db.models import DecimalField

from knowledge.models import ResistanceRecord
from knowledge.services.units import ALLOWED, STORED_IN, NotAQuantity, read_quantity, to_ohm_cm2, unit_of

WITHOUT_A_UNIT = {"stated_factor", "stated_ccd_factor"}


@pytest.mark.parametrize(
    "text",
    [
        "2.7 kΩ cm²",
        "2.7 k\N{OHM SIGN} cm2",
        "2.7kohm·cm^2",
        "2.7 kOhm*cm²",
        "2.7 kohms⋅cm2",
        "0.0027 MΩ cm²",
        "0.27 Ω m²",
        "2.7e3 Ω cm²",
        "2700",
        " 2700.0 ",
    ],
)
def test_one_resistance_is_the_same_in_every_notation(text: str) -> None:
    assert to_ohm_cm2(text) == Decimal(2700)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("320 µA cm⁻²", "0.32", "mA cm⁻²"),
        ("320 μA cm−2", "0.32", "mA cm⁻²"),
        ("320 uA/cm2", "0.32", "mA cm⁻²"),
        ("3.2 A / m²", "0.32", "mA cm⁻²"),
        ("0.5 mAh cm⁻²", "0.5", "mAh cm⁻²"),
        ("298.15 K", "25", "°C"),
        ("25 °C", "25", "°C"),
        ("-20℃", "-20", "°C"),
        ("1500 kPa", "1.5", "MPa"),
        ("15 bar", "1.5", "MPa"),
        ("40 nm", "0.04", "µm"),
        ("0.5 mm", "500", "µm"),
        ("90 min", "1.5", "h"),
        ("4248 h", "4248", "h"),
        ("1e-4 S/cm", "0.1", "mS cm⁻¹"),
        ("0.1 mS cm⁻¹", "0.1", "mS cm⁻¹"),
        ("0.000001 S cm⁻¹", "0.001", "mS cm⁻¹"),
    ],
)
def test_a_number_comes_out_exact_in_the_stored_unit(text: str, number: str, unit: str) -> None:
    assert str(read_quantity(text, unit)) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "none",
        "<10",
        "~23 Ω cm²",
        "2,7 kΩ cm²",
        "1 000 Ω cm²",
        "1–2 Ω cm²",
        "5 Ω",
        "5 MPa",
        "5 Ω/cm²",
        "5 blorp",
        "5 Ω cm² *",
        "5 Ω cm22",
        "nan",
        "1e999",
    ],
)
def test_what_is_no_resistance_is_refused_with_the_text_and_what_is_allowed(text: str) -> None:
    with pytest.raises(NotAQuantity) as refusal:
        to_ohm_cm2(text)
    assert str(refusal.value) == (
        f"'{text}' cannot be read in Ω cm²; allowed is a number in mΩ cm², Ω cm², kΩ cm², MΩ cm²"
    )


def test_a_temperature_in_coulombs_is_refused() -> None:
    with pytest.raises(NotAQuantity, match="allowed is a number in °C, K"):
        read_quantity("25 C", "°C")


@pytest.mark.parametrize(
    ("unit", "named"), [(unit, named) for unit, names in ALLOWED.items() for named in names.split(", ")]
)
def test_every_unit_that_a_refusal_names_is_understood(unit: str, named: str) -> None:
    assert isinstance(read_quantity(f"1 {named}", unit), Decimal)


def test_every_number_of_a_record_names_its_unit_or_has_none() -> None:
    numbers = {field.name for field in ResistanceRecord._meta.fields if isinstance(field, DecimalField)}
    without = {name for name in numbers if unit_of(name) is None}
    assert without == WITHOUT_A_UNIT
    assert set(STORED_IN.values()) == set(ALLOWED)


def test_the_unit_is_the_one_in_the_name_of_the_field() -> None:
    assert unit_of("initial_uncertainty_ohm_cm2") == "Ω cm²"
    assert unit_of("cycling_capacity_mah_cm2") == "mAh cm⁻²"
    assert unit_of("conductivity_temperature_c") == "°C"
    assert unit_of("value_low") is None
