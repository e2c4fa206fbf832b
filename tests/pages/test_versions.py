"""A public version has a permanent address, and a reader sees what changed since."""

import pytest
from django.test import Client

from knowledge.models import FAQ
from knowledge.services import curation, revision, workflow
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def faq(db: None) -> FAQ:
    """Public with “A mineral.”, since the next revision with “A stone.”."""
    made = world.a_faq()
    curation.publish(made)
    world.another_transaction()
    made.points.update(text="A stone.")
    curation.saved(made)
    return made


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_earlier_version_is_shown_with_what_changed_since(client: Client, faq: FAQ) -> None:
    shown = text(client, f"/faqs/FAQ-90/?revision={revision.current().number - 1}")
    assert "<dd>A mineral.</dd>" in shown
    assert "A <del>mineral</del><ins>stone</ins>." in shown


def test_the_present_version_has_an_address_too(client: Client, faq: FAQ) -> None:
    shown = text(client, f"/faqs/FAQ-90/?revision={revision.current().number}")
    assert "<dd>A stone.</dd>" in shown and "Nothing: this is what the record says" in shown


def test_a_later_revision_of_the_portal_shows_the_version_of_that_time(client: Client, faq: FAQ) -> None:
    assert "<dd>A stone.</dd>" in text(client, f"/faqs/FAQ-90/?revision={revision.current().number + 7}")


def test_a_record_that_was_not_public_yet_says_since_when_it_is(client: Client, faq: FAQ) -> None:
    shown = text(client, f"/faqs/FAQ-90/?revision={revision.current().number - 2}", 404)
    assert f"/faqs/FAQ-90/?revision={revision.current().number - 1}" in shown


@pytest.mark.parametrize("given", ["x", "-1", "1.5", "", "٣", "9" * 40, "1 OR 1=1"])
def test_what_is_no_revision_is_refused(client: Client, faq: FAQ, given: str) -> None:
    answer = client.get("/faqs/FAQ-90/", {"revision": given})
    assert answer.status_code == 400
    assert "A content revision is a whole number" in answer.content.decode()


def test_a_withdrawn_record_keeps_its_versions(client: Client, faq: FAQ) -> None:
    number = revision.current().number
    workflow.retire(faq, by="lee")
    assert text(client, "/faqs/FAQ-90/", 410)
    shown = text(client, f"/faqs/FAQ-90/?revision={number}")
    assert "A curator withdrew this record" in shown and "<dd>A stone.</dd>" in shown


def test_a_draft_has_none(client: Client) -> None:
    world.a_protocol()
    text(client, "/protocols/PROT-90/?revision=1", 404)
    text(client, "/protocols/PROT-90/history/", 404)


def test_all_versions_are_listed_with_their_comments_and_no_names(client: Client, faq: FAQ) -> None:
    world.another_transaction()
    faq.points.update(text="A rock.")
    curation.saved(faq)
    shown = text(client, "/faqs/FAQ-90/history/")
    assert shown.count("This version</a>") == 3
    assert "A <del>stone</del><ins>rock</ins>." in shown and "The first version that was kept." in shown


def test_the_comment_of_a_publication_is_told(client: Client) -> None:
    faq = world.a_faq()
    workflow.publish(faq, "lee", "Checked against the source.")
    shown = text(client, "/faqs/FAQ-90/history/")
    assert "Checked against the source." in shown and "lee" not in shown.split("<main")[1].split("</main")[0]


def test_letters_of_another_case_lead_to_the_same_version(client: Client, faq: FAQ) -> None:
    answer = client.get("/faqs/faq-90/?revision=2")
    assert answer.status_code == 302 and answer.headers["Location"] == "/faqs/FAQ-90/?revision=2"


@pytest.mark.parametrize(
    "address", ["issues/T-AN-01", "faqs/FAQ-03", "data/RES-01", "protocols/PROT-01", "references/REF-06"]
)
def test_every_kind_has_versions(client: Client, seed: None, address: str) -> None:
    assert f"/{address}/history/" in text(client, f"/{address}/")
    text(client, f"/{address}/history/")
    text(client, f"/{address}/?revision={revision.current().number}")
