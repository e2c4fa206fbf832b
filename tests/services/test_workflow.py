"""From draft to public and back: who may take which step, and what is written down."""

import pytest
from pytest_django import Settings

from knowledge.models import FAQ, FAQPoint, ReviewStep, SearchEntry, Status
from knowledge.services import acting, curation, draft_versions, history, revision, versions, workflow
from tests import world
from tests.services.test_draft_versions import edit

pytestmark = pytest.mark.usefixtures("empty_database")


@pytest.fixture
def faq() -> FAQ:
    """A draft that kim wrote."""
    acting.act("kim", "in the admin")
    return world.a_faq()


@pytest.fixture
def public(faq: FAQ) -> FAQ:
    workflow.publish(faq, by="lee")
    world.another_transaction()
    return faq


def change_the_answer(faq: FAQ, text: str, by: str = "kim") -> None:
    edit(faq, lambda: FAQPoint.objects.update(text=text), by)


def answer() -> str:
    return FAQPoint.objects.get().text


def steps(faq: FAQ) -> list[tuple[str, str, str]]:
    return [(step.action, step.by, step.comment) for step in workflow.steps_of(faq)][::-1]


def test_a_draft_is_submitted_sent_back_submitted_and_published(faq: FAQ) -> None:
    workflow.submit(faq, "kim", "Please look.")
    workflow.send_back(faq, "lee", "Cite something.")
    workflow.submit(faq, "kim")
    assert workflow.publish(faq, "lee", "Fine.") == [faq]
    assert steps(faq) == [
        ("submitted", "kim", "Please look."),
        ("sent-back", "lee", "Cite something."),
        ("submitted", "kim", ""),
        ("published", "lee", "Fine."),
    ]
    assert ReviewStep.objects.get(action="published").revision == revision.current().number


def test_nobody_publishes_what_they_edited_last(faq: FAQ) -> None:
    with pytest.raises(curation.NotAllowed, match="You edited FAQ-90 last"):
        workflow.publish(faq, "kim")
    assert FAQ.objects.get().status == Status.DRAFT


def test_a_laboratory_of_one_may_and_it_is_written_down(faq: FAQ, settings: Settings) -> None:
    settings.REVIEW_BY_SECOND_PERSON = False
    workflow.publish(faq, "kim")
    assert ReviewStep.objects.get().alone


def test_a_command_publishes_without_review(faq: FAQ) -> None:
    assert workflow.publish(faq, "") == [faq]


def test_a_public_record_is_changed_when_its_draft_is_published(public: FAQ) -> None:
    before = revision.current().number
    change_the_answer(public, "A stone.")
    assert (answer(), revision.current().number) == ("A mineral.", before)
    workflow.submit(public, "kim")
    assert workflow.publish(public, "lee") == [public]
    assert (answer(), revision.current().number) == ("A stone.", before + 1)
    assert draft_versions.of(public) is None
    assert SearchEntry.objects.get(code="FAQ-90").lead == "A stone."


def test_the_last_editor_of_a_draft_does_not_publish_it(public: FAQ) -> None:
    change_the_answer(public, "A stone.", by="lee")
    with pytest.raises(curation.NotAllowed, match="You edited FAQ-90 last"):
        workflow.publish(public, "lee")
    assert answer() == "A mineral."


def test_what_both_changed_is_refused_and_named(public: FAQ) -> None:
    change_the_answer(public, "A stone.")
    FAQPoint.objects.update(text="A rock.")
    with pytest.raises(curation.NotAllowed, match="in the same places: FAQ-90.1 text"):
        workflow.publish(public, "lee")
    assert answer() == "A rock."


def test_what_became_public_meanwhile_is_kept(public: FAQ) -> None:
    change_the_answer(public, "A stone.")
    FAQ.objects.update(question="What is it?")
    workflow.publish(public, "lee")
    assert (answer(), FAQ.objects.get().question) == ("A stone.", "What is it?")


def test_a_discarded_draft_is_gone_but_told(public: FAQ) -> None:
    change_the_answer(public, "A stone.")
    workflow.discard(public, "kim")
    assert draft_versions.of(public) is None
    told = [change.after for entry in history.of(public) if entry.of_draft for change in entry.changes]
    assert told == ["A stone."]


def test_an_earlier_version_comes_back_through_review(public: FAQ) -> None:
    first = revision.current().number
    change_the_answer(public, "A stone.")
    workflow.publish(public, "lee")
    world.another_transaction()
    workflow.revert(public, first, "lee")
    assert answer() == "A stone."
    with pytest.raises(curation.NotAllowed, match="You edited FAQ-90 last"):
        workflow.publish(public, "lee")
    workflow.publish(public, "kim")
    assert answer() == "A mineral."
    assert [version.document["points"][0]["text"] for version in versions.of(public)] == [
        "A mineral.",
        "A stone.",
        "A mineral.",
    ]


def test_a_version_that_says_what_is_public_is_not_reverted_to(public: FAQ) -> None:
    with pytest.raises(curation.NotAllowed, match="says now what it said"):
        workflow.revert(public, revision.current().number, "lee")


def test_retiring_takes_the_draft_along(public: FAQ) -> None:
    change_the_answer(public, "A stone.")
    assert workflow.retire(public, "lee", "Wrong.") == [public]
    assert draft_versions.of(public) is None
    assert not SearchEntry.objects.filter(code="FAQ-90").exists()


@pytest.mark.parametrize("step", ["submit", "send_back", "discard"])
def test_a_step_that_does_not_fit_is_refused(public: FAQ, step: str) -> None:
    given = {"submit": ("kim",), "send_back": ("lee", "No."), "discard": ("kim",)}[step]
    before = steps(public)
    with pytest.raises(curation.NotAllowed, match="FAQ-90"):
        getattr(workflow, step)(public, *given)
    assert steps(public) == before


def test_sending_back_says_why(faq: FAQ) -> None:
    workflow.submit(faq, "kim")
    with pytest.raises(curation.NotAllowed, match="Say in the comment"):
        workflow.send_back(faq, "lee", "  ")
