"""POST /api/v1/<kind>/: a draft of each kind, in the shape in which the API answers."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from knowledge.models import FAQ, Cause, Issue, Reference, Remedy, ResistanceRecord, Status
from knowledge.services import history
from tests.access.conftest import bearer, curator_user
from tests.api.drafting import EXAMPLES, a_draft, as_another, content, post, program

__all__ = ["bearer", "curator_user", "program"]

pytestmark = pytest.mark.usefixtures("seed")


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_answered_can_be_sent_under_another_identifier(name: str, program: Client) -> None:
    body = {**as_another(name, Client()), "source_document": "benchchem-2025-12"}
    answer = post(program, name, body)
    assert answer.status_code == 201, answer.content
    assert answer.headers["Location"] == f"/api/v1/{name}/{EXAMPLES[name][1]}/"
    found = program.get(answer.headers["Location"])
    assert found.json()["status"] == "draft" and found.headers["ETag"] == answer.headers["ETag"]
    assert found.json() == answer.json()
    assert content(found.json()) == content(body)


def test_without_an_identifier_it_gets_the_next_of_its_kind(program: Client) -> None:
    first = a_draft(program).json()
    second = a_draft(program).json()
    last = int(first["id"].removeprefix("FAQ-"))
    assert second["id"] == f"FAQ-{last + 1}" and FAQ.objects.filter(code=first["id"]).exists()


def test_claims_and_points_without_an_identifier_are_numbered(program: Client) -> None:
    faq = a_draft(program).json()
    assert [point["id"] for point in faq["points"]] == [f"{faq['id']}.1", f"{faq['id']}.2"]
    issue = {"id": "T-AN-91", "title": "It glows", "summary": "It does.", "area": "anode"}
    causes = [{"text": "Light."}, {"id": "T-AN-91-C1", "text": "Heat."}]
    signs = [{"text": "A glow.", "technique": "XPS", "points_to": [{"cause": "T-AN-91-C1"}]}]
    answer = post(program, "issues", {**issue, "causes": causes, "signs": signs}).json()
    assert [cause["id"] for cause in answer["causes"]] == ["T-AN-91-C2", "T-AN-91-C1"]
    assert answer["signs"][0]["id"] == "T-AN-91-S1" and answer["signs"][0]["technique"] == "xps"


def test_a_cause_of_a_public_issue_stands_after_the_others(program: Client) -> None:
    last = Cause.objects.filter(issue__code="T-AN-01").order_by("-position")[0]
    answer = post(program, "causes", {"issue": "T-AN-01", "text": "Pores.", "references": ["REF-06"]})
    assert answer.status_code == 201
    assert answer.json()["position"] == last.position + 1
    assert answer.json()["id"] == "T-AN-01-C4" and answer.json()["references"][0]["reference"] == "REF-06"


def test_a_remedy_names_the_causes_of_its_issue(program: Client) -> None:
    addresses = [{"cause": "T-AN-01-C1", "basis": "inferred", "rationale": None}]
    body = {"issue": "T-AN-01", "text": "Polish.", "addresses": addresses, "resistance": ["RES-01"]}
    answer = post(program, "remedies", body).json()
    assert answer["addresses"] == addresses and answer["resistance"] == ["RES-01"]
    assert Remedy.objects.get(code=answer["id"]).status == Status.DRAFT


def test_numbers_are_kept_as_they_are_written_and_units_are_understood(program: Client) -> None:
    body: dict[str, Any] = {
        "system_configuration": "Na / NZSP",
        "electrolyte": "NZSP",
        "modification": "Gold",
    }
    answer = post(program, "resistance", {**body, "initial_ohm_cm2": "2.7 kΩ cm²", "final_ohm_cm2": 0.1})
    assert (answer.json()["initial_ohm_cm2"], answer.json()["final_ohm_cm2"]) == (2700, 0.1)
    assert str(ResistanceRecord.objects.get(code=answer.json()["id"]).final_ohm_cm2) == "0.100"


def test_terms_may_be_given_by_any_of_their_names(program: Client) -> None:
    answer = a_draft(program, terms={"technique": ["XPS"], "material": ["Na₃Zr₂Si₂PO₁₂"]})
    assert answer.json()["terms"] == {"technique": ["xps"], "material": ["nzsp"], "family": ["nasicon"]}


def test_a_reference_is_cited_by_the_number_of_its_identifier(program: Client) -> None:
    answer = post(program, "references", {"id": "REF-995", "title": "On sodium", "doi": "10.1000/x"})
    assert answer.json()["number"] == 995
    assert Reference.objects.get(code="REF-995").status == Status.DRAFT


def test_the_example_of_the_docs_page_works(program: Client) -> None:
    page = html.unescape(Client().get("/api/v1/docs/").content.decode())
    (example,) = re.findall(r"-d '(\{\"section\".*?\})'</pre>", page, re.DOTALL)
    assert post(program, "faqs", example).status_code == 201


def test_the_history_tells_who_wrote_it(program: Client) -> None:
    code = a_draft(program).json()["id"]
    (entry,) = history.of(FAQ.objects.get(code=code))
    assert (entry.who, entry.why) == ("kim", "through the API, token “notebook”")


def test_an_identifier_is_given_out_once(program: Client) -> None:
    body = {"id": "T-AN-01", "title": "x", "summary": "x", "area": "anode"}
    answer = post(program, "issues", body)
    assert answer.status_code == 400 and answer.json()["errors"][0]["parameter"] == "id"
    assert Issue.objects.get(code="T-AN-01").title != "x"
