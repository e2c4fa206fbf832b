"""The projection follows the records, and a rebuild writes only what differs."""

import threading

import pytest
from django.db import connection, connections, transaction

from knowledge.models import CONTENT_MODELS, FAQ, Issue, Record, SearchEntry, SearchStatistics, SearchWord
from knowledge.search import rebuilding
from knowledge.services import curation, importing
from tests.search.asking import codes_of
from tests.world import RARE_WORD, an_issue

TABLES = ("searchentry", "searchindex", "searchsuggestion", "searchword", "searchlexeme")


def versions() -> dict[str, set[tuple[str, str]]]:
    """Every row of the projection with the transaction that wrote it."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT ctid::text, xmin::text FROM knowledge_{table}")  # noqa: S608
            found[table] = set(cursor.fetchall())
    return found


@pytest.mark.usefixtures("seed")
def test_a_second_rebuild_writes_nothing() -> None:
    rebuilding.rebuild()
    before = versions()
    rebuilding.rebuild()
    assert versions() == before


@pytest.mark.usefixtures("seed")
def test_a_rebuild_repairs_whatever_is_wrong() -> None:
    SearchEntry.objects.filter(code="T-AN-01").update(title="Something else")
    SearchEntry.objects.filter(code="T-AN-02").delete()
    SearchWord.objects.filter(word="dendrites").delete()
    rebuilding.rebuild()
    assert SearchEntry.objects.get(code="T-AN-01").title == Issue.objects.get(code="T-AN-01").title
    assert "T-AN-02" in codes_of("voids", page_size="100")
    assert SearchWord.objects.filter(word="dendrites").exists()


@pytest.mark.usefixtures("seed")
def test_a_rebuild_forgets_what_is_no_longer_public() -> None:
    FAQ.objects.filter(code="FAQ-03").update(status="draft")
    rebuilding.rebuild()
    assert not SearchEntry.objects.filter(code="FAQ-03").exists()


@pytest.mark.usefixtures("seed")
@pytest.mark.parametrize("model", CONTENT_MODELS, ids=lambda model: model.kind)
def test_what_is_no_longer_public_is_found_by_a_join_at_any_size(model: type[Record]) -> None:
    assert "SubPlan" not in rebuilding.no_longer_public(model).explain()


@pytest.mark.usefixtures("seed")
def test_a_projection_of_other_rules_is_written_anew_and_only_that() -> None:
    assert rebuilding.rebuild_if_outdated() is None
    SearchStatistics.objects.update(version=0)
    assert rebuilding.rebuild_if_outdated() == SearchEntry.objects.count()
    assert rebuilding.rebuild_if_outdated() is None


@pytest.mark.usefixtures("seed")
def test_the_words_of_a_saved_record_are_known_at_once() -> None:
    curation.publish(an_issue())
    assert codes_of(RARE_WORD) == ["T-ZZ-90"]
    assert codes_of("zirconqartz") == ["T-ZZ-90"]


@pytest.mark.usefixtures("seed")
def test_a_derived_word_stands_in_the_index_but_not_among_the_words() -> None:
    assert not SearchWord.objects.filter(word__regex="[#=]").exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_save_during_a_rebuild_is_not_overwritten_with_what_was_before() -> None:
    """The save holds its entry until it commits; the rebuild waits for it and then reads the record."""
    issue = an_issue()
    curation.publish(issue)
    rebuild = threading.Thread(target=_rebuild)
    with transaction.atomic():
        issue.title = "As it was saved"
        issue.save()
        curation.saved(issue)
        rebuild.start()
        rebuild.join(timeout=0.5)
        assert rebuild.is_alive()
    rebuild.join(timeout=30)
    assert SearchEntry.objects.get(code="T-ZZ-90").title == "As it was saved"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_several_processes_write_what_one_would(monkeypatch: pytest.MonkeyPatch) -> None:
    importing.load_if_empty()
    rebuilding.rebuild()
    before = versions()
    SearchEntry.objects.filter(kind="faq").delete()
    SearchEntry.objects.filter(code="T-AN-01").update(title="Something else")
    monkeypatch.setattr(rebuilding, "IN_PARALLEL_FROM", 1)
    rebuilding.rebuild()
    assert SearchEntry.objects.get(code="T-AN-01").title == Issue.objects.get(code="T-AN-01").title
    assert SearchEntry.objects.filter(kind="faq").count() == FAQ.objects.published().count()
    assert versions()["searchword"] == before["searchword"]
    assert versions()["searchlexeme"] == before["searchlexeme"]


def _rebuild() -> None:
    try:
        rebuilding.rebuild()
    finally:
        connections.close_all()
