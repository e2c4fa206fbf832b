"""Who may write drafts: a token of scope curate, of somebody who is a curator still."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from access.models import Scope
from knowledge.models import FAQ
from tests.access.conftest import bearer, curator_user, reader
from tests.api.drafting import a_draft, patch, post, program

__all__ = ["bearer", "curator_user", "program", "reader"]

pytestmark = pytest.mark.usefixtures("seed")
BODY = {"section": "General", "question": "Why so often?"}


def test_without_a_token_it_is_refused(program: Client) -> None:
    code = a_draft(program).json()["id"]
    assert post(Client(), "faqs", BODY).status_code == 401
    assert patch(Client(), f"faqs/{code}", BODY, '"x"').status_code == 401


@pytest.mark.parametrize("scope", [Scope.READ, Scope.SUGGEST])
def test_a_token_that_does_not_reach_so_far_is_refused(
    scope: Scope, curator_user: User, bearer: Callable[..., Client]
) -> None:
    client = bearer(curator_user, scope)
    answer = post(client, "faqs", BODY)
    assert answer.status_code == 403 and "this takes curate" in answer.json()["detail"]
    assert patch(client, "faqs/FAQ-03", BODY, '"x"').status_code == 403


def test_a_curator_who_is_none_any_more_is_refused(program: Client, curator_user: User) -> None:
    draft = a_draft(program)
    curator_user.groups.clear()
    assert post(program, "faqs", BODY).status_code == 403
    assert patch(program, f"faqs/{draft.json()['id']}", BODY, draft["ETag"]).status_code == 403
    assert program.get(f"/api/v1/faqs/{draft.json()['id']}/").status_code == 404
    assert FAQ.objects.filter(question=BODY["question"]).count() == 0


def test_an_address_says_what_it_takes(program: Client) -> None:
    answer = program.delete("/api/v1/faqs/FAQ-03/")
    assert answer.status_code == 405 and "PATCH" in answer["Allow"] and "POST" not in answer["Allow"]
    assert "POST" in program.put("/api/v1/faqs/")["Allow"]
