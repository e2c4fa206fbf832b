"""The revision grows by one for each publication, and in the order in which publications become visible."""

import threading
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connections, transaction

from knowledge.models import CuratorNote, Reference
from knowledge.services import changes, curation, importing, revision
from tests.world import a_cause, a_reference, another_transaction


def changed_since(number: int) -> dict[str, str]:
    return {each.code: each.change for each in changes.since(number)}


@pytest.mark.django_db(transaction=True)
def test_a_transaction_raises_it_once_however_much_it_publishes() -> None:
    before = revision.current().number
    with transaction.atomic():
        for number in (401, 402):
            curation.publish(Reference.objects.create(code=f"REF-{number}"))
    assert revision.current().number == before + 1
    curation.publish(Reference.objects.create(code="REF-403"))
    assert {each.code: each.revision - before for each in changes.since(before)} == {
        "REF-401": 1,
        "REF-402": 1,
        "REF-403": 2,
    }


@pytest.mark.django_db(transaction=True)
def test_a_publication_that_was_undone_within_a_transaction_does_not_count() -> None:
    before = revision.current().number
    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            curation.publish(Reference.objects.create(code="REF-401"))
            raise RuntimeError
        assert revision.current().number == before
        curation.publish(Reference.objects.create(code="REF-402"))
    assert revision.current().number == before + 1
    assert changed_since(before) == {"REF-402": "published"}


@pytest.mark.django_db(transaction=True)
def test_no_change_becomes_visible_after_one_with_a_larger_number() -> None:
    """The second publication waits for the first, however long that takes: a reader never passes it by."""
    before = revision.current().number
    second = threading.Thread(target=_in_a_connection_of_its_own, args=[_publish_the_second])
    with transaction.atomic():
        curation.publish(Reference.objects.create(code="REF-401"))
        second.start()
        second.join(timeout=0.5)
        assert second.is_alive()
    second.join(timeout=30)
    seen = [(each.code, each.revision - before) for each in changes.since(before)]
    assert seen == [("REF-401", 1), ("REF-402", 2)]


def _publish_the_second() -> None:
    curation.publish(Reference.objects.create(code="REF-402"))


def _in_a_connection_of_its_own(do: Callable[[], None]) -> None:
    try:
        do()
    finally:
        connections.close_all()


@pytest.mark.django_db
def test_its_time_never_goes_back() -> None:
    revision.bump()
    before = revision.current().changed_at
    another_transaction()
    revision.bump()
    assert revision.current().changed_at >= before


@pytest.mark.django_db
def test_a_change_is_seen_from_the_revision_of_the_copy() -> None:
    reference = a_reference()
    start = revision.current().number
    seen = {}
    for name, change in (
        ("published", curation.publish),
        ("saved", curation.saved),
        ("retired", curation.retire),
        ("back", curation.publish),
    ):
        another_transaction()
        change(reference)
        seen[name] = (
            revision.current().number,
            {since: changed_since(since).get(reference.code) for since in range(start, start + 5)},
        )
    assert [number - start for number, _ in seen.values()] == [1, 2, 3, 4]
    assert list(seen["published"][1].values()) == ["published", None, None, None, None]
    assert list(seen["saved"][1].values()) == ["published", "changed", None, None, None]
    # a copy that never had it need not drop it
    assert list(seen["retired"][1].values()) == [None, "retired", "retired", None, None]
    assert list(seen["back"][1].values()) == ["published"] * 4 + [None]


@pytest.mark.django_db
def test_a_draft_leaves_no_trace() -> None:
    reference = a_reference()
    curation.saved(reference)
    assert reference.code not in changed_since(0)


@pytest.mark.django_db
def test_a_claim_changes_its_issue_and_goes_with_it() -> None:
    cause = a_cause()
    another_transaction()
    before = revision.current().number
    curation.publish(cause)
    assert changed_since(before) == {cause.code: "published", cause.issue.code: "changed"}
    another_transaction()
    between = revision.current().number
    curation.retire(cause.issue)
    assert changed_since(between) == {cause.code: "retired", cause.issue.code: "retired"}


@pytest.mark.usefixtures("seed")
def test_a_note_changes_the_records_that_it_stands_beside() -> None:
    before = revision.current().number
    note = CuratorNote.objects.create(number=99, text="Odd.", concerns=["T-AN-01-R4", "FAQ-07.3"])
    curation.note_saved(note.concerns)
    assert changed_since(before) == dict.fromkeys(["FAQ-07", "T-AN-01", "T-AN-01-R4"], "changed")


@pytest.mark.usefixtures("seed")
def test_loading_the_same_again_changes_nothing_and_loading_a_difference_says_what() -> None:
    another_transaction()
    before = revision.current().number
    importing.load(importing.default_folder())
    assert revision.current().number == before
    reference = Reference.objects.get(code="REF-06")
    Reference.objects.filter(pk=reference.pk).update(title="Something else")
    importing.load(importing.default_folder())
    assert revision.current().number == before + 1
    assert changed_since(before)["REF-06"] == "changed"
    assert "REF-05" not in changed_since(before)


@pytest.mark.usefixtures("seed")
def test_what_raw_sql_brought_or_took_is_found_by_a_rebuild() -> None:
    another_transaction()
    before = revision.current().number
    Reference.objects.filter(code="REF-06").update(status="retired")
    call_command("rebuild_search", verbosity=0)
    assert changed_since(before) == {"REF-06": "retired"}
