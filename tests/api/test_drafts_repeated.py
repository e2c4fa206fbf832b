"""A draft that is sent twice is created once: Idempotency-Key."""

import pytest
from django.test import Client

from knowledge.models import FAQ
from tests.access.conftest import bearer, curator_user
from tests.api.drafting import post, program

__all__ = ["bearer", "curator_user", "program"]

pytestmark = pytest.mark.usefixtures("seed")
BODY = {"section": "General", "question": "Why so often?"}


def created() -> int:
    return FAQ.objects.filter(question=BODY["question"]).count()


def test_the_same_key_creates_one_draft(program: Client) -> None:
    first = post(program, "faqs", BODY, idempotency_key="run 7")
    again = post(program, "faqs", BODY, idempotency_key="run 7")
    assert created() == 1 and again.status_code == 201
    assert again.json() == first.json() and again["Location"] == first["Location"]
    assert again["Idempotent-Replayed"] == "true"


def test_without_a_key_each_request_creates_one(program: Client) -> None:
    assert post(program, "faqs", BODY).json()["id"] != post(program, "faqs", BODY).json()["id"]
    assert created() == 2


def test_a_key_is_not_taken_for_another_draft(program: Client) -> None:
    post(program, "faqs", BODY, idempotency_key="run 7")
    answer = post(program, "faqs", {**BODY, "section": "Anode"}, idempotency_key="run 7")
    assert answer.status_code == 422 and created() == 1


def test_a_draft_with_faults_may_keep_its_key(program: Client) -> None:
    assert post(program, "faqs", {**BODY, "section": 5}, idempotency_key="run 7").status_code == 400
    assert post(program, "faqs", BODY, idempotency_key="run 7").status_code == 201
