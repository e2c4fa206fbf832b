"""POST /api/v1/suggestions/: a program proposes a change, with a token that may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from access import tokens
from access.models import GivenAnswer, Scope, Token
from knowledge.models import Suggestion
from tests.access.conftest import bearer, curator_user, reader

__all__ = ["bearer", "curator_user", "reader"]

pytestmark = pytest.mark.usefixtures("seed")
ADDRESS = "/api/v1/suggestions/"
WRONG: dict[str, Any] = {"target": "t-an-01-r1", "kind": "wrong", "details": "It is 110, not 101."}


@pytest.fixture
def program(reader: User, bearer: Callable[..., Client]) -> Client:
    return bearer(reader)


def send(client: Client, body: Any, **headers: str) -> Any:
    return client.post(ADDRESS, body, content_type="application/json", headers=headers)


def test_it_waits_in_the_queue_and_says_where_it_stands(program: Client) -> None:
    answer = send(program, WRONG)
    written = Suggestion.objects.get()
    assert answer.status_code == 201 and answer.headers["Location"] == written.get_absolute_url()
    assert answer.json()["target"] == written.target == "T-AN-01-R1"
    assert written.fields == {"details": "It is 110, not 101."} and written.name == "robin"
    assert Client().get(answer.json()["url"]).status_code == 200


def test_a_value_is_read_in_the_unit_in_which_it_is_typed(program: Client) -> None:
    value = {"kind": "new-value", "quantity": "resistance_ohm_cm2", "after": "~2.7 kΩ cm²"}
    send(program, {**value, "doi": "10.3390/batteries9010008"})
    assert Suggestion.objects.get().fields["after"]["number"] == "2700"


def test_every_fault_is_named_at_once(program: Client) -> None:
    answer = send(program, {"target": "T-AN-99", "kind": "new-value", "quantity": "colour", "after": "ten"})
    assert answer.status_code == 400 and not Suggestion.objects.exists()
    assert {each["parameter"] for each in answer.json()["errors"]} == {"target", "quantity", "doi"}


def test_an_unknown_field_is_refused(program: Client) -> None:
    (fault,) = send(program, {**WRONG, "detail": "x"}).json()["errors"]
    assert fault["parameter"] == "detail" and "details" in fault["allowed"]


@pytest.mark.parametrize("name", ["email", "doi"])
def test_an_empty_text_is_refused_where_it_says_nothing_and_null_is_not(name: str, program: Client) -> None:
    (fault,) = send(program, {**WRONG, name: ""}).json()["errors"]
    assert fault["parameter"] == name and "leave it out" in fault["detail"]
    assert send(program, {**WRONG, name: None}).status_code == 201


def test_a_field_of_another_kind_is_refused_rather_than_ignored(program: Client) -> None:
    (fault,) = send(program, {**WRONG, "after": "110"}).json()["errors"]
    assert fault["parameter"] == "after" and "doi" in fault["allowed"]


@pytest.mark.parametrize("value", [["It is 110."], 110, {"text": "It is 110."}, True])
def test_what_is_no_text_is_refused(value: Any, program: Client) -> None:
    (fault,) = send(program, {**WRONG, "details": value}).json()["errors"]
    assert fault == {"parameter": "details", "detail": "details must be a text.", "allowed": []}
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("body", ['["wrong"]', "{", '"wrong"', ""])
def test_a_body_that_is_no_object_is_refused(body: str, program: Client) -> None:
    answer = send(program, body)
    assert answer.status_code == 400 and answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("query", ["format=xlsx", "dry_run=1"])
def test_a_parameter_that_it_does_not_take_is_refused(query: str, program: Client) -> None:
    answer = program.post(f"{ADDRESS}?{query}", WRONG, content_type="application/json")
    assert answer.status_code == 400 and not Suggestion.objects.exists()


def test_a_body_over_a_mebibyte_is_refused(program: Client) -> None:
    assert send(program, {**WRONG, "details": "x" * 2**20}).status_code == 413


def test_a_body_that_is_not_json_is_refused(program: Client) -> None:
    assert program.post(ADDRESS, WRONG).status_code == 415


def test_without_a_token_it_is_refused_with_how_to_give_one() -> None:
    answer = send(Client(), WRONG)
    assert answer.status_code == 401 and answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("given", ["Bearer nonsense", "Bearer", "Bearer one two", "Bearer \u00fc"])
def test_a_token_that_is_none_is_refused(given: str) -> None:
    assert send(Client(), WRONG, authorization=given).status_code == 401


def test_a_token_that_only_reads_is_refused_with_what_it_takes(
    reader: User, bearer: Callable[..., Client]
) -> None:
    answer = send(bearer(reader, Scope.READ), WRONG)
    assert answer.status_code == 403 and "has the scope read; this takes suggest" in answer.json()["detail"]


def test_a_revoked_and_an_expired_token_say_so(program: Client) -> None:
    token = Token.objects.get()
    Token.objects.update(expiry=timezone.now() - timedelta(days=1))
    assert "expired on" in send(program, WRONG).json()["detail"]
    tokens.revoke(token)
    assert "was revoked" in send(program, WRONG).json()["detail"]
    assert Token.objects.count() == 1


def test_the_token_of_somebody_who_was_shut_out_is_refused(program: Client, reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert send(program, WRONG).status_code == 401


def test_the_last_use_is_noted(program: Client) -> None:
    send(program, WRONG)
    assert Token.objects.get().last_used_at is not None


def test_the_same_key_does_the_work_once(program: Client) -> None:
    first = send(program, WRONG, idempotency_key="run 7")
    again = send(program, WRONG, idempotency_key="run 7")
    assert Suggestion.objects.count() == 1
    assert again.json() == first.json() and again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotent-Replayed"] == "true" and "Idempotent-Replayed" not in first.headers


def test_a_key_is_not_taken_for_another_request(program: Client) -> None:
    send(program, WRONG, idempotency_key="run 7")
    answer = send(program, {**WRONG, "details": "It is 99."}, idempotency_key="run 7")
    assert answer.status_code == 422 and Suggestion.objects.count() == 1


def test_a_request_that_failed_may_keep_its_key(program: Client) -> None:
    assert send(program, {**WRONG, "kind": "odd"}, idempotency_key="run 7").status_code == 400
    assert send(program, WRONG, idempotency_key="run 7").status_code == 201


def test_a_key_is_forgotten_after_a_day(program: Client) -> None:
    send(program, WRONG, idempotency_key="run 7")
    GivenAnswer.objects.update(given_at=timezone.now() - timedelta(hours=25))
    send(program, WRONG, idempotency_key="run 7")
    assert Suggestion.objects.count() == 2


def test_reading_it_is_refused_with_what_it_takes(program: Client) -> None:
    answer = program.get(ADDRESS)
    assert answer.status_code == 405 and "POST, OPTIONS" in answer.json()["detail"]


def test_a_broken_link_is_reported_on_a_reference(program: Client) -> None:
    report = {"kind": "broken-link", "url": "https://example.org/gone"}
    (fault,) = send(program, {**report, "target": "T-AN-01-R1"}).json()["errors"]
    assert fault["parameter"] == "target" and "such as REF-06" in fault["detail"]
    assert send(program, {**report, "target": "REF-06"}).status_code == 201
    assert Suggestion.objects.get().fields == {"url": "https://example.org/gone"}


def test_a_new_record_is_suggested_with_its_kind(program: Client) -> None:
    new = {"kind": "new-record", "heading": "Why does it creep?"}
    (fault,) = send(program, new).json()["errors"]
    assert fault["parameter"] == "record_kind"
    assert send(program, {**new, "record_kind": "faq"}).json()["status"] == "waiting"
