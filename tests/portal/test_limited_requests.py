"""The API says how much a caller may ask and what is left, and refuses more."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from access import limits
from access.models import RequestCount
from portal import settings as portal_settings
from tests.access.conftest import bearer, reader

__all__ = ["bearer", "reader"]

pytestmark = pytest.mark.usefixtures("seed")
ADDRESS = "/api/v1/issues/T-AN-01/"


@pytest.fixture
def three_a_minute(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 3
    settings.TOKEN_PER_MINUTE = 5


def left(response: Any) -> int:
    """Of `"anonymous";r=2;t=60`: 2."""
    found = re.fullmatch(r'"(anonymous|token)";r=(\d+);t=([1-9]\d?)', response["RateLimit"])
    assert found
    return int(found[2])


@pytest.mark.usefixtures("three_a_minute")
def test_the_request_after_the_last_is_a_429_that_says_when_again_and_how_to_get_more(client: Client) -> None:
    assert [client.get(ADDRESS).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.get(ADDRESS)
    seconds = refused["Retry-After"]
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json() == {
        "type": "/api/v1/docs/#limits",
        "title": "Too Many Requests",
        "status": 429,
        "detail": f"This address may make 3 requests in a minute; again in {seconds} s."
        " With a token of /account/tokens/ it is 5.",
        "errors": [],
    }
    assert refused["RateLimit"] == f'"anonymous";r=0;t={seconds}'
    assert refused["Cache-Control"] == "no-store"
    assert refused["Access-Control-Allow-Origin"] == "*"


@pytest.mark.usefixtures("three_a_minute")
def test_each_answer_says_what_may_be_and_what_is_left(client: Client) -> None:
    """The first is made, the second is kept, the third is a 304, the fourth is refused."""
    first = client.get(ADDRESS)
    kept = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"if-none-match": first["ETag"]})
    refused = client.get(ADDRESS)
    answers = [first, kept, again, refused]
    assert [each.status_code for each in answers] == [200, 200, 304, 429]
    assert [left(each) for each in answers] == [2, 1, 0, 0]
    assert {each["RateLimit-Policy"] for each in answers} == {'"anonymous";q=3;w=60'}


def test_what_is_left_is_not_kept_with_the_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(
        caches["answers"], "set", lambda key, answer, timeout: kept.append(dict(answer.items()))
    )
    assert client.get(ADDRESS).has_header("RateLimit")
    assert kept and not {"RateLimit", "RateLimit-Policy"} & kept[0].keys()


@pytest.mark.parametrize(
    "address", ["issues/?format=csv", "nothing/", "issues/?limit=x", "docs/", "schema/", ""]
)
def test_every_address_counts(client: Client, address: str) -> None:
    assert left(client.get(f"/api/v1/{address}")) - left(client.get("/api/v1/")) == 1


@pytest.mark.usefixtures("three_a_minute")
def test_what_is_no_reading_of_the_api_is_not_limited(client: Client) -> None:
    for address in ("/api/v1/health/", "/", "/issues/T-AN-01/"):
        for _ in range(5):
            response = client.get(address)
            assert response.status_code == 200 and not response.has_header("RateLimit")
    for _ in range(5):
        assert client.options(ADDRESS).status_code == 204
    assert not RequestCount.objects.exists()


@pytest.mark.usefixtures("three_a_minute")
def test_writing_and_heads_count_as_well(client: Client) -> None:
    answers = [
        client.head(ADDRESS),
        client.post("/api/v1/suggestions/"),
        client.head(ADDRESS),
        client.head(ADDRESS),
    ]
    assert [each.status_code for each in answers] == [200, 401, 200, 429]


@pytest.mark.usefixtures("three_a_minute")
def test_a_token_allows_more_and_has_its_own_count(
    client: Client, reader: User, bearer: Callable[..., Client]
) -> None:
    program = bearer(reader)
    for _ in range(4):
        client.get(ADDRESS)
    answers = [program.get(ADDRESS) for _ in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [429]
    assert [left(each) for each in answers] == [4, 3, 2, 1, 0, 0]
    assert answers[0]["RateLimit-Policy"] == '"token";q=5;w=60'
    assert "/account/tokens/" not in answers[-1].json()["detail"]


@pytest.mark.usefixtures("three_a_minute")
def test_who_tries_tokens_is_limited_by_the_address() -> None:
    tries = [Client(headers={"authorization": f"Bearer {n}"}).get(ADDRESS).status_code for n in range(4)]
    assert tries == [401, 401, 401, 429]


def test_scripts_of_any_site_may_read_what_is_left(client: Client) -> None:
    exposed = client.get(ADDRESS)["Access-Control-Expose-Headers"].split(", ")
    assert {"RateLimit", "RateLimit-Policy", "Retry-After"} <= set(exposed)


def test_without_limits_nothing_is_said_of_them(client: Client, settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 0
    assert not client.get(ADDRESS).has_header("RateLimit")


def test_a_refusal_says_where_a_token_has_no_limit(client: Client, settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE, settings.TOKEN_PER_MINUTE = 1, 0
    client.get(ADDRESS)
    assert client.get(ADDRESS).json()["detail"].endswith("With a token of /account/tokens/ it is any number.")


def test_a_database_that_does_not_count_lets_pass(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(caller: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(limits, "count", broken)
    response = client.get(ADDRESS)
    assert response.status_code == 200 and not response.has_header("RateLimit")


@pytest.mark.parametrize("value", ["many", "-1", "1.5", "²"])
def test_a_setting_that_is_no_whole_number_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERPHASE_TOKEN_PER_MINUTE", value)
    with pytest.raises(ImproperlyConfigured, match=f"INTERPHASE_TOKEN_PER_MINUTE is '{value}'; allowed is"):
        portal_settings._whole_number("INTERPHASE_TOKEN_PER_MINUTE", 1200)


@pytest.mark.parametrize(("value", "meant"), [("", 1200), ("0", 0), (" 90 ", 90)])
def test_a_setting_is_read_from_the_environment(
    value: str, meant: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERPHASE_TOKEN_PER_MINUTE", value)
    assert portal_settings._whole_number("INTERPHASE_TOKEN_PER_MINUTE", 1200) == meant
