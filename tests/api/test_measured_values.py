"""A measured value says how it relates to the true one; what is not stated is null, never 0 or empty."""

from typing import Any

import pytest
from django.test import Client

from knowledge.models import ResistanceRecord
from knowledge.services import changes
from tests.api.reading import csv_rows, text_of

pytestmark = pytest.mark.usefixtures("measurements")

# as promised when the columns were first published
FIRST_COLUMNS = [
    "id",
    "system_configuration",
    "electrolyte",
    "modification",
    "initial_ohm_cm2",
    "final_ohm_cm2",
    "factor",
    "footnote",
    "references",
    "remedies",
    "terms.interface",
    "terms.technique",
    "terms.material",
    "terms.mechanism",
    "terms.strategy",
    "terms.family",
    "curator_notes",
    "cite_as",
    "license_note",
    "revision",
    "updated_at",
    "published_at",
    "url",
    "api_url",
]


def measured(client: Client, **values: Any) -> dict[str, Any]:
    """RES-91, 2708 to 146 Ω cm² unless told otherwise, as the API gives it."""
    ResistanceRecord.objects.filter(code="RES-91").update(**values)
    changes.publish(["RES-91"])
    answer: dict[str, Any] = client.get("/api/v1/resistance/RES-91/").json()
    return answer


def test_a_value_has_its_relation_and_uncertainty(client: Client) -> None:
    answer = measured(client, final_relation="approximate", final_uncertainty_ohm_cm2="0.8")
    assert (answer["initial_relation"], answer["initial_uncertainty_ohm_cm2"]) == ("exact", None)
    assert (answer["final_relation"], answer["final_uncertainty_ohm_cm2"]) == ("approximate", 0.8)
    assert (answer["factor"], answer["factor_relation"]) == (18.55, "approximate")


def test_of_a_bound_only_a_bound_follows(client: Client) -> None:
    assert measured(client, final_relation="below")["factor_relation"] == "above"
    nothing = measured(client, initial_relation="below")
    assert (nothing["factor"], nothing["factor_relation"]) == (None, None)


def test_an_unknown_value_has_no_relation(client: Client) -> None:
    answer = client.get("/api/v1/resistance/RES-93/").json()
    assert answer["quantity"] == "asr"
    unknown = ("initial", "stated_factor", "ccd_initial", "ccd_final", "cycling_hours", "stack_pressure")
    for name in unknown:
        assert answer[f"{name}_relation"] is None
    for name in ("cell_type", "normalised_to", "temperature_c", "method", "year", "factor_relation"):
        assert answer[name] is None


def test_the_conditions_are_numbers_in_the_unit_of_their_name(client: Client) -> None:
    answer = measured(client, temperature_c=60, stack_pressure_mpa="0.5", cycling_current_ma_cm2="0.3")
    names = ("temperature_c", "stack_pressure_mpa", "stack_pressure_relation", "cycling_current_ma_cm2")
    assert [answer[name] for name in names] == [60, 0.5, "exact", 0.3]


def test_every_field_of_the_model_is_given(client: Client) -> None:
    held = {field.name for field in ResistanceRecord._meta.concrete_fields}
    not_of_the_measurement = {"id", "code", "status", "source_document", "created_at"}
    assert held - not_of_the_measurement <= set(measured(client))


def test_new_columns_stand_after_those_first_promised(client: Client) -> None:
    columns = list(csv_rows(client.get("/api/v1/resistance/?format=csv"))[0])
    assert columns[: len(FIRST_COLUMNS)] == FIRST_COLUMNS
    assert columns[len(FIRST_COLUMNS) :][:3] == ["evidence", "evidence_works", "quantity"]


@pytest.mark.parametrize(
    ("name", "gained"),
    [
        ("issues", ["evidence", "diagnosis", "see_also", "trace", "first_steps", "signs"]),
        ("causes", ["evidence", "evidence_works"]),
        ("remedies", ["evidence", "evidence_works"]),
        ("faqs", ["evidence"]),
        ("protocols", ["evidence", "pitfalls"]),
        ("references", ["aliases", "type", "source_kind", "seen_as", "seen_in", "contradicts"]),
        ("search", ["evidence"]),
    ],
)
def test_the_columns_that_a_list_has_gained_are_its_last(
    client: Client, name: str, gained: list[str]
) -> None:
    (header, *_) = text_of(client.get(f"/api/v1/{name}/?format=csv")).splitlines()
    *_, last_promised = header.removesuffix("," + ",".join(gained)).split(",")
    assert last_promised == ("score" if name == "search" else "api_url")
