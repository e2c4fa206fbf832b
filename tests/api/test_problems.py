"""Every error of the API is a problem body."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from knowledge.services import reading, revision
from tests.api.reading import LISTS

pytestmark = pytest.mark.django_db


def assert_problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert set(body) == {"type", "title", "status", "detail", "errors"}
    assert body["status"] == status
    assert body["detail"]
    return body


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_identifier_is_a_404_that_names_it(client: Client, name: str) -> None:
    assert "X-404" in assert_problem(client.get(f"/api/v1/{name}/X-404/"), 404)["detail"]


@pytest.mark.parametrize("address", ["nothing/", "issues/T-AN-01/more/", "issues/%00/", "issues/a%20b/"])
def test_an_unknown_address_is_a_404(client: Client, address: str) -> None:
    assert_problem(client.get(f"/api/v1/{address}"), 404)


def test_an_address_that_lacks_its_slash_leads_to_the_right_one(client: Client) -> None:
    assert client.get("/api/v1/issues?limit=2").headers["Location"] == "/api/v1/issues/?limit=2"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["issues/", "issues/T-AN-01/", "search/", "docs/", "nothing/"])
def test_writing_is_a_405_that_says_what_is_possible(client: Client, method: str, address: str) -> None:
    drafts = {"issues/": "POST", "issues/T-AN-01/": "PATCH"}.get(address, "")
    response = getattr(client, method)(f"/api/v1/{address}")
    if method.upper() == drafts:
        assert_problem(response, 401)
        return
    assert_problem(response, 405)
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", *filter(None, [drafts])}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE"])
def test_of_a_method_that_there_is_not_no_parameter_is_wrong(client: Client, method: str) -> None:
    assert_problem(client.generic(method, "/api/v1/issues/?limit=5"), 405)


def test_a_media_type_that_is_not_offered_is_a_406_that_names_those_that_are(client: Client) -> None:
    response = client.get("/api/v1/issues/", headers={"accept": "image/png"})
    assert "text/csv" in assert_problem(response, 406)["detail"]


def test_an_unforeseen_fault_is_a_500_that_tells_nothing_of_the_inside(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr(reading, "published_issues", broken)
    client.raise_request_exception = False
    response = client.get("/api/v1/issues/")
    assert_problem(response, 500)
    assert "secret" not in response.content.decode()


def test_a_database_that_does_not_answer_is_a_503_of_health(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OperationalError

    monkeypatch.setattr(revision, "current", broken)
    assert_problem(client.get("/api/v1/health/"), 503)
