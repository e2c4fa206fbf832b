"""The whole content can be read through the API."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("seed")


def everything(client: Client, name: str) -> list[dict[str, Any]]:
    page = client.get(f"/api/v1/{name}/?limit=500").json()
    assert page["next"] is None
    results: list[dict[str, Any]] = page["results"]
    return results


def every_claim(client: Client) -> list[dict[str, Any]]:
    claims = [claim for name in ("causes", "remedies", "resistance") for claim in everything(client, name)]
    for issue in everything(client, "issues"):
        claims += [*issue["first_steps"], *issue["signs"]]
    claims += [point for faq in everything(client, "faqs") for point in faq["points"]]
    for protocol in everything(client, "protocols"):
        claims += [step for stage in protocol["stages"] for step in stage["steps"]]
        claims += protocol["pitfalls"]
    return claims


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("issues", 23),
        ("causes", 63),
        ("remedies", 76),
        ("faqs", 22),
        ("resistance", 74),
        ("protocols", 6),
        ("references", 100),
    ],
)
def test_every_record_is_listed_and_answers_as_listed(client: Client, name: str, count: int) -> None:
    records = everything(client, name)
    assert len(records) == count
    for record in records:
        detail = client.get(record["api_url"]).json()
        detail.pop("related", None)
        assert detail == record


@pytest.mark.parametrize(("stance", "count"), [("supports", 516), ("contradicts", 6)])
def test_every_citation_mark_is_given_at_the_claim_and_at_the_reference(
    client: Client, stance: str, count: int
) -> None:
    marks = {
        (claim["id"], mark["reference"])
        for claim in every_claim(client)
        for mark in claim["references"]
        if mark["stance"] == stance
    }
    assert len(marks) == count
    named = {
        (claim, reference["id"])
        for reference in everything(client, "references")
        for claim in reference[stance]
    }
    assert named == marks


def test_every_claim_has_a_grade_and_only_a_lead_in_has_none(client: Client) -> None:
    claims = every_claim(client)
    ungraded = [claim for claim in claims if claim["evidence"] is None]
    assert len(claims) == 63 + 76 + 74 + 34 + 74 + 78 + 54 + 8
    assert ungraded
    assert {claim["role"] for claim in ungraded} == {"lead-in"}
    assert all(claim["evidence_works"] is None for claim in ungraded)


def test_the_measured_values_are_numbers_in_ohm_cm2(client: Client) -> None:
    records = {record["id"]: record for record in everything(client, "resistance")}
    values = {
        code: tuple(records[code][name] for name in ("initial_ohm_cm2", "final_ohm_cm2", "factor"))
        for code in ("RES-01", "RES-02", "RES-03")
    }
    assert values == {
        "RES-01": (2708, 146, 18.55),
        "RES-02": (1658, 101, 16.42),
        "RES-03": (None, 23, None),
    }


def test_a_factor_stands_only_where_both_ends_do(client: Client) -> None:
    with_factor = [each for each in everything(client, "resistance") if each["factor"] is not None]
    assert with_factor
    for record in with_factor:
        assert None not in (record["initial_ohm_cm2"], record["final_ohm_cm2"], record["factor_relation"])


def test_a_step_gives_its_parameters_with_unit(client: Client) -> None:
    stages = client.get("/api/v1/protocols/PROT-01/").json()["stages"]
    pressing = next(step for stage in stages for step in stage["steps"] if step["id"] == "PROT-01-S1.2")
    stated, *gaps = pressing["parameters"]
    assert [gap["name"] for gap in gaps] == ["die diameter", "dwell time"]
    assert all(gap["value_low"] is None for gap in gaps)
    assert [stated] == [
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
def test_a_synonym_filters_the_content(client: Client, value: str, found: str) -> None:
    results = client.get(f"/api/v1/faqs/?technique={value}").json()["results"]
    assert found in [faq["id"] for faq in results]
