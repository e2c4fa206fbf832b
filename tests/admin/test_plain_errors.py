"""What the database would refuse is said at the field, in its own words, before it is asked."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from knowledge.models import Protocol, Reference, ResistanceRecord, Stage, Step
from tests.admin.forms import address, errors_on, fields_on, row, rows, submit
from tests.world import a_protocol, a_reference, a_resistance_record

pytestmark = pytest.mark.usefixtures("empty_database")


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (
            {"doi": "https://doi.org/10.1/x"},
            "A DOI looks like 10.3390/batteries9010008, without https://doi.org/.",
        ),
        ({"number": "901"}, "Reference with this Number already exists."),
    ],
)
def test_a_reference(curator: Client, references: list[Reference], typed: dict[str, Any], error: str) -> None:
    response = submit(curator, address(a_reference()), **typed)
    assert errors_on(response) == {next(iter(typed)): [error]}


def test_a_reference_cannot_be_a_copy_of_itself(curator: Client) -> None:
    reference = a_reference()
    response = submit(curator, address(reference), same_work_as=reference.pk)
    assert errors_on(response) == {"same_work_as": ["A reference cannot be a copy of itself."]}


def test_all_faults_of_a_resistance_at_once(curator: Client) -> None:
    response = submit(curator, address(a_resistance_record()), initial_ohm_cm2="0", final_ohm_cm2="-1")
    assert errors_on(response) == {
        "initial_ohm_cm2": ["The initial resistance must be greater than 0 Ω cm²."],
        "final_ohm_cm2": ["The final resistance must be greater than 0 Ω cm²."],
    }
    assert ResistanceRecord.objects.get().final_ohm_cm2 == Decimal(100)


def test_a_parameter(curator: Client) -> None:
    a_protocol()
    typed = rows(
        "parameters",
        {"name": "pressure", "value_low": "400", "value_high": "300", "unit": "MPa", "qualifier": "exact"},
        {"name": "time", "unit": "h", "qualifier": "exact"},
    )
    response = submit(curator, address(Step.objects.get()), **typed)
    assert errors_on(response) == {
        "parameters-0-value_high": ["The lower end of a range cannot exceed its upper end."],
        "parameters-1-value_text": ["A parameter needs a number or a text as its value."],
    }


def test_two_stages_with_one_number(curator: Client) -> None:
    protocol = a_protocol()
    typed = {"stages-TOTAL_FORMS": 2, **row("stages", 1, number="1", title="Press")}
    page = submit(curator, address(protocol), **typed).content.decode()
    assert "Please correct the duplicate data for number." in page
    assert Stage.objects.count() == 1


def test_two_rows_may_swap_their_numbers(curator: Client) -> None:
    protocol = a_protocol()
    Stage.objects.create(protocol=protocol, number=2, title="Press")
    submit(curator, address(protocol), **row("stages", 0, number="2"), **row("stages", 1, number="1"))
    assert list(Stage.objects.values_list("number", "title")) == [(1, "Press"), (2, "Grind")]


def test_a_row_may_take_the_number_of_a_deleted_one(curator: Client) -> None:
    protocol = a_protocol()
    Stage.objects.create(protocol=protocol, number=2, title="Press")
    submit(curator, address(protocol), **row("stages", 0, DELETE="on"), **row("stages", 1, number="1"))
    assert list(Stage.objects.values_list("number", "title")) == [(1, "Press")]


def test_list_items_stand_one_a_line_with_their_commas(curator: Client) -> None:
    reference = a_reference()
    submit(curator, address(reference), authors="Hong, H. Y-P.\r\nGoodenough, J. B.\r\n")
    reference.refresh_from_db()
    assert reference.authors == ["Hong, H. Y-P.", "Goodenough, J. B."]
    assert fields_on(curator, address(reference))["authors"] == "Hong, H. Y-P.\nGoodenough, J. B."


def test_a_protocol_without_a_title(curator: Client) -> None:
    response = submit(curator, address(Protocol, "add"), purpose="Powder.")
    assert errors_on(response) == {"title": ["This field is required."]}
