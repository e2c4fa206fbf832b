"""Why a result stands where it stands: for curators who have signed in."""

import math

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.api.test_schema import assert_true_of

pytestmark = pytest.mark.usefixtures("seed")
FACTORS = ("coverage", "length", "kind")


@pytest.fixture
def curator(client: Client) -> Client:
    client.force_login(User.objects.create_user("curator", is_staff=True))
    return client


def test_a_curator_gets_what_adds_up_to_each_score(curator: Client) -> None:
    hits = curator.get("/api/v1/search/?q=gold+interlayer&explain=true&kind=resistance").json()["results"]
    first = hits[0]
    parts = {part["name"]: part["value"] for part in first["explanation"]}
    factors = [parts[name] for name in ("coverage", "length", "kind")]
    adds = [
        part["value"] for part in first["explanation"] if part["name"] not in ("coverage", "length", "kind")
    ]
    assert sum(adds) * math.prod(factors) == pytest.approx(first["score"], abs=0.001)


def test_an_explained_answer_is_as_the_schema_describes(curator: Client) -> None:
    assert_true_of(curator.get("/api/v1/search/?q=gold&explain=true").json(), "/api/v1/search/")


def test_an_ordinary_answer_has_no_explanation(curator: Client) -> None:
    assert "explanation" not in curator.get("/api/v1/search/?q=gold").json()["results"][0]


def test_anybody_else_is_refused_with_the_parameter_named(client: Client) -> None:
    response = client.get("/api/v1/search/?q=gold&explain=true")
    assert response.status_code == 403
    assert response.headers["Content-Type"] == "application/problem+json"
    assert [fault["parameter"] for fault in response.json()["errors"]] == ["explain"]


def test_an_account_that_is_no_curators_is_refused(client: Client) -> None:
    client.force_login(User.objects.create_user("reader"))
    assert client.get("/api/v1/search/?q=gold&explain=true").status_code == 403


def test_a_stream_has_no_room_for_explanations(curator: Client) -> None:
    response = curator.get("/api/v1/search/?q=gold&explain=true&format=csv")
    assert [fault["parameter"] for fault in response.json()["errors"]] == ["explain"]


def test_who_asks_is_not_looked_up_for_an_ordinary_answer(client: Client) -> None:
    assert "Cookie" not in client.get("/api/v1/search/?q=gold").headers.get("Vary", "")
