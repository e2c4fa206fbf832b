"""The Atom feed: new and changed records, under names that never change."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from knowledge.models import Issue, Reference
from knowledge.pages.feed import ENTRIES
from knowledge.services import curation
from tests.pages.conftest import Read

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client) -> dict[str, ElementTree.Element]:
    """By their names."""
    response = client.get("/feed/")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)  # noqa: S314  our own
    assert feed.findtext(f"{ATOM}id") == "tag:testserver,2026:changes"
    return {entry.findtext(f"{ATOM}id", ""): entry for entry in feed.findall(f"{ATOM}entry")}


def test_what_was_published_last_comes_first(client: Client, seed: None) -> None:
    curation.publish(Reference.objects.create(code="REF-990", title="A <new> work & more"))
    name, entry = next(iter(entries(client).items()))
    assert name == "tag:testserver,2026:REF-990"
    assert entry.findtext(f"{ATOM}title") == "REF-990: A <new> work & more"
    (link,) = entry.findall(f"{ATOM}link")
    assert link.get("href") == "http://testserver/references/REF-990/"


def test_a_changed_record_comes_first_again_under_its_name(client: Client, seed: None) -> None:
    issue = Issue.objects.get(code="T-AN-01")
    published = issue.published_at
    issue.title = "It fails otherwise"
    issue.save()
    curation.saved(issue)
    entry = entries(client)["tag:testserver,2026:T-AN-01"]
    assert entry.findtext(f"{ATOM}title") == "T-AN-01: It fails otherwise"
    assert published is not None
    assert entry.findtext(f"{ATOM}published", "")[:19] == published.isoformat()[:19]
    assert entry.findtext(f"{ATOM}updated", "") > entry.findtext(f"{ATOM}published", "")


def test_what_is_not_published_never_leaks(client: Client, seed: None) -> None:
    reference = Reference.objects.create(code="REF-990", title="A work")
    assert "tag:testserver,2026:REF-990" not in entries(client)
    curation.publish(reference)
    curation.retire(reference)
    assert "tag:testserver,2026:REF-990" not in entries(client)


def test_it_is_short_and_costs_a_fixed_number_of_queries(
    client: Client, seed: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(10):
        assert len(entries(client)) == ENTRIES


def test_an_empty_portal_has_an_empty_feed(client: Client, empty_database: None) -> None:
    assert entries(client) == {}


@pytest.mark.parametrize("address", ["/", "/issues/T-AN-01/", "/about/", "/search/?q=gold"])
def test_every_page_names_it(address: str, read: Read) -> None:
    feeds = [link for link in read(address).all("link") if link.get("type") == "application/atom+xml"]
    assert [(link.get("rel"), link.get("href")) for link in feeds] == [("alternate", "/feed/")]


def test_the_about_page_leads_to_it(read: Read) -> None:
    assert "/feed/" in read("/about/").links
