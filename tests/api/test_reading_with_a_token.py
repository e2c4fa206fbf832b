"""Reading takes no token, but one that is given must be valid; then it reads what everyone reads."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from access import tokens
from access.models import Scope, Token
from tests.access.conftest import bearer, curator_user, reader
from tests.portal.test_repeated_answers import body

__all__ = ["bearer", "curator_user", "reader"]

pytestmark = pytest.mark.usefixtures("seed")
ADDRESSES = [
    "",
    "issues/",
    "issues/T-AN-01/",
    "issues/?format=csv",
    "resistance/compare/?a=RES-01&b=RES-02",
    "search/?q=dendrite",
    "suggest/?q=so",
    "facets/",
    "changes/",
    "schema/",
    "docs/",
]
every_address = pytest.mark.parametrize("address", ADDRESSES)


def assert_refused(response: Any) -> str:
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == "Bearer"
    assert not response.has_header("ETag") and "private" in response["Cache-Control"]
    detail: str = response.json()["detail"]
    return detail


@every_address
def test_a_token_that_nobody_has_is_refused(address: str) -> None:
    stranger = Client(headers={"authorization": "Bearer nonsense"})
    assert_refused(stranger.get(f"/api/v1/{address}"))


def test_one_is_refused_even_where_the_answer_is_kept(client: Client) -> None:
    tag = client.get("/api/v1/issues/")["ETag"]
    stranger = Client(headers={"authorization": "Bearer nonsense", "if-none-match": tag})
    assert_refused(stranger.get("/api/v1/issues/"))


def test_a_revoked_and_an_expired_token_say_so(reader: User, bearer: Callable[..., Client]) -> None:
    program = bearer(reader)
    token = Token.objects.get()
    Token.objects.update(expiry=timezone.now() - timedelta(days=1))
    assert "expired on" in assert_refused(program.get("/api/v1/issues/"))
    tokens.revoke(token)
    assert "was revoked" in assert_refused(program.get("/api/v1/issues/"))


@every_address
def test_a_valid_token_reads_what_everyone_reads(
    client: Client, address: str, reader: User, bearer: Callable[..., Client]
) -> None:
    everyone = client.get(f"/api/v1/{address}")
    given = bearer(reader, Scope.READ).get(f"/api/v1/{address}")
    assert given.status_code == 200
    assert body(given) == body(everyone)
    assert given["ETag"] == everyone["ETag"]


def test_a_token_of_a_curator_reads_no_more(
    client: Client, curator_user: User, bearer: Callable[..., Client]
) -> None:
    explained = "/api/v1/search/?q=dendrite&explain=1"
    client.force_login(curator_user)
    assert client.get(explained).status_code == 200
    for scope in Scope:
        assert bearer(curator_user, scope).get(explained).status_code == 403


def test_what_a_program_has_already_costs_three_queries(
    reader: User, bearer: Callable[..., Client], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    program = bearer(reader)
    tag = program.get("/api/v1/issues/")["ETag"]
    # its token, its count, the revision
    with django_assert_num_queries(3):
        assert program.get("/api/v1/issues/", headers={"if-none-match": tag}).status_code == 304
    with django_assert_num_queries(3):
        assert program.get("/api/v1/issues/").status_code == 200


def test_the_use_is_noted(reader: User, bearer: Callable[..., Client]) -> None:
    bearer(reader).get("/api/v1/issues/")
    assert Token.objects.get().last_used_at is not None


def test_a_password_for_the_proxy_is_none_of_our_business(client: Client) -> None:
    assert client.get("/api/v1/issues/", headers={"authorization": "Basic cm9iaW46eA=="}).status_code == 200


def test_health_answers_whatever_is_sent() -> None:
    assert Client(headers={"authorization": "Bearer nonsense"}).get("/api/v1/health/").status_code == 200
