"""First steps and signs of an issue answer like its other claims: text, sources, evidence."""

import pytest
from django.test import Client

from knowledge.models import Issue, Protocol, Status

pytestmark = pytest.mark.usefixtures("seed")


def test_a_first_step_has_its_protocol_and_its_evidence(client: Client) -> None:
    issue = client.get("/api/v1/issues/T-AN-01/").json()
    assert issue["first_steps"][3] == {
        "id": "T-AN-01-F4",
        "text": "Open it only under argon.",
        "html": "Open it only under argon.",
        "protocol": "PROT-02",
        "references": [],
        "evidence": "unsupported",
        "evidence_works": {"supporting": 0, "contradicting": 0},
    }
    assert issue["trace"] == "short"


def test_a_sign_has_its_technique_and_who_says_what_it_points_to(client: Client) -> None:
    sign = client.get("/api/v1/issues/T-AN-01/").json()["signs"][4]
    assert (sign["id"], sign["technique"]) == ("T-AN-01-S5", "tofsims")
    assert sign["points_to"] == [{"cause": "T-AN-01-C3", "basis": "inferred"}]
    assert [mark["reference"] for mark in sign["references"]] == ["REF-14"]
    assert sign["evidence"] == "secondary"


def test_what_a_sign_cites_is_among_the_references_of_the_issue(client: Client) -> None:
    references = client.get("/api/v1/issues/T-AN-01/").json()["references"]
    assert "REF-14" in {mark["reference"] for mark in references}


def test_a_reference_names_the_signs_that_rest_on_it(client: Client) -> None:
    assert "T-AN-01-S5" in client.get("/api/v1/references/REF-14/").json()["supports"]


def test_an_issue_without_a_shape_answers_null(client: Client) -> None:
    Issue.objects.filter(code="T-AN-01").update(trace="")
    assert client.get("/api/v1/issues/T-AN-01/").json()["trace"] is None


def test_a_protocol_that_is_not_public_is_not_named(client: Client) -> None:
    Protocol.objects.filter(code="PROT-02").update(status=Status.DRAFT)
    steps = client.get("/api/v1/issues/T-AN-01/").json()["first_steps"]
    assert [step["protocol"] for step in steps] == [None] * 4
