"""Lists come in pages by cursor; nothing is missed or given twice while records are added."""

import pytest
from django.test import Client

from knowledge.models import Reference
from knowledge.services import curation
from tests.api.reading import faults, ids, walk

pytestmark = pytest.mark.usefixtures("no_records")


def publish(number: int, year: int | None = 2020) -> None:
    curation.publish(Reference.objects.create(code=f"REF-{number}", number=number, title="A work", year=year))


@pytest.fixture
def five_references() -> list[str]:
    for number, year in ((310, 2020), (320, None), (330, 2018), (340, None), (350, 2020)):
        publish(number, year)
    return ["REF-310", "REF-320", "REF-330", "REF-340", "REF-350"]


def test_pages_hold_every_record_once_in_order(client: Client, five_references: list[str]) -> None:
    assert walk(client, "/api/v1/references/?limit=2") == [
        five_references[:2],
        five_references[2:4],
        five_references[4:],
    ]


def test_the_walk_back_meets_the_same_pages(client: Client, five_references: list[str]) -> None:
    second = client.get(client.get("/api/v1/references/?limit=2").json()["next"]).json()
    third = client.get(second["next"]).json()
    assert walk(client, third["previous"], "previous") == [five_references[2:4], five_references[:2]]


def test_a_record_published_during_the_walk_shifts_nothing(
    client: Client, five_references: list[str]
) -> None:
    first = client.get("/api/v1/references/?limit=2").json()
    publish(305)  # before the place where the walk stands
    publish(345)  # behind it
    rest = [code for page in walk(client, first["next"]) for code in page]
    assert rest == ["REF-330", "REF-340", "REF-345", "REF-350"]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("-id", ["REF-350", "REF-340", "REF-330", "REF-320", "REF-310"]),
        ("year", ["REF-330", "REF-310", "REF-350", "REF-320", "REF-340"]),
        ("-year", ["REF-350", "REF-310", "REF-330", "REF-340", "REF-320"]),
    ],
)
def test_an_ordering_holds_across_pages_with_unknown_values_last(
    client: Client, five_references: list[str], ordering: str, expected: list[str]
) -> None:
    for size in (1, 2, 3):
        pages = walk(client, f"/api/v1/references/?ordering={ordering}&limit={size}")
        assert [code for page in pages for code in page] == expected
    last = client.get(f"/api/v1/references/?ordering={ordering}&limit=4").json()["next"]
    back = walk(client, client.get(last).json()["previous"], "previous")
    assert back == [expected[:4]]


def test_a_filter_and_a_limit_stay_in_the_next_address(client: Client, five_references: list[str]) -> None:
    address = client.get("/api/v1/references/?limit=2&ordering=-number").json()["next"]
    assert "limit=2" in address
    assert "ordering=-number" in address


@pytest.mark.parametrize("cursor", ["abc", "é", "bnVsbA==", "e30=", "W1tbWw==", "A" * 4000])
def test_a_cursor_that_no_list_gave_is_refused(client: Client, cursor: str) -> None:
    assert "cursor" in faults(client.get("/api/v1/references/", {"cursor": cursor}))


def test_a_cursor_of_another_ordering_is_refused(client: Client, five_references: list[str]) -> None:
    address = client.get("/api/v1/references/?limit=2").json()["next"]
    assert "cursor" in faults(client.get(f"{address}&ordering=year"))


def test_an_empty_list_is_a_page_without_neighbours(client: Client) -> None:
    assert client.get("/api/v1/faqs/").json() == {"next": None, "previous": None, "results": []}


def test_fifty_records_make_a_page_unless_asked_otherwise(client: Client) -> None:
    works = (Reference(code=f"REF-{number}", status="published") for number in range(400, 451))
    Reference.objects.bulk_create(works)
    assert len(ids(client, "references/")) == 50
    assert len(ids(client, "references/?limit=500")) == 51
