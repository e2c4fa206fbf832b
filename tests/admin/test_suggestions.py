"""The queue of suggestions: read by curators, taken up, declined or done, never written there."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from knowledge.models import FAQ, Experience, Suggestion
from knowledge.services import experience, suggesting

pytestmark = pytest.mark.usefixtures("seed")


def a_suggestion(target: str = "T-AN-01-R1") -> Suggestion:
    return suggesting.write(target, "wrong", {"details": "It is <b>not</b> so."}, name="", email="")


def test_a_curator_reads_what_was_typed_and_on_what(curator: Client) -> None:
    suggestion = a_suggestion()
    page = curator.get(f"/admin/knowledge/suggestion/{suggestion.number}/change/").content.decode()
    assert "Put a protective interlayer" in page
    assert "It is &lt;b&gt;not&lt;/b&gt; so." in page
    assert 'name="status"' not in page


def test_chosen_suggestions_are_marked_as_handled(curator: Client) -> None:
    first, second = a_suggestion(), a_suggestion("")
    chosen = {"action": "mark_as_handled", "_selected_action": [first.number]}
    curator.post("/admin/knowledge/suggestion/", chosen)
    assert [each.status for each in Suggestion.objects.all()] == ["handled", "waiting"]
    assert second.target == ""


def handle(client: Client, suggestion: Suggestion, do: str, **typed: str) -> Any:
    address = f"/admin/knowledge/suggestion/{suggestion.number}/handle/"
    return client.post(address, {"do": do, **typed}, follow=True)


@pytest.fixture
def helper(client: Client) -> Client:
    """Somebody who may handle suggestions and nothing else."""
    user = User.objects.create_user("helper", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="handle_suggestions"))
    client.force_login(user)
    return client


def test_one_press_makes_a_draft_and_opens_its_form_with_the_words_of_the_reader(curator: Client) -> None:
    typed = {"record_kind": "faq", "heading": "Why?", "details": "Because of <b>creep</b>."}
    suggestion = suggesting.write("", "new-record", typed, name="", email="")
    page = handle(curator, suggestion, "draft")
    draft = FAQ.objects.get(question="Why?")
    assert page.request["PATH_INFO"] == f"/admin/knowledge/faq/{draft.pk}/change/"
    assert "Because of &lt;b&gt;creep&lt;/b&gt;." in page.content.decode()
    assert f"Suggestion {suggestion.number}" in page.content.decode()
    noted = LogEntry.objects.filter(
        object_id=str(draft.pk), content_type=ContentType.objects.get_for_model(FAQ)
    )
    assert [entry.change_message for entry in noted] == [f"From suggestion {suggestion.number}."]


def test_on_a_published_record_its_form_opens_with_the_words_until_it_is_done(curator: Client) -> None:
    suggestion = a_suggestion()
    words = "It is &lt;b&gt;not&lt;/b&gt; so."
    page = handle(curator, suggestion, "draft")
    assert words in page.content.decode()
    form = page.request["PATH_INFO"]
    handle(curator, suggestion, "done", answer="Corrected.")
    assert words not in curator.get(form).content.decode()
    suggestion.refresh_from_db()
    assert (suggestion.status, suggestion.answer, suggestion.record) == (
        "handled",
        "Corrected.",
        "T-AN-01-R1",
    )


def test_the_next_in_the_queue_is_offered(curator: Client) -> None:
    first, second = a_suggestion(), a_suggestion()
    page = handle(curator, first, "decline", answer="The source says so.").content.decode()
    assert f'Next in the queue: <a href="/admin/knowledge/suggestion/{second.number}/change/">' in page
    assert Suggestion.objects.get(pk=first.pk).answer == "The source says so."


def test_without_a_reason_nothing_is_declined(curator: Client) -> None:
    suggestion = a_suggestion()
    assert "Say why it is not taken" in handle(curator, suggestion, "decline").content.decode()
    assert Suggestion.objects.get().status == "waiting"


def test_a_new_issue_is_named_by_the_curator(curator: Client) -> None:
    typed = {"record_kind": "issue", "heading": "It hisses."}
    suggestion = suggesting.write("", "new-record", typed, name="", email="")
    page = curator.get(f"/admin/knowledge/suggestion/{suggestion.number}/change/").content.decode()
    assert '<select id="code" name="code">' in page and "<option>T-CA-" in page


def test_reports_on_sources_stand_first_with_what_rests_on_them(curator: Client) -> None:
    on_claim = a_suggestion()
    on_source = suggesting.write("REF-05", "retraction", {"url": "https://example.org/"}, name="", email="")
    page = curator.get("/admin/knowledge/suggestion/").content.decode()
    links = [f"/admin/knowledge/suggestion/{each.number}/change/" for each in (on_source, on_claim)]
    assert page.index(links[0]) < page.index(links[1])
    assert 'class="field-claims">' in page and 'class="field-claims">0' not in page


def test_whoever_may_handle_suggestions_needs_no_other_permission(helper: Client) -> None:
    suggestion = a_suggestion()
    assert helper.get("/admin/knowledge/suggestion/").status_code == 200
    handle(helper, suggestion, "done")
    assert Suggestion.objects.get().status == "handled"


def test_others_of_the_staff_neither_see_nor_handle_them(client: Client) -> None:
    suggestion = a_suggestion()
    client.force_login(User.objects.create_user("colleague", is_staff=True))
    assert client.get("/admin/knowledge/suggestion/").status_code == 403
    assert handle(client, suggestion, "done").status_code == 403
    assert client.get(f"/admin/knowledge/suggestion/{suggestion.number}/handle/").status_code == 405
    assert Suggestion.objects.get().status == "waiting"


def test_a_note_is_shown_to_all_by_a_curator_and_a_report_that_is_none_is_removed(curator: Client) -> None:
    first = experience.write("T-AN-01-R1", "worked", note="At 2 MPa.")
    second = experience.write("T-AN-01-R1", "worked", note="Buy.")
    shown = {"action": "show_notes", "_selected_action": [first.pk]}
    curator.post("/admin/knowledge/experience/", shown)
    curator.post("/admin/knowledge/experience/", {"action": "remove", "_selected_action": [second.pk]})
    assert [(each.note, each.is_note_public) for each in Experience.objects.all()] == [("At 2 MPa.", True)]


def test_nobody_adds_or_deletes_one_there(curator: Client) -> None:
    suggestion = a_suggestion()
    assert curator.get("/admin/knowledge/suggestion/add/").status_code == 403
    assert curator.get(f"/admin/knowledge/suggestion/{suggestion.number}/delete/").status_code == 403
