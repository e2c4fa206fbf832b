"""A copy stays in step: one list says what to fetch again and what to drop."""

from typing import Any

import pytest
from django.test import Client

from knowledge.models import Reference, SearchEntry
from knowledge.services import curation, revision
from tests.api.reading import LISTS, csv_rows, faults, ndjson_rows, walk
from tests.world import another_transaction

pytestmark = pytest.mark.usefixtures("seed")
CHANGES = "/api/v1/changes/"
# what follows from other records as well, and is therefore no change of this one
DERIVED = {"revision", "cite_as", "related", "cited_by", "supports", "contradicts"}


def publish(number: int) -> None:
    another_transaction()
    curation.publish(Reference.objects.create(code=f"REF-{number}", title="A work", number=number))


def rows(client: Client, since: int) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{CHANGES}?since={since}&limit=500").json()
    return found


def test_from_nothing_everything_public_was_published(client: Client) -> None:
    listed = [code for page in walk(client, f"{CHANGES}?limit=100") for code in page]
    assert sorted(listed) == sorted(SearchEntry.objects.values_list("code", flat=True))
    assert {row["change"] for row in rows(client, 0)["results"]} == {"published"}


def test_a_change_names_what_to_fetch(client: Client) -> None:
    before = revision.current().number
    publish(401)
    answer = rows(client, before)
    assert (answer["since"], answer["revision"]) == (before, before + 1)
    assert answer["results"] == [
        {
            "id": "REF-401",
            "kind": "reference",
            "change": "published",
            "revision": before + 1,
            "url": "/references/REF-401/",
            "api_url": "/api/v1/references/REF-401/",
        }
    ]
    assert rows(client, before + 1)["results"] == []


def test_what_was_retired_has_no_page(client: Client) -> None:
    before = revision.current().number
    another_transaction()
    curation.retire(Reference.objects.get(code="REF-06"))
    row = next(row for row in rows(client, before)["results"] if row["id"] == "REF-06")
    assert (row["change"], row["url"]) == ("retired", None)
    assert client.get(row["api_url"]).status_code == 404


def test_a_copy_that_follows_holds_what_the_portal_holds(client: Client) -> None:
    copy = everything(client)
    since = revision.current().number
    for change in (curation.saved, curation.retire, curation.publish):
        another_transaction()
        change(Reference.objects.get(code="REF-06"))
        publish(401 + revision.current().number)
        answer = rows(client, since)
        for row in answer["results"]:
            copy.pop(row["id"], None)
            if row["change"] != "retired":
                copy[row["id"]] = own(client.get(row["api_url"]).json())
        since = answer["revision"]
        assert copy == everything(client)


def everything(client: Client) -> dict[str, Any]:
    found = {}
    for row in rows(client, 0)["results"]:
        found[row["id"]] = own(client.get(row["api_url"]).json())
    return found


def own(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in DERIVED}


def test_a_kind_narrows_the_list(client: Client) -> None:
    listed = client.get(f"{CHANGES}?kind=protocol&kind=faq&limit=500").json()["results"]
    assert {row["kind"] for row in listed} == {"protocol", "faq"}


def test_it_is_given_as_rows_too(client: Client) -> None:
    expected = rows(client, 0)["results"]
    assert ndjson_rows(client.get(f"{CHANGES}?format=ndjson")) == expected
    assert [row["id"] for row in csv_rows(client.get(f"{CHANGES}?format=csv"))] == [
        row["id"] for row in expected
    ]


@pytest.mark.parametrize("since", ["-1", "x", "1.5", "9999999999"])
def test_what_is_no_revision_is_refused(client: Client, since: str) -> None:
    assert "since" in faults(client.get(CHANGES, {"since": since}))


def test_a_revision_that_has_not_been_is_refused_with_what_to_do(client: Client) -> None:
    future = revision.current().number + 1
    response = client.get(f"{CHANGES}?since={future}&limit=0&colour=red")
    assert set(faults(response)) == {"since", "limit", "colour"}
    assert "begin anew with since=0" in response.json()["detail"]


@pytest.mark.parametrize("name", [*LISTS, "changes"])
def test_a_harvest_while_records_are_published_misses_and_repeats_nothing(client: Client, name: str) -> None:
    """Published before, beside and behind the place where the harvest stands, a page after the other."""
    address: str | None = f"/api/v1/{name}/?limit=7"
    wanted = {row for page in walk(client, f"/api/v1/{name}/?limit=500") for row in page}
    harvested: list[str] = []
    number = 400
    while address:
        page = client.get(address).json()
        harvested += [row["id"] for row in page["results"]]
        address = page["next"]
        if number < 406:
            for code in (f"REF-0{number - 399}0", f"REF-{number}"):
                another_transaction()
                curation.publish(Reference.objects.create(code=code, title="A work"))
        number += 1
    assert len(harvested) == len(set(harvested))
    assert wanted <= set(harvested)
    if name == "changes":
        assert {f"REF-{each}" for each in range(400, 406)} <= set(harvested)
