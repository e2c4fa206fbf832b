"""A public record is edited beside its public version: form, comparison, preview, history."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from knowledge.models import FAQ, Cause, DraftVersion, FAQPoint, Issue
from knowledge.services import curation, history
from tests import world
from tests.admin.forms import address, errors_on, fields_on, messages_on, reviewed, row, rows, submit

pytestmark = pytest.mark.usefixtures("empty_database")


@pytest.fixture
def faq(db: None) -> FAQ:
    made = world.a_faq()
    curation.publish(made)
    return made


@pytest.fixture
def reviewer(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("reviewer"))
    return client


def page(client: Client, record: FAQ | Issue, name: str) -> str:
    return client.get(address(record, name), follow=True).content.decode()


def test_the_form_shows_the_draft_and_the_portal_what_is_public(curator: Client, faq: FAQ) -> None:
    submit(curator, address(faq), question="What is it made of?")
    assert fields_on(curator, address(faq))["question"] == "What is it made of?"
    assert "What is it made of?" not in Client().get(faq.get_absolute_url()).content.decode()


def test_the_form_says_what_becomes_of_what_is_saved(curator: Client, faq: FAQ) -> None:
    assert "What you save becomes a draft beside it" in page(curator, faq, "change")
    submit(curator, address(faq), question="What is it made of?")
    assert "You see the draft beside the public version of FAQ-90, draft, last changed by curator" in page(
        curator, faq, "change"
    )


def test_a_point_that_only_the_draft_has_is_opened_and_completed(curator: Client, faq: FAQ) -> None:
    submit(
        curator,
        address(faq),
        **{"points-TOTAL_FORMS": 2},
        **row("points", 1, text="It is rare.", role="sentence"),
    )
    (added,) = [
        key.split(" ")[1] for key, of in DraftVersion.objects.get().rows.items() if of == ["FAQ-90", 2]
    ]
    assert not FAQPoint.objects.filter(pk=added).exists()
    own_page = f"/admin/knowledge/faqpoint/{added}/change/"
    submit(curator, own_page, text="It is very rare.")
    reviewed(faq)
    assert FAQPoint.objects.get(pk=added).text == "It is very rare."


def test_a_point_that_only_the_draft_has_can_go_again_and_a_public_one_stays(
    curator: Client, faq: FAQ
) -> None:
    submit(
        curator,
        address(faq),
        **{"points-TOTAL_FORMS": 2},
        **row("points", 1, text="It is rare.", role="sentence"),
    )
    submit(curator, address(faq), **row("points", 0, DELETE="on"), **row("points", 1, DELETE="on"))
    assert [point["text"] for point in DraftVersion.objects.get().document["points"]] == ["A mineral."]


def test_a_claim_of_a_public_issue_is_edited_in_the_draft_of_the_issue(curator: Client) -> None:
    cause = world.a_cause()
    curation.publish(cause)
    submit(curator, address(cause), text="It is porous.")
    assert Cause.objects.get().text != "It is porous."
    reviewed(cause.issue)
    assert Cause.objects.get().text == "It is porous."


def test_draft_and_public_are_compared(curator: Client, faq: FAQ) -> None:
    assert "has no draft beside" in page(curator, faq, "compare")
    submit(curator, address(faq), **row("points", 0, text="A rare mineral."))
    compared = page(curator, faq, "compare")
    assert "FAQ-90.1 text" in compared and re.search("<ins>[^<]*rare[^<]*</ins>", compared)


def test_the_preview_is_the_page_as_it_would_be(curator: Client, faq: FAQ) -> None:
    submit(curator, address(faq), question="What is it made of?")
    previewed = page(curator, faq, "preview")
    assert "What is it made of?" in previewed and "only curators see this" in previewed
    assert "What is it made of?" not in Client().get(faq.get_absolute_url()).content.decode()


def test_a_record_that_never_was_public_is_previewed_too(curator: Client) -> None:
    issue = world.with_parts(world.an_issue())
    Cause.objects.create(code="T-ZZ-90-C1", issue=issue, text="It is porous.")
    assert "It is porous." in page(curator, issue, "preview")
    assert Client().get(issue.get_absolute_url()).status_code == 404


def test_the_history_tells_who_changed_what_and_reverts(curator: Client, reviewer: Client, faq: FAQ) -> None:
    world.another_transaction()
    submit(curator, address(faq), question="What is it made of?", _submit="1", _comment="Clearer.")
    submit(reviewer, address(faq), _publish="1", _comment="Yes.")
    told = page(reviewer, faq, "history")
    assert "Submitted for review by curator: Clearer." in told
    assert "Published by reviewer: Yes." in told
    assert "<del>" in told and "<ins>" in told
    first = FAQ.objects.get()
    assert first.question == "What is it made of?"
    (earlier, *_) = [part.split('"')[0] for part in told.split('name="revision" value="')[1:]]
    answer = reviewer.post(address(faq, "history"), {"revision": earlier}, follow=True)
    assert messages_on(answer) == [
        f"A draft of FAQ-90 holds what was public at revision {earlier}. Look at it and submit it."
    ]
    submit(curator, address(faq), _publish="1")
    assert FAQ.objects.get().question == f"What is {world.RARE_WORD}?"


def test_two_at_one_form_lose_nothing_and_are_told(curator: Client, reviewer: Client, faq: FAQ) -> None:
    mine = fields_on(curator, address(faq))
    submit(reviewer, address(faq), question="What is it made of?")
    typed = {**mine, **row("points", 0, text="A rare mineral."), "_continue": "1"}
    answer = curator.post(address(faq), typed)
    (said,) = answer.context["adminform"].form.non_field_errors()
    assert "reviewer: FAQ-90 question: “What is zirconquartz?” became “What is it made of?”" in said
    assert "A rare mineral." in answer.content.decode()
    assert [entry.who for entry in history.of(faq) if entry.of_draft] == ["reviewer"]
    again = {**typed, "seen": answer.context["adminform"].form["seen"].value()}
    curator.post(address(faq), again)
    assert fields_on(curator, address(faq))["points-0-text"] == "A rare mineral."


def test_a_form_with_an_error_keeps_what_was_typed_and_the_draft_as_it_was(curator: Client, faq: FAQ) -> None:
    answer = submit(curator, address(faq), question="", **rows("points", {"text": "It is rare."}))
    assert "question" in errors_on(answer)
    assert "It is rare." in answer.content.decode()
    assert not DraftVersion.objects.exists()


def test_a_draft_is_discarded_from_the_form(curator: Client, faq: FAQ) -> None:
    submit(curator, address(faq), question="What is it made of?")
    answer = submit(curator, address(faq), _discard="1")
    assert "Draft discarded: FAQ-90." in messages_on(answer)
    assert not DraftVersion.objects.exists()


def test_who_may_not_review_is_not_offered_to_publish_and_cannot(client: Client, faq: FAQ) -> None:
    contributor = User.objects.create_user("contributor", is_staff=True)
    contributor.user_permissions.set(Permission.objects.filter(content_type__app_label="knowledge"))
    client.force_login(contributor)
    offered = client.get(address(faq)).content.decode()
    assert 'name="_submit"' in offered
    assert 'name="_publish"' not in offered and 'name="_retire"' not in offered
    answer = submit(client, address(faq), question="What is it made of?", _publish="1")
    assert messages_on(answer)[-1] == "Only reviewers publish, send back and retire."
    assert FAQ.objects.get().question != "What is it made of?"
