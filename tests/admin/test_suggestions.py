"""The queue of suggestions: read by curators, marked as handled, never written there."""

import pytest
from django.test import Client

from knowledge.models import Suggestion
from knowledge.services import suggesting

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


def test_nobody_adds_or_deletes_one_there(curator: Client) -> None:
    suggestion = a_suggestion()
    assert curator.get("/admin/knowledge/suggestion/add/").status_code == 403
    assert curator.get(f"/admin/knowledge/suggestion/{suggestion.number}/delete/").status_code == 403
