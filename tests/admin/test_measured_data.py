"""The form of a data row: every field of the record, and numbers in whatever unit the curator has."""

from decimal import Decimal

import pytest
from django.test import Client

from knowledge.models import ResistanceRecord
from tests.admin.forms import address, errors_on, fields_on, submit
from tests.world import a_resistance_record

NOT_TYPED = {"id", "factor", "created_at", "updated_at", "published_at", "code", "status"}


@pytest.fixture
def record(empty_database: None) -> ResistanceRecord:
    return a_resistance_record()


def test_every_field_of_the_record_is_on_its_form(curator: Client, record: ResistanceRecord) -> None:
    form = curator.get(address(record)).context["adminform"].form
    fields = {field.name for field in ResistanceRecord._meta.fields} - NOT_TYPED
    assert fields | {"terms", "seen"} == set(form.fields)


def test_a_number_is_understood_in_another_unit(curator: Client, record: ResistanceRecord) -> None:
    submit(
        curator,
        address(record),
        initial_ohm_cm2="2.7 kΩ cm²",
        ccd_final_ma_cm2="320 uA/cm2",
        temperature_c="333.15 K",
        stack_pressure_mpa="1500 kPa",
        cycling_hours="90 min",
    )
    record.refresh_from_db()
    assert (record.initial_ohm_cm2, record.final_ohm_cm2, record.factor) == (2700, 100, 27)
    assert (record.ccd_final_ma_cm2, record.temperature_c) == (Decimal("0.32"), 60)
    assert (record.stack_pressure_mpa, record.cycling_hours) == (Decimal("1.5"), Decimal("1.5"))


def test_a_plain_number_is_in_the_unit_of_its_field(curator: Client, record: ResistanceRecord) -> None:
    submit(curator, address(record), initial_ohm_cm2="250.5")
    record.refresh_from_db()
    assert record.initial_ohm_cm2 == Decimal("250.5")
    assert fields_on(curator, address(record))["initial_ohm_cm2"] == Decimal("250.500")


def test_an_emptied_number_is_not_stated(curator: Client, record: ResistanceRecord) -> None:
    submit(curator, address(record), initial_ohm_cm2="")
    record.refresh_from_db()
    assert (record.initial_ohm_cm2, record.factor) == (None, None)


def test_what_cannot_be_read_is_refused_at_its_field(curator: Client, record: ResistanceRecord) -> None:
    response = submit(curator, address(record), initial_ohm_cm2="5 MPa", temperature_c="-300 °C")
    assert errors_on(response) == {
        "initial_ohm_cm2": [
            "'5 MPa' cannot be read in Ω cm²; allowed is a number in mΩ cm², Ω cm², kΩ cm², MΩ cm²."
        ],
        "temperature_c": ["The temperature must be at least -273.15 °C."],
    }


@pytest.mark.usefixtures("seed")
@pytest.mark.parametrize(
    ("page", "shown", "hidden"),
    [
        ("resistancerecord/?quantity__exact=ccd&effect__exact=improvement", "RES-07", "RES-01"),
        ("reference/?source_kind__exact=review", "review", "REF-06"),
    ],
)
def test_a_list_is_filtered(curator: Client, page: str, shown: str, hidden: str) -> None:
    listed = curator.get(f"/admin/knowledge/{page}").content.decode()
    assert shown in listed
    assert hidden not in listed
