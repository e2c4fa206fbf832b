"""Every answer says how well a claim is supported, and a list can be narrowed to a grade."""

import pytest
from django.test import Client

from knowledge.api.renderers import cell
from knowledge.models import Cause, Reference
from knowledge.models.evidence import Grade
from tests.api.reading import csv_rows, ids
from tests.world import cite

pytestmark = pytest.mark.usefixtures("seed")
GRADED = ("issues", "causes", "remedies", "faqs", "resistance", "protocols")


@pytest.mark.parametrize("name", GRADED)
def test_a_grade_filters_a_list_to_exactly_the_records_that_show_it(client: Client, name: str) -> None:
    shown = {
        record["id"]: record["evidence"]
        for record in client.get(f"/api/v1/{name}/?limit=500").json()["results"]
    }
    found = {grade: ids(client, f"{name}/?limit=500&evidence={grade}") for grade in Grade.values}
    assert {code: grade for grade, codes in found.items() for code in codes} == shown
    assert sum(len(codes) for codes in found.values()) == len(shown)


def test_a_grade_repeated_widens(client: Client) -> None:
    either = ids(client, "causes/?evidence=measured&evidence=secondary&limit=500")
    each = [ids(client, f"causes/?evidence={grade}&limit=500") for grade in ("measured", "secondary")]
    assert all(each)
    assert sorted(either) == sorted(each[0] + each[1])


def test_a_reference_has_no_grade(client: Client) -> None:
    assert "evidence" not in client.get("/api/v1/references/REF-06/").json()
    assert ids(client, "references/?" + "&".join(f"evidence={grade}" for grade in Grade.values)) == []
    (hit, *_) = client.get("/api/v1/search/?kind=reference").json()["results"]
    assert hit["evidence"] is None


@pytest.mark.parametrize("name", ["causes/T-GB-01-C3", "faqs/FAQ-15"])
def test_both_sides_of_a_contradiction_stand_at_the_claim(client: Client, name: str) -> None:
    answer = client.get(f"/api/v1/{name}/").json()
    claim = answer["points"][0] if "points" in answer else answer
    assert claim["evidence_works"]["contradicting"] == 1
    stances = {mark["reference"]: mark["stance"] for mark in claim["references"]}
    assert (stances["REF-54"], stances["REF-03"]) == ("supports", "contradicts")


def test_one_work_under_two_numbers_supports_once(client: Client) -> None:
    """REF-05 and REF-19 are one work."""
    cause = Cause.objects.get(code="T-AN-01-C1")
    cause.citations.all().delete()
    for code in ("REF-05", "REF-19"):
        cite(cause, Reference.objects.get(code=code))
    answer = client.get("/api/v1/causes/T-AN-01-C1/").json()
    assert len(answer["references"]) == 2
    assert answer["evidence_works"] == {"supporting": 1, "contradicting": 0}


def test_the_hits_of_a_search_show_the_grade_that_they_are_filtered_by(client: Client) -> None:
    answer = client.get("/api/v1/search/?q=sodium&evidence=secondary").json()
    assert answer["results"]
    assert {hit["evidence"] for hit in answer["results"]} == {"secondary"}
    counted = {value["value"]: value["count"] for value in answer["facets"]["evidence"]}
    assert counted["secondary"] == answer["count"]
    assert counted["reported"] > 0


def test_csv_marks_a_reference_that_contradicts(client: Client) -> None:
    (row,) = [row for row in csv_rows(client.get("/api/v1/causes/?format=csv")) if row["id"] == "T-GB-01-C3"]
    assert row["references"] == "REF-53; REF-54; REF-03 (contradicts)"
    assert row["evidence_works"] == cell({"supporting": 2, "contradicting": 1})
