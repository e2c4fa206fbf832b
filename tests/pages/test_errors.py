"""Error pages."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.test import Client, RequestFactory

from knowledge.models import Cause, Issue
from knowledge.pages import errors
from knowledge.services import curation, reading
from tests.pages.document import Document


def page_at(client: Client, address: str, status: int) -> Document:
    response = client.get(address)
    assert response.status_code == status
    return Document.parse(response.content.decode())


def test_the_500_page_needs_no_database(rf: RequestFactory) -> None:
    # without the db fixture pytest-django refuses every query
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Something failed here" in response.content.decode()


def test_a_malformed_request_gets_a_plain_400_page(rf: RequestFactory) -> None:
    response = errors.bad_request(rf.get("/"), SuspiciousOperation("bad host"))
    assert response.status_code == 400
    assert "bad host" not in response.content.decode()


def test_a_database_that_does_not_answer_is_a_503_that_asks_to_come_back(
    client: Client, seed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(reading, "source_documents", fail)
    client.raise_request_exception = False
    response = client.get("/about/")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    text = response.content.decode()
    assert "Not available at the moment" in text
    assert "connection refused" not in text


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/T-AN-09", ["/issues/T-AN-02/", "/issues/T-AN-03/"]),
        ("/issues/T-AN-00/", ["/issues/T-AN-01/"]),
        ("/T-AN-01-R9", ["/issues/T-AN-01/#T-AN-01-R3", "/issues/T-AN-01/#T-AN-01-R4"]),
        ("/FAQ-03.99", ["/faqs/FAQ-03/"]),
        ("/references/ref-999/", ["/references/REF-99/"]),
        ("/tan01", ["/issues/T-AN-01/"]),
    ],
)
def test_an_unknown_identifier_names_its_neighbours(
    address: str, near: list[str], client: Client, seed: None
) -> None:
    if address.endswith("ref-999/"):
        address = "/references/REF-999/"
    links = page_at(client, address, 404).links
    assert [link for link in near if link not in links] == []


def test_neighbours_of_an_issue_are_no_claims(client: Client, seed: None) -> None:
    links = page_at(client, "/T-AN-09", 404).links
    assert [link for link in links if "#T-" in link] == []


def test_any_other_unknown_address_offers_a_search_and_asks_no_question(client: Client, seed: None) -> None:
    page = page_at(client, "/nothing/here/", 404)
    assert page.by_id("q").get("name") == "q"
    assert "Identifiers near it" not in page.text


def test_the_identifier_of_a_withdrawn_claim_answers_410(client: Client, seed: None) -> None:
    curation.retire(Cause.objects.get(code="T-AN-01-C2"))
    page = page_at(client, "/t-an-01-c2", 410)
    assert page.h1 == "T-AN-01-C2 was withdrawn"
    curation.retire(Issue.objects.get(code="T-AN-02"))
    assert page_at(client, "/T-AN-02", 410).by_id("q")
