"""Two references that are one work become one; nothing that was cited is lost."""

import pytest

from knowledge.models import (
    Cause,
    Citation,
    ContentRevision,
    Issue,
    Reference,
    ReferenceCandidate,
    SearchEntry,
)
from knowledge.services import curation, reference_merging
from knowledge.services.curation import NotAllowed
from tests.world import another_transaction

pytestmark = pytest.mark.usefixtures("seed")


def published(number: int, **values: object) -> Reference:
    reference = Reference.objects.create(code=f"REF-{number}", number=number, **values)
    curation.publish(reference)
    return reference


@pytest.fixture
def kept(db: None) -> Reference:
    return published(
        901, title="Zirconquartz", doi="10.1000/zq", source_kind="primary", identification="identified"
    )


@pytest.fixture
def duplicate(db: None) -> Reference:
    return published(902, title="Zirconquartz", aliases=["SRC-ZQ"], identification="located")


@pytest.fixture
def cause(db: None) -> Cause:
    issue = Issue.objects.create(code="T-ZZ-90", title="An issue", summary="It fails.", area="anode")
    cause = Cause.objects.create(code="T-ZZ-90-C1", issue=issue, text="A cause.")
    curation.publish(issue)
    return cause


def cite(claim: Cause, reference: Reference, **values: object) -> Citation:
    return Citation.objects.create(claim=claim, reference=reference, **values)


def marks(claim: Cause) -> list[tuple[str, str, str, str]]:
    return [
        (mark.reference.code, mark.locator, mark.quote, mark.stance)
        for mark in claim.citations.select_related("reference").order_by("locator")
    ]


def test_citations_move_with_locator_quote_and_stance(
    kept: Reference, duplicate: Reference, cause: Cause
) -> None:
    cite(cause, duplicate, locator="p. 4", quote="so", stance="contradicts")
    done = reference_merging.merge(duplicate, kept)
    assert marks(cause) == [("REF-901", "p. 4", "so", "contradicts")]
    assert done.moved == 1
    assert not duplicate.cited_by.exists()


def test_a_claim_that_cites_both_at_one_place_keeps_one_with_both_quotes(
    kept: Reference, duplicate: Reference, cause: Cause
) -> None:
    cite(cause, kept, locator="p. 4", quote="one")
    cite(cause, duplicate, locator="p. 4", quote="two")
    cite(cause, duplicate, locator="p. 5")
    reference_merging.merge(duplicate, kept)
    assert marks(cause) == [("REF-901", "p. 4", "one / two", "supports"), ("REF-901", "p. 5", "", "supports")]


def test_support_and_contradiction_at_one_place_are_for_a_person_to_decide(
    kept: Reference, duplicate: Reference, cause: Cause
) -> None:
    cite(cause, kept)
    cite(cause, duplicate, stance="contradicts")
    with pytest.raises(NotAllowed, match=r"at the same place by T-ZZ-90-C1: decide there first"):
        reference_merging.merge(duplicate, kept)
    assert duplicate.cited_by.count() == 1


def test_the_duplicate_is_retired_and_names_the_kept_one(kept: Reference, duplicate: Reference) -> None:
    reference_merging.merge(duplicate, kept)
    duplicate.refresh_from_db()
    kept.refresh_from_db()
    assert (duplicate.status, duplicate.same_work_as) == ("retired", kept)
    assert kept.aliases == ["REF-902", "SRC-ZQ"]
    assert not SearchEntry.objects.filter(code="REF-902").exists()
    assert any("REF-902" in str(passage) for passage in SearchEntry.objects.get(code="REF-901").passages)


def test_copies_and_candidates_follow(kept: Reference, duplicate: Reference) -> None:
    copy = published(903, title="Zirconquartz", same_work_as=duplicate)
    ReferenceCandidate.objects.create(reference=kept, number=1, title="A", why="x")
    ReferenceCandidate.objects.create(reference=duplicate, number=1, title="a.", why="the same")
    ReferenceCandidate.objects.create(reference=duplicate, number=2, title="B", why="y")
    reference_merging.merge(duplicate, kept)
    copy.refresh_from_db()
    assert copy.same_work_as == kept
    assert [(each.number, each.title) for each in kept.candidates.all()] == [(1, "A"), (2, "B")]


def test_the_claim_is_graded_and_found_anew_in_one_publication(
    kept: Reference, duplicate: Reference, cause: Cause
) -> None:
    cite(cause, duplicate)
    curation.saved(cause)
    assert SearchEntry.objects.get(code=cause.code).evidence == "secondary"
    another_transaction()
    before = ContentRevision.objects.get().number
    updated = Cause.objects.get(pk=cause.pk).updated_at
    reference_merging.merge(duplicate, kept)
    assert SearchEntry.objects.get(code=cause.code).evidence == "reported"
    assert ContentRevision.objects.get().number == before + 1
    assert Cause.objects.get(pk=cause.pk).updated_at > updated


def test_what_cannot_be_merged_says_why(kept: Reference, duplicate: Reference) -> None:
    copy = published(903, same_work_as=kept)
    draft = Reference.objects.create(code="REF-904", number=904, title="Draft")
    gone = Reference.objects.create(code="REF-905", number=905, status="retired")
    for into, reason in (
        (duplicate, "REF-902 cannot be merged with itself"),
        (copy, "REF-903 is itself a copy, of REF-901: keep that one instead"),
        (draft, "REF-902 is public and REF-904 is not: keep REF-902, or publish REF-904 first"),
        (gone, "REF-905 is retired"),
    ):
        with pytest.raises(NotAllowed, match=reason):
            reference_merging.merge(duplicate, into)
