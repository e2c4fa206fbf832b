"""A change of knowledge, its projection and the revision go together or not at all."""

import pytest
from django.db import transaction

from knowledge.models import Cause, Citation, Reference, ResistanceRecord, SearchEntry, Status, Term
from knowledge.search import rebuilding
from knowledge.services import curation, revision
from tests import world

pytestmark = pytest.mark.django_db


def public_codes() -> set[str]:
    return set(SearchEntry.objects.values_list("code", flat=True))


def body_of(code: str) -> str:
    return "\n".join(text for _, text in SearchEntry.objects.get(code=code).passages)


def test_publishing_makes_a_record_public_and_raises_the_revision() -> None:
    issue = world.an_issue()
    before = revision.current().number
    assert curation.publish(issue) == [issue]
    assert issue.code in public_codes()
    assert issue.published_at is not None
    assert revision.current().number == before + 1


def test_publishing_twice_changes_nothing() -> None:
    issue = world.an_issue()
    curation.publish(issue)
    before = revision.current().number
    assert curation.publish(issue) == []
    assert revision.current().number == before


def test_an_issue_takes_its_waiting_claims_with_it_but_not_retired_ones() -> None:
    issue = world.an_issue()
    waiting = Cause.objects.create(code="T-ZZ-90-C1", issue=issue, text="Waiting.")
    retired = Cause.objects.create(code="T-ZZ-90-C2", issue=issue, text="Retired.", status=Status.RETIRED)
    assert curation.publish(issue) == [issue, waiting]
    assert public_codes() >= {issue.code, waiting.code}
    assert retired.code not in public_codes()
    assert "Retired." not in body_of(issue.code)


def test_the_words_of_a_claim_count_for_its_issue() -> None:
    cause = world.a_cause()
    assert cause.text not in body_of(cause.issue.code)
    curation.publish(cause)
    assert cause.text in body_of(cause.issue.code)
    cause.text = "Something else."
    cause.save()
    curation.saved(cause)
    assert "Something else." in body_of(cause.issue.code)


def test_retiring_an_issue_hides_its_claims() -> None:
    cause = world.a_cause()
    curation.publish(cause)
    curation.retire(cause.issue)
    assert not public_codes() & {cause.code, cause.issue.code}
    assert not Cause.objects.published().filter(pk=cause.pk).exists()


def test_saving_a_draft_does_not_raise_the_revision() -> None:
    issue = world.an_issue()
    before = revision.current().number
    curation.saved(issue)
    assert revision.current().number == before


def test_an_incomplete_record_cannot_be_published() -> None:
    issue = world.an_issue()
    issue.summary = ""
    issue.save()
    with pytest.raises(curation.NotAllowed, match="T-ZZ-90 cannot be published yet"):
        curation.publish(issue)
    issue.refresh_from_db()
    assert issue.status == Status.DRAFT


def test_what_was_public_is_retired_not_deleted() -> None:
    reference = world.a_reference()
    curation.publish(reference)
    curation.retire(reference)
    with pytest.raises(curation.NotAllowed, match="retire it instead"):
        curation.delete(reference)
    assert Reference.objects.filter(pk=reference.pk).exists()


def test_a_draft_can_be_deleted_unless_it_is_used() -> None:
    reference, cause = world.a_reference(), world.a_cause()
    world.cite(cause, reference)
    with pytest.raises(curation.NotAllowed, match="is still used by"):
        curation.delete(reference)
    curation.delete(cause)
    curation.delete(reference)
    assert not Cause.objects.filter(pk=cause.pk).exists()
    assert not Citation.objects.filter(reference__code=reference.code).exists()


def test_changed_citations_keep_locator_and_quote() -> None:
    cause, kept, added = world.a_cause(), world.a_reference(), world.cited_reference()
    world.cite(cause, kept)
    curation.set_citations(cause, [added, kept])
    assert [(c.reference, c.locator) for c in cause.citations.all()] == [(added, ""), (kept, "Table 2")]
    curation.set_citations(cause, [])
    assert not cause.citations.exists()


def test_a_failed_transaction_leaves_the_projection_as_it_was() -> None:
    issue = world.an_issue()
    before = revision.current().number
    with pytest.raises(RuntimeError), transaction.atomic():
        curation.publish(issue)
        raise RuntimeError
    assert issue.code not in public_codes()
    assert revision.current().number == before


@pytest.mark.usefixtures("seed")
def test_a_term_with_a_new_parent_files_its_records_anew() -> None:
    gold = Term.objects.get(facet__slug="material", slug="au")
    family = Term.objects.get(facet__slug="family", slug="halide")
    gold.parent = family
    gold.save()
    curation.term_saved(gold)
    assert family.pk in SearchEntry.objects.get(code="RES-01").terms


@pytest.mark.usefixtures("seed")
def test_rebuilding_changes_nothing_that_was_kept_in_step() -> None:
    fields = ("code", "title", "lead", "passages", "url", "position", "terms", "index__words")
    before = list(SearchEntry.objects.order_by("code").values_list(*fields))
    assert rebuilding.rebuild() == len(before) > 50
    assert list(SearchEntry.objects.order_by("code").values_list(*fields)) == before


@pytest.mark.usefixtures("seed")
@pytest.mark.parametrize("code", ["REF-06", "RES-01"])
def test_retiring_what_a_grade_rests_on_changes_the_grade_everywhere(code: str) -> None:
    model = Reference if code.startswith("REF") else ResistanceRecord
    curation.retire(model.objects.get(code=code))
    stored = dict(SearchEntry.objects.values_list("code", "evidence"))
    assert stored["T-AN-01-R1"] != "measured"
    rebuilding.rebuild()
    assert dict(SearchEntry.objects.values_list("code", "evidence")) == stored
