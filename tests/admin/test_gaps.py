"""Curators see what readers look for in vain."""

import pytest
from django.test import Client
from django.utils import timezone

from knowledge.models import SearchGap
from tests.admin.forms import address


@pytest.fixture
def gap(db: None) -> SearchGap:
    return SearchGap.objects.create(text="ionogel & film", times=7, last_asked_at=timezone.now())


def test_the_list_stands_on_the_index(curator: Client) -> None:
    index = curator.get("/admin/").content.decode()
    assert f'<a href="{address(SearchGap, "changelist")}">Searches without a result</a>' in index


def test_a_gap_is_listed_with_its_count_and_can_be_searched_again(curator: Client, gap: SearchGap) -> None:
    page = curator.get(address(SearchGap, "changelist")).content.decode()
    assert "ionogel &amp; film" in page
    assert '<td class="field-times">7</td>' in page
    assert 'href="/search/?q=ionogel+%26+film&amp;explain=true"' in page


def test_what_is_asked_most_often_comes_first(curator: Client, gap: SearchGap) -> None:
    SearchGap.objects.create(text="asked more", times=9, last_asked_at=timezone.now())
    page = curator.get(address(SearchGap, "changelist")).content.decode()
    assert page.index("asked more") < page.index("ionogel")


def test_a_gap_can_be_neither_added_nor_changed(curator: Client, gap: SearchGap) -> None:
    assert curator.get(address(SearchGap, "add")).status_code == 403
    assert curator.post(address(gap), {"text": "other"}).status_code == 403
    gap.refresh_from_db()
    assert gap.text == "ionogel & film"


def test_gaps_are_deleted_one_by_one_or_together(curator: Client, gap: SearchGap) -> None:
    more = [SearchGap.objects.create(text=text, last_asked_at=timezone.now()) for text in ("a", "b")]
    curator.post(address(gap, "delete"), {"post": "yes"})
    assert set(SearchGap.objects.all()) == set(more)
    chosen = {"action": "delete_selected", "_selected_action": [each.pk for each in more], "post": "yes"}
    curator.post(address(SearchGap, "changelist"), chosen)
    assert not SearchGap.objects.exists()
