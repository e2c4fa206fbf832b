"""What is wrong with a draft is said at once, each fault at its place, and nothing is written."""

from typing import Any

import pytest
from django.test import Client

from knowledge.models import FAQ, Issue, Stage
from tests.access.conftest import bearer, curator_user
from tests.api.drafting import EXAMPLES, a_draft, patch, post, program
from tests.api.reading import faults

__all__ = ["bearer", "curator_user", "program"]

pytestmark = pytest.mark.usefixtures("seed")
ISSUE = {"id": "T-AN-91", "title": "It glows", "summary": "It does.", "area": "anode"}


def test_every_fault_is_named_at_its_place(program: Client) -> None:
    causes = [
        {"text": "Heat.", "references": ["REF-06", "REF-999"], "certainty": "high"},
        {"id": "T-BB-01-C1", "references": [{"reference": "REF-06", "page": 4}]},
    ]
    signs = [{"text": "A glow.", "technique": "telepathy", "points_to": [{"cause": "T-AN-91-C9"}]}]
    terms = {"interface": ["anode", "moon"]}
    body = {**ISSUE, "trace": "zigzag", "causes": causes, "signs": signs, "terms": terms, "mood": 1}
    found = faults(post(program, "issues", body))
    assert set(found) == {
        *("trace", "terms", "mood", "causes[0].references[1]", "causes[0].certainty"),
        *("causes[1].id", "causes[1].text", "causes[1].references[0]"),
        *("signs[0].technique", "signs[0].points_to[0].cause"),
    }
    assert "noise" in found["trace"] and "anode" in found["terms"] and "title" in found["mood"]
    assert "text" in found["causes[0].certainty"] and "eis" in found["signs[0].technique"]
    assert not Issue.objects.filter(code="T-AN-91").exists()


def test_a_parameter_deep_in_a_protocol_is_named_by_its_place(program: Client) -> None:
    parameters = [{"name": "time"}, {"name": "mass", "value_low": 5, "value_high": 2}]
    stages = [{"title": "One", "steps": [{"text": "Wait.", "parameters": parameters}]}]
    answer = post(program, "protocols", {"title": "Wait", "purpose": "To wait.", "stages": stages})
    assert set(faults(answer)) == {
        "stages[0].steps[0].parameters[0]",
        "stages[0].steps[0].parameters[1].value_high",
    }
    assert not Stage.objects.filter(title="One").exists()


def test_a_refused_change_leaves_everything_as_it_was(program: Client) -> None:
    draft = a_draft(program)
    body = {"question": "How?", "points": [{"text": "x", "references": ["REF-999"]}]}
    assert patch(program, f"faqs/{draft.json()['id']}", body, draft["ETag"]).status_code == 400
    assert program.get(f"/api/v1/faqs/{draft.json()['id']}/")["ETag"] == draft["ETag"]
    assert FAQ.objects.get(code=draft.json()["id"]).question == "Why?"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_unknown_field_is_refused_with_those_that_there_are(name: str, program: Client) -> None:
    found = faults(post(program, name, {"colour": "red"}))
    assert "terms" in found["colour"] and "status" not in found["colour"]


@pytest.mark.parametrize(
    ("name", "body", "parameter"),
    [
        ("faqs", {"points": "many"}, "points"),
        ("faqs", {"points": [7]}, "points[0]"),
        ("faqs", {"points": [{"id": "FAQ-03.x", "text": "x"}]}, "points[0].id"),
        ("faqs", {"points": [{"id": 5, "text": "x"}]}, "points[0].id"),
        ("faqs", {"points": [{"id": "FAQ-93.1", "text": "x"}] * 2, "id": "FAQ-93"}, "points[1].id"),
        ("faqs", {"terms": ["anode"]}, "terms"),
        ("faqs", {"terms": {"interface": "anode"}}, "terms"),
        ("faqs", {"terms": {"colour": ["red"]}}, "terms"),
        ("faqs", {"references": "REF-06"}, "references"),
        ("faqs", {"references": [6]}, "references[0]"),
        ("faqs", {"references": ["REF-06", "REF-06"]}, "references[1]"),
        ("faqs", {"id": "F-1"}, "id"),
        ("faqs", {"id": 7}, "id"),
        ("faqs", {"id": "FAQ-9\0"}, "id"),
        ("faqs", {"points": [{"id": "FAQ-93.99999", "text": "x"}], "id": "FAQ-93"}, "points[0].id"),
        ("causes", {"text": "x", "issue": "T-AN-01\0"}, "issue"),
        ("causes", {"text": "x", "issue": {"id": "T-AN-01"}}, "issue"),
        ("remedies", {"issue": "T-AN-01", "addresses": [{"cause": "\0"}]}, "addresses[0].cause"),
        ("issues", {**ISSUE, "see_also": ["T-AN-01", "T-AN-99"]}, "see_also[1]"),
        ("faqs", {"question": "x\0"}, "question"),
        ("faqs", {"question": "x" * 301}, "question"),
        ("faqs", {"status": "published"}, "status"),
        ("faqs", {"position": -1}, "position"),
        ("issues", {}, "id"),
        ("issues", {**ISSUE, "id": None, "causes": [{"text": "x"}]}, "id"),
        ("issues", {**ISSUE, "id": 7, "causes": [{"text": "x"}]}, "id"),
        ("causes", {"text": "x"}, "issue"),
        ("causes", {"text": "x", "issue": "T-AN-99"}, "issue"),
        ("causes", {"text": "x", "issue": "T-AN-01", "id": "T-AN-02-C9"}, "id"),
        ("causes", {"text": "x", "issue": "T-AN-01", "mechanism": ["dendrite"]}, "mechanism"),
        ("remedies", {"issue": "T-AN-01", "addresses": [{"cause": "T-AN-02-C1"}]}, "addresses[0].cause"),
        ("remedies", {"issue": "T-AN-01", "resistance": ["RES-01", "RES-999"]}, "resistance[1]"),
        ("resistance", {"initial_ohm_cm2": "5 MPa"}, "initial_ohm_cm2"),
        ("resistance", {"initial_ohm_cm2": 1e300}, "initial_ohm_cm2"),
        ("resistance", '{"initial_ohm_cm2": 1e999}', "initial_ohm_cm2"),
        ("resistance", {"initial_ohm_cm2": -5}, "initial_ohm_cm2"),
        ("resistance", {"effect": "magic"}, "effect"),
        ("references", {"number": 6}, "number"),
        ("references", {"doi": "doi:10"}, "doi"),
        ("references", {"same_work_as": "REF-999"}, "same_work_as"),
    ],
)
def test_a_bad_value_is_named(name: str, body: Any, parameter: str, program: Client) -> None:
    assert parameter in faults(post(program, name, body))


@pytest.mark.parametrize(
    "body", ['["x"]', "{", '"x"', "", '{"question": NaN}', "[" * 10**6, r'{"\ud800": "x"}']
)
def test_a_body_that_is_no_object_is_refused(body: str, program: Client) -> None:
    answer = post(program, "faqs", body)
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"


def test_a_body_over_a_mebibyte_or_in_another_format_is_refused(program: Client) -> None:
    assert post(program, "faqs", {"question": "x" * 2**20}).status_code == 413
    assert program.post("/api/v1/faqs/", {"question": "x"}).status_code == 415
