"""Every number and text of the 74 measured records is the one that was read in its source.

`tests/data/resistance_inventory.json` is a copy of what is compared from the inventory of the literature,
made independently of the fixtures; a field that it lacks is not stated in the source.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from knowledge.models import Citation, ResistanceRecord, Status

pytestmark = pytest.mark.usefixtures("seed")

INVENTORY: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data/resistance_inventory.json").read_text(encoding="utf-8"),
    parse_float=Decimal,
)
# the inventory's name of a number or text -> the field that holds it
NUMBERS = {
    "r_initial_ohm_cm2": "initial_ohm_cm2",
    "r_final_ohm_cm2": "final_ohm_cm2",
    "ccd_before_ma_cm2": "ccd_initial_ma_cm2",
    "ccd_after_ma_cm2": "ccd_final_ma_cm2",
    "cycling_hours": "cycling_hours",
    "cycling_current_ma_cm2": "cycling_current_ma_cm2",
    "cycling_capacity_mah_cm2": "cycling_capacity_mah_cm2",
    "ionic_conductivity_ms_cm": "ionic_conductivity_ms_cm",
}
TEXTS = {
    "system_configuration": "system_configuration",
    "electrolyte": "electrolyte",
    "electrolyte_formula": "electrolyte_formula",
    "electrode": "electrode",
    "modification_strategy": "modification",
    "resistance_note": "resistance_note",
    "ccd_note": "ccd_note",
    "full_cell": "full_cell",
    "note": "note",
    "verified": "verified",
}
# the rows of the seed keep its own wording
SEED_WORDING = {
    "RES-01": ("Na / NZSP electrolyte", "Thin gold (Au) interlayer, sputtered"),
    "RES-02": ("Na / NASICON electrolyte", "Na-SiO2 composite anode"),
}
QUANTITIES = {"R": "asr", "R_ohm": "resistance", "CCD": "ccd", "full-cell": "full_cell"}
BOUNDS = {
    "r_initial_is_upper_bound": ("initial_relation", "below"),
    "r_final_is_upper_bound": ("final_relation", "below"),
    "ccd_is_lower_bound": ("ccd_final_relation", "above"),
}
# read by a curator in the notes of the inventory, beyond its own fields: the words that say so
READ_IN_NOTES = {
    ("RES-03", "stated_factor"): (41, "more than 41 times lower"),
    ("RES-12", "ccd_initial_uncertainty_ma_cm2"): (Decimal("0.7"), "0.7"),
    ("RES-12", "ccd_final_uncertainty_ma_cm2"): (Decimal("0.8"), "0.8"),
    ("RES-15", "stack_pressure_mpa"): (2, "2 MPa"),
    ("RES-36", "stack_pressure_mpa"): (10, "10 MPa"),
    ("RES-38", "stack_pressure_mpa"): (Decimal("1.5"), "1.5 MPa"),
    ("RES-41", "stack_pressure_mpa"): (Decimal("0.2"), "below 0.2 MPa"),
    ("RES-52", "stack_pressure_mpa"): (Decimal("0.1"), "below 0.1 MPa"),
    ("RES-07", "stated_ccd_factor"): (3, "three-fold"),
    ("RES-72", "electrolyte_thickness_um"): (40, "40 µm"),
}

every_record = pytest.mark.parametrize("row", INVENTORY, ids=lambda row: row["id"])


def record_of(row: dict[str, Any]) -> ResistanceRecord:
    return ResistanceRecord.objects.get(code=row["id"])


def test_the_database_holds_the_74_records_of_the_inventory_and_no_other() -> None:
    codes = ResistanceRecord.objects.filter(status=Status.PUBLISHED).values_list("code", flat=True)
    assert sorted(codes) == [row["id"] for row in INVENTORY] == [f"RES-{n:02}" for n in range(1, 75)]


@every_record
def test_every_number_is_that_of_the_inventory(row: dict[str, Any]) -> None:
    record = record_of(row)
    assert {name: getattr(record, field) for name, field in NUMBERS.items()} == {
        name: row.get(name) for name in NUMBERS
    }
    temperatures = {record.temperature_c, record.conductivity_temperature_c} - {None}
    assert temperatures == ({row["temperature_c"]} if "temperature_c" in row else set())


@every_record
def test_every_text_is_that_of_the_inventory(row: dict[str, Any]) -> None:
    record = record_of(row)
    configuration, modification = SEED_WORDING.get(row["id"], ("", ""))
    of_the_seed = {"system_configuration": configuration, "modification_strategy": modification}
    assert {name: getattr(record, field) for name, field in TEXTS.items()} == {
        name: row.get(name) or of_the_seed.get(name, "") for name in TEXTS
    }
    assert record.method == ", ".join(row["technique"])


@every_record
def test_its_quantity_and_effect_are_those_of_the_inventory(row: dict[str, Any]) -> None:
    record = record_of(row)
    assert record.quantity == QUANTITIES.get(row["data_level"], row["data_level"])
    assert record.effect == row["effect_direction"].replace(" ", "_")


@every_record
def test_what_the_inventory_calls_a_bound_is_a_bound(row: dict[str, Any]) -> None:
    record = record_of(row)
    for flag, (field, relation) in BOUNDS.items():
        if row.get(flag):
            assert getattr(record, field) == relation


@every_record
def test_it_cites_its_source_and_the_place_in_it(row: dict[str, Any]) -> None:
    marks = Citation.objects.filter(reference__code=row["reference"], locator=row["where_in_source"])
    assert [mark.claim for mark in marks if mark.claim == record_of(row)] == [record_of(row)]
    assert record_of(row).citations.count() == 1


@every_record
def test_there_is_a_factor_only_of_an_improvement_from_one_stated_value_to_another(
    row: dict[str, Any],
) -> None:
    record = record_of(row)
    if None in (record.initial_ohm_cm2, record.final_ohm_cm2) or record.effect != "improvement":
        assert (record.factor, record.factor_relation) == (None, None)
    else:
        assert record.factor == round(Decimal(row["r_initial_ohm_cm2"]) / row["r_final_ohm_cm2"], 2)


def test_as_many_records_have_a_factor_as_state_both_ends_of_an_improvement() -> None:
    both = [
        row["id"]
        for row in INVENTORY
        if row["effect_direction"] == "improvement" and {"r_initial_ohm_cm2", "r_final_ohm_cm2"} <= row.keys()
    ]
    with_factor = ResistanceRecord.objects.filter(factor__isnull=False).values_list("code", flat=True)
    assert sorted(with_factor) == both


def test_what_was_read_in_the_notes_stands_there() -> None:
    rows = {row["id"]: row for row in INVENTORY}
    for (code, field), (number, words) in READ_IN_NOTES.items():
        assert getattr(ResistanceRecord.objects.get(code=code), field) == number
        assert words in " ".join(str(value) for value in rows[code].values()), (code, words)


@pytest.mark.parametrize("field", sorted({field for _, field in READ_IN_NOTES}))
def test_nothing_else_was_read_in_the_notes(field: str) -> None:
    holding = ResistanceRecord.objects.filter(**{f"{field}__isnull": False}).values_list("code", flat=True)
    assert sorted(holding) == sorted(code for code, name in READ_IN_NOTES if name == field)
