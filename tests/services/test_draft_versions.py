"""The next version of a public record: seen in its tables while it is worked on, and nowhere else."""

from collections.abc import Callable

import pytest

from knowledge.models import FAQ, FAQPoint, Issue, Record, Status
from knowledge.services import curation, draft_versions, versions, workflow
from knowledge.services.draft_versions import in_place
from tests import world

pytestmark = pytest.mark.usefixtures("empty_database")


@pytest.fixture
def faq() -> FAQ:
    made = world.a_faq()
    curation.publish(made)
    return made


def edit(record: Record, change: Callable[[], object], by: str = "kim") -> None:
    """Work on the next version as the forms do."""
    base = versions.document_of(record)
    with in_place(draft_versions.of(record)):
        change()
        state = draft_versions.state_of(record)
    draft_versions.keep(record, state, base, by)


def test_the_tables_hold_it_only_while_it_is_in_place(faq: FAQ) -> None:
    edit(faq, lambda: FAQPoint.objects.update(text="A stone."))
    assert FAQPoint.objects.get().text == "A mineral."
    with in_place(draft_versions.of(faq)):
        assert FAQPoint.objects.get().text == "A stone."
    assert FAQPoint.objects.get().text == "A mineral."


def test_what_only_the_draft_has_keeps_its_key(faq: FAQ) -> None:
    edit(faq, lambda: FAQPoint.objects.create(faq=faq, number=2, text="It is rare."))

    def key() -> int:
        with in_place(draft_versions.of(faq)):
            return FAQPoint.objects.get(number=2).pk

    first = key()
    edit(faq, lambda: FAQPoint.objects.filter(number=1).update(text="A stone."))
    assert key() == first
    assert draft_versions.holding(FAQPoint, first) == draft_versions.of(faq)
    assert not FAQPoint.objects.filter(pk=first).exists()


def test_a_citation_that_changes_its_reference_keeps_its_key(faq: FAQ) -> None:
    point = faq.points.get()
    world.cite(point, world.cited_reference())
    other = world.A_DRAFT_OF[type(point.citations.get().reference)]()
    curation.publish(other)
    edit(faq, lambda: point.citations.update(reference=other))
    with in_place(draft_versions.of(faq)):
        assert point.citations.get().reference == other
    assert point.citations.get().reference.code == "REF-901"


def test_nothing_changed_is_no_draft(faq: FAQ) -> None:
    edit(faq, lambda: None)
    assert draft_versions.of(faq) is None


def test_a_claim_that_was_taken_away_goes_when_the_draft_is_published() -> None:
    cause = world.a_cause()
    edit(cause.issue, cause.delete)
    issue = Issue.objects.get()
    assert issue.causes.exists()
    workflow.publish(issue, by="lee")
    assert not issue.causes.exists()


def test_a_claim_that_came_meanwhile_is_left_alone() -> None:
    issue = world.an_issue()
    curation.publish(issue)
    edit(issue, lambda: Issue.objects.update(title="Whiskers"))
    issue.causes.create(code="T-ZZ-90-C1", text="It is wet.", status=Status.RETIRED)
    workflow.publish(issue, by="lee")
    assert issue.causes.get().status == Status.RETIRED


@pytest.mark.parametrize("model", versions.WHOLE, ids=lambda model: model.kind)
def test_every_record_of_the_knowledge_survives_the_way_through_a_draft(
    seed: None, model: type[Record]
) -> None:
    """Written from its document, a record says what it said, by the same keys."""
    for record in model._default_manager.published():
        state = draft_versions.state_of(record)
        edit(record, lambda: None)
        draft = draft_versions.keep(record, state, {}, "kim")
        with in_place(draft):
            assert draft_versions.state_of(record) == state
