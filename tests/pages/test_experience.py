"""Did this help, tried it: reported without an account, counted beside the literature and never in it."""

from typing import Any

import pytest
from django.test import Client

from knowledge.models import Experience, Remedy, SearchEntry
from knowledge.pages import suggestion_guard
from knowledge.services import experience, revision
from tests.pages.conftest import Read
from tests.pages.document import Document
from tests.world import another_transaction

NAMES_REVISION = ("revision", "cite_as", "content_revision")

pytestmark = pytest.mark.usefixtures("seed")


@pytest.fixture(autouse=True)
def typed_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestion_guard, "SHORTEST", -suggestion_guard.LONGEST)


def send(
    client: Client, outcome: str, target: str = "T-AN-01-R1", place: str = "192.0.2.7", **typed: str
) -> Any:
    form = {"target": target, "outcome": outcome, suggestion_guard.CLOCK: suggestion_guard.clock(), **typed}
    return client.post("/experience/", form, REMOTE_ADDR=place)


def page_of(response: Any) -> Document:
    return Document.parse(response.content.decode())


def test_a_remedy_that_nobody_tried_says_so_and_asks(read: Read) -> None:
    page = read("/issues/T-AN-01/")
    assert (
        page.text.count("Nobody has reported yet.")
        == 1 + Remedy.objects.filter(issue__code="T-AN-01").count()
    )
    assert "/experience/?target=T-AN-01-R1" in page.links
    assert {f"/experience/?target=T-AN-01&outcome={each}" for each in ("helped", "did-not-help")} <= set(
        page.links
    )


def test_a_report_is_counted_at_once_where_it_is_reported(client: Client) -> None:
    sent = send(client, "worked", electrolyte="NZSP", note="At 2 MPa.")
    assert sent.status_code == 302
    page = page_of(client.get(sent["Location"]))
    assert page.h1 == "Thank you. Your report is counted."
    assert "Tried by 1 reader: 1 reports that it worked (95 % interval 21 to 100 %)." in page.text
    assert "Not from the literature." in page.text
    assert Experience.objects.get().electrolyte


def test_the_page_of_the_issue_counts_it_from_the_next_revision_on(client: Client, read: Read) -> None:
    for outcome in ["worked"] * 5 + ["did-not-work"] * 2:
        experience.write("T-AN-01-R1", outcome)
    tag = client.get("/issues/T-AN-01/")["ETag"]
    assert "Tried by" not in read("/issues/T-AN-01/").text
    another_transaction()
    revision.bump()
    said = "Tried by 7 readers: 5 report that it worked (95 % interval 36 to 92 %). Not from the literature."
    assert said in read("/issues/T-AN-01/").text
    assert client.get("/issues/T-AN-01/")["ETag"] != tag


def test_a_note_is_read_by_others_only_after_a_curator(client: Client, read: Read) -> None:
    send(client, "did-not-work", note="<b>It cracked.</b>")
    assert "It cracked." not in read("/experience/?target=T-AN-01-R1").text
    experience.show_notes(Experience.objects.all(), public=True)
    page = read("/experience/?target=T-AN-01-R1")
    assert "<b>It cracked.</b>" in page.text and "<b>It cracked" not in page.html


def test_one_report_a_day_from_one_address_counts(client: Client) -> None:
    assert send(client, "worked").status_code == 302
    again = send(client, "did-not-work", note="My words.")
    assert again.status_code == 429 and int(again["Retry-After"]) > 0
    assert "was counted from this address within a day" in again.content.decode()
    assert "My words." in again.content.decode()
    assert send(client, "worked", "T-AN-01-R2").status_code == 302
    assert send(client, "worked", place="198.51.100.4").status_code == 302
    assert Experience.objects.count() == 3


def test_one_address_reports_so_many_an_hour(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestion_guard, "MOST_AN_HOUR", 2)
    codes = ["T-AN-01-R1", "T-AN-01-R2", "T-AN-01-R3"]
    assert [send(client, "worked", code).status_code for code in codes] == [302, 302, 429]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"outcome": ""}, "Choose what you report."),
        ({"outcome": "wonderful"}, "Choose one of the reports."),
        ({"outcome": "worked", "target": "T-AN-01"}, "An issue is not tried"),
        ({"outcome": "worked", "note": "x" * 1001}, "at most 1000 characters"),
        ({"outcome": "worked", "website": "https://example.org"}, "must stay empty"),
        ({"outcome": "worked", "opened": "now"}, "was changed on its way"),
    ],
)
def test_a_fault_is_said_and_nothing_is_counted(typed: dict[str, str], fault: str, client: Client) -> None:
    response = send(client, **typed)
    assert response.status_code == 422
    assert fault in page_of(response).all("div", css_class="error-summary")[0].text
    assert not Experience.objects.exists()


@pytest.mark.parametrize("target", ["", "T-AN-99", "REF-05", "T-AN-01-C1", "material/nzsp"])
def test_only_issues_and_remedies_are_reported_on(target: str, client: Client) -> None:
    assert client.get("/experience/", {"target": target}).status_code == 404


def test_an_unknown_outcome_in_the_address_is_an_error(client: Client) -> None:
    assert client.get("/experience/?target=T-AN-01&outcome=great").status_code == 400


def test_reports_change_no_grade_no_rank_and_no_answer_of_the_api(client: Client) -> None:
    addresses = ["/api/v1/issues/T-AN-01/", "/api/v1/remedies/T-AN-01-R4/", "/api/v1/search/?q=dendrite"]
    another_transaction()
    revision.bump()
    before = [client.get(address).json() for address in addresses]
    grade = SearchEntry.objects.get(code="T-AN-01-R4").evidence
    for _ in range(30):
        experience.write("T-AN-01-R4", "worked")
    another_transaction()
    revision.bump()
    assert [without_revision(client.get(address).json()) for address in addresses] == [
        without_revision(each) for each in before
    ]
    assert SearchEntry.objects.get(code="T-AN-01-R4").evidence == grade


def without_revision(answer: Any) -> Any:
    """What follows from the content alone."""
    if isinstance(answer, dict):
        return {name: without_revision(each) for name, each in answer.items() if name not in NAMES_REVISION}
    return [without_revision(each) for each in answer] if isinstance(answer, list) else answer
