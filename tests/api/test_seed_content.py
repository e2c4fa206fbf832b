"""The whole seed can be read through the API."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("seed")


def everything(client: Client, name: str) -> list[dict[str, Any]]:
    page = client.get(f"/api/v1/{name}/?limit=500").json()
    assert page["next"] is None
    results: list[dict[str, Any]] = page["results"]
    return results


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("issues", 4),
        ("causes", 12),
        ("remedies", 13),
        ("faqs", 7),
        ("resistance", 2),
        ("protocols", 2),
        ("references", 20),
    ],
)
def test_every_record_of_the_seed_is_listed_and_answers_as_listed(
    client: Client, name: str, count: int
) -> None:
    records = everything(client, name)
    assert len(records) == count
    for record in records:
        detail = client.get(record["api_url"]).json()
        detail.pop("related", None)
        assert detail == record


def test_every_citation_mark_of_the_seed_is_given(client: Client) -> None:
    claims = [
        *everything(client, "causes"),
        *everything(client, "remedies"),
        *everything(client, "resistance"),
    ]
    claims += [point for faq in everything(client, "faqs") for point in faq["points"]]
    claims += [
        step
        for protocol in everything(client, "protocols")
        for stage in protocol["stages"]
        for step in stage["steps"]
    ]
    marks = {(claim["id"], mark["reference"]) for claim in claims for mark in claim["references"]}
    assert len(marks) == 82
    supports = {
        (claim, reference["id"])
        for reference in everything(client, "references")
        for claim in reference["supports"]
    }
    assert supports == marks


def test_the_measured_values_are_numbers_in_ohm_cm2(client: Client) -> None:
    values = {
        record["id"]: (record["initial_ohm_cm2"], record["final_ohm_cm2"], record["factor"])
        for record in everything(client, "resistance")
    }
    assert values == {"RES-01": (2708, 146, 18.55), "RES-02": (1658, 101, 16.42)}


def test_a_step_gives_its_parameters_with_unit(client: Client) -> None:
    stages = client.get("/api/v1/protocols/PROT-01/").json()["stages"]
    pressing = next(step for stage in stages for step in stage["steps"] if step["id"] == "PROT-01-S1.2")
    assert pressing["parameters"] == [
        {
            "name": "pressing pressure",
            "qualifier": "approximate",
            "value_low": 300,
            "value_high": 400,
            "value_text": None,
            "unit": "MPa",
            "value": "~300–400 MPa",
            "example_of": None,
            "note": None,
        }
    ]


def test_what_a_source_may_be_is_a_candidate_and_never_a_fact(client: Client) -> None:
    candidates = [each for each in everything(client, "references") if each["identification"] == "candidate"]
    assert candidates
    assert all(each["doi"] is None and each["candidates"] for each in candidates)


def test_related_records_lead_on(client: Client) -> None:
    related = client.get("/api/v1/issues/T-AN-01/").json()["related"]
    assert related
    assert all(client.get(each["api_url"]).json()["id"] == each["id"] for each in related)


@pytest.mark.parametrize(("value", "found"), [("XPS", "FAQ-06"), ("eis", "FAQ-06")])
def test_a_synonym_filters_the_seed(client: Client, value: str, found: str) -> None:
    results = client.get(f"/api/v1/faqs/?technique={value}").json()["results"]
    assert found in [faq["id"] for faq in results]
