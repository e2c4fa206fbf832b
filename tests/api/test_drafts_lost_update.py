"""Whoever changes a draft has read what they change: If-Match, 412 and 428."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from access.models import Scope
from knowledge.models import FAQ, Cause
from knowledge.services import curation
from tests.access.conftest import bearer, curator_user
from tests.api.drafting import a_draft, patch, post, program

__all__ = ["bearer", "curator_user", "program"]

pytestmark = pytest.mark.usefixtures("seed")


def test_a_change_to_what_has_changed_is_refused_with_how_it_is_now(program: Client) -> None:
    draft = a_draft(program)
    address = f"faqs/{draft.json()['id']}"
    first = patch(program, address, {"question": "Mine?"}, draft["ETag"])
    second = patch(program, address, {"question": "Yours?"}, draft["ETag"])
    assert second.status_code == 412 and second["Content-Type"] == "application/problem+json"
    assert (
        second.json()["etag"] == first["ETag"] and second.json()["updated_at"] == first.json()["updated_at"]
    )
    assert patch(program, address, {"question": "Yours?"}, second.json()["etag"]).status_code == 200


def test_a_change_in_the_admin_counts_too(program: Client) -> None:
    draft = a_draft(program)
    curation.saved(FAQ.objects.get(code=draft.json()["id"]))
    assert (
        patch(program, f"faqs/{draft.json()['id']}", {"question": "Mine?"}, draft["ETag"]).status_code == 412
    )


def test_a_change_of_a_claim_is_one_of_its_issue(program: Client) -> None:
    issue = {"id": "T-AN-91", "title": "It glows", "summary": "It does.", "area": "anode"}
    draft = post(program, "issues", {**issue, "causes": [{"text": "Heat."}]})
    curation.saved(Cause.objects.get(code="T-AN-91-C1"))
    assert patch(program, "issues/T-AN-91", {"title": "It burns"}, draft["ETag"]).status_code == 412


@pytest.mark.parametrize("given", ["", "*"])
def test_a_change_without_a_tag_is_refused(given: str, program: Client) -> None:
    code = a_draft(program).json()["id"]
    answer = patch(program, f"faqs/{code}", {"question": "Mine?"}, given)
    assert answer.status_code == 428 and "If-Match must name the ETag" in answer.json()["detail"]
    assert FAQ.objects.get(code=code).question == "Why?"


def test_a_tag_that_a_compressing_proxy_has_marked_is_the_same(program: Client) -> None:
    code = a_draft(program).json()["id"]
    tag = f"W/{program.get(f'/api/v1/faqs/{code}/')['ETag']}"
    assert patch(program, f"faqs/{code}", {"question": "Mine?"}, tag).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_is_lost_to_nobody(
    curator_user: User, bearer: Callable[..., Client]
) -> None:
    client = bearer(curator_user, Scope.CURATE)
    draft = a_draft(client)
    start, answers = Barrier(2), []

    def change(question: str) -> None:
        own = Client(headers={"authorization": client.defaults["HTTP_AUTHORIZATION"]})
        try:
            start.wait()
            answers.append(patch(own, f"faqs/{draft.json()['id']}", {"question": question}, draft["ETag"]))
        finally:
            connection.close()

    for _ in range(3):
        answers.clear()
        draft = client.get(f"/api/v1/faqs/{draft.json()['id']}/")
        threads = [Thread(target=change, args=[question]) for question in ("Mine?", "Yours?")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        won = [answer for answer in answers if answer.status_code == 200]
        assert sorted(answer.status_code for answer in answers) == [200, 412]
        assert FAQ.objects.get(code=draft.json()["id"]).question == won[0].json()["question"]
