"""Possible duplicates: found, looked at side by side, merged with a press."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from knowledge.models import Reference, Remedy
from knowledge.services import curation
from tests.world import cite

pytestmark = pytest.mark.usefixtures("seed")

DUPLICATES = "/admin/knowledge/reference/duplicates/"
MERGE = "/admin/knowledge/reference/merge/?duplicate={}&kept={}"


@pytest.fixture
def twin(db: None) -> Reference:
    """REF-901, published, the same work as REF-06, cited by T-AN-01-R1."""
    twin = Reference.objects.create(code="REF-901", number=901, doi="10.3390/BATTERIES9010008", title="Twin")
    curation.publish(twin)
    cite(Remedy.objects.get(code="T-AN-01-R1"), twin)
    return twin


def test_those_with_the_same_doi_are_listed(curator: Client, twin: Reference) -> None:
    page = curator.get(DUPLICATES).content.decode()
    assert "?duplicate=REF-901&amp;kept=REF-06" in page


def test_both_are_shown_with_what_will_move(curator: Client, twin: Reference) -> None:
    page = curator.get(MERGE.format("REF-901", "REF-06")).content.decode()
    assert "1 citation will move" in page
    assert "T-AN-01-R1" in page
    assert 'value="Merge REF-901 into REF-06"' in page
    assert "Keep REF-901 instead" in page


def test_a_press_merges_and_both_records_remember_it(curator: Client, twin: Reference) -> None:
    page = curator.post(MERGE.format("REF-901", "REF-06"), follow=True).content.decode()
    assert "Merged REF-901 into REF-06: 1 citation moved, REF-901 is retired." in page
    assert curator.get("/references/REF-901/").status_code == 410
    told = {entry.object_id: entry.get_change_message() for entry in LogEntry.objects.all()}
    kept = Reference.objects.get(code="REF-06")
    assert told == {
        str(kept.pk): "Merged REF-901 into it.",
        str(twin.pk): "Merged into REF-06 and retired.",
    }


def test_what_cannot_be_merged_has_no_button(curator: Client) -> None:
    page = curator.get(MERGE.format("REF-06", "REF-06")).content.decode()
    assert "cannot be merged with itself" in page
    assert 'value="Merge' not in page
    curator.post(MERGE.format("REF-06", "REF-06"))
    assert Reference.objects.get(code="REF-06").status == "published"


def test_an_identifier_that_does_not_exist_is_named(curator: Client) -> None:
    page = curator.get(MERGE.format("REF-999", "REF-06"), follow=True).content.decode()
    assert "There is no reference REF-999; one looks like REF-06." in page
