"""PATCH /api/v1/<kind>/<id>/: the fields given of a draft change, all others stay."""

import pytest
from django.test import Client

from knowledge.models import Cause, FAQPoint, Issue, Status
from knowledge.services import curation
from tests.access.conftest import bearer, curator_user
from tests.api.drafting import EXAMPLES, a_draft, as_another, content, patch, post, program

__all__ = ["bearer", "curator_user", "program"]

pytestmark = pytest.mark.usefixtures("seed")
ISSUE = {"id": "T-AN-91", "title": "It glows", "summary": "It does.", "area": "anode"}


def test_only_what_is_given_changes(program: Client) -> None:
    draft = a_draft(program, terms={"interface": ["anode"]}, source_document="benchchem-2025-12")
    answer = patch(program, f"faqs/{draft.json()['id']}", {"question": "Why so soon?"}, draft["ETag"])
    assert answer.status_code == 200 and answer.headers["ETag"] != draft.headers["ETag"]
    assert content(answer.json()) == {**content(draft.json()), "question": "Why so soon?"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_was_read_can_be_sent_back(name: str, program: Client) -> None:
    draft = post(program, name, as_another(name, Client()))
    answer = patch(program, f"{name}/{EXAMPLES[name][1]}", draft.json(), draft["ETag"])
    assert answer.status_code == 200, answer.content
    assert content(answer.json()) == content(draft.json())


def test_a_list_is_replaced_and_what_has_an_identifier_keeps_it(program: Client) -> None:
    draft = a_draft(program)
    code = draft.json()["id"]
    kept = FAQPoint.objects.get(faq__code=code, number=2)
    points = [{"text": "Moss."}, {"id": f"{code}.2", "text": "Wide cracks."}]
    answer = patch(program, f"faqs/{code}", {"points": points}, draft["ETag"]).json()
    assert {(each["id"], each["text"]) for each in answer["points"]} == {
        (f"{code}.2", "Wide cracks."),
        (f"{code}.3", "Moss."),
    }
    assert FAQPoint.objects.get(faq__code=code, number=2).pk == kept.pk


def test_null_empties_a_field(program: Client) -> None:
    draft = post(program, "references", {"title": "On sodium", "year": 2020, "doi": "10.1000/x"})
    answer = patch(
        program, f"references/{draft.json()['id']}", {"year": None, "doi": None}, draft["ETag"]
    ).json()
    assert (answer["year"], answer["doi"], answer["doi_url"], answer["title"]) == (
        None,
        None,
        None,
        "On sodium",
    )


def test_what_must_have_a_value_is_not_emptied(program: Client) -> None:
    draft = a_draft(program)
    answer = patch(program, f"faqs/{draft.json()['id']}", {"question": None}, draft["ETag"])
    (fault,) = answer.json()["errors"]
    assert answer.status_code == 400 and fault["parameter"] == "question"


def test_a_claim_that_a_list_leaves_out_is_deleted(program: Client) -> None:
    causes = [{"id": "T-AN-91-C1", "text": "Heat."}, {"id": "T-AN-91-C2", "text": "Light."}]
    remedies = [{"text": "Cool.", "addresses": [{"cause": "T-AN-91-C2"}]}]
    draft = post(program, "issues", {**ISSUE, "causes": causes, "remedies": remedies})
    answer = patch(program, "issues/T-AN-91", {"causes": causes[:1], "remedies": []}, draft["ETag"])
    assert answer.status_code == 200 and list(Issue.objects.get(code="T-AN-91").remedies.all()) == []
    assert [each.code for each in Cause.objects.filter(issue__code="T-AN-91")] == ["T-AN-91-C1"]


def test_a_claim_that_something_else_names_is_not_left_out(program: Client) -> None:
    causes = [{"id": "T-AN-91-C1", "text": "Heat."}]
    remedies = [{"text": "Cool.", "addresses": [{"cause": "T-AN-91-C1"}]}]
    draft = post(program, "issues", {**ISSUE, "causes": causes, "remedies": remedies})
    answer = patch(program, "issues/T-AN-91", {"title": "It burns", "causes": []}, draft["ETag"])
    (fault,) = answer.json()["errors"]
    assert fault["parameter"] == "causes" and "is still used by" in fault["detail"]
    assert Issue.objects.get(code="T-AN-91").title == "It glows"


def test_a_claim_that_is_published_does_not_change_with_its_issue(program: Client) -> None:
    post(program, "issues", {**ISSUE, "causes": [{"text": "Heat."}]})
    Cause.objects.filter(code="T-AN-91-C1").update(status=Status.PUBLISHED)
    read = program.get("/api/v1/issues/T-AN-91/")
    assert (
        patch(program, "issues/T-AN-91", {"causes": read.json()["causes"]}, read["ETag"]).status_code == 200
    )
    read = program.get("/api/v1/issues/T-AN-91/")
    changed = [{"id": "T-AN-91-C1", "text": "Other."}]
    (fault,) = patch(program, "issues/T-AN-91", {"causes": changed}, read["ETag"]).json()["errors"]
    assert fault["parameter"].startswith("causes[0]") and "is published" in fault["detail"]
    assert Cause.objects.get(code="T-AN-91-C1").text == "Heat."


def test_what_is_in_review_can_be_changed_and_stays_there(program: Client) -> None:
    code = a_draft(program).json()["id"]
    FAQPoint.objects.get(faq__code=code, number=1).faq.__class__.objects.filter(code=code).update(
        status=Status.IN_REVIEW
    )
    tag = program.get(f"/api/v1/faqs/{code}/")["ETag"]
    assert patch(program, f"faqs/{code}", {"question": "How?"}, tag).json()["status"] == "in_review"


@pytest.mark.parametrize(("status", "code"), [("published", "FAQ-03"), ("retired", "FAQ-04")])
def test_what_is_or_was_public_is_changed_in_the_admin(status: str, code: str, program: Client) -> None:
    tag = program.get(f"/api/v1/faqs/{code}/")["ETag"]
    faq = FAQPoint.objects.filter(faq__code=code)[0].faq
    if status == "retired":
        curation.retire(faq)
    answer = patch(program, f"faqs/{code.lower()}", {"question": "How?"}, tag)
    assert answer.status_code == 409 and f"{code} is {status}" in answer.json()["detail"]
    assert "POST /api/v1/suggestions/" in answer.json()["detail"]
    faq.refresh_from_db()
    assert faq.question != "How?"


def test_an_identifier_and_a_status_stay_what_they_are(program: Client) -> None:
    draft = a_draft(program)
    body = {"id": "FAQ-99", "status": "published"}
    answer = patch(program, f"faqs/{draft.json()['id']}", body, draft["ETag"])
    assert {fault["parameter"] for fault in answer.json()["errors"]} == {"id", "status"}


def test_there_is_nothing_to_change_where_there_is_no_record(program: Client) -> None:
    assert patch(program, "faqs/FAQ-999", {"question": "How?"}, '"x"').status_code == 404
