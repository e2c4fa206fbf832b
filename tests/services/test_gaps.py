"""Searches without a result are counted by their text: bounded, and at no cost to the reader."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from knowledge.models import SearchGap
from knowledge.services import gaps
from tests.blocking import locked

pytestmark = pytest.mark.django_db


def counted() -> dict[str, int]:
    return dict(SearchGap.objects.values_list("text", "times"))


def asked_before(*texts: str, times: int = 1) -> None:
    """Each a day later than the one before, the last one yesterday."""
    for age, text in enumerate(reversed(texts), start=1):
        asked = timezone.now() - timedelta(days=age)
        SearchGap.objects.create(text=text, times=times, last_asked_at=asked)


def test_the_same_text_is_counted_again_and_its_time_renewed() -> None:
    asked_before("ionogel")
    before = timezone.now()
    gaps.record("ionogel")
    gap = SearchGap.objects.get()
    assert (gap.text, gap.times) == ("ionogel", 2)
    assert gap.last_asked_at >= before


def test_blanks_and_letter_case_make_no_other_text() -> None:
    for text in ("Ionogel  film", " ionogel film ", "IONOGEL\tFILM"):
        gaps.record(text)
    assert counted() == {"ionogel film": 3}


def test_only_the_text_its_count_and_its_time_are_kept() -> None:
    assert {field.name for field in SearchGap._meta.get_fields()} == {"id", "text", "times", "last_asked_at"}


def test_a_text_that_folding_makes_longer_than_the_column_is_cut() -> None:
    gaps.record("ß" * 200)
    assert counted() == {"s" * 200: 1}


def test_a_full_table_gives_up_the_oldest_that_was_asked_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gaps, "MOST_TEXTS", 3)
    asked_before("often", times=5)
    asked_before("older", "newer")
    gaps.record("newest")
    assert counted() == {"often": 5, "newer": 1, "newest": 1}


def test_a_full_table_still_counts_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gaps, "MOST_TEXTS", 2)
    asked_before("older", "newer")
    gaps.record("newer")
    assert counted() == {"older": 1, "newer": 2}


def test_a_table_that_was_fuller_before_shrinks_to_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    asked_before("a", "b", "c", "d")
    monkeypatch.setattr(gaps, "MOST_TEXTS", 2)
    gaps.record("e")
    assert counted() == {"d": 1, "e": 1}


def test_a_database_that_may_only_be_read_costs_the_reader_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")
    gaps.record("ionogel")
    assert counted() == {}
    assert "could not be counted" in caplog.text


def test_a_table_that_somebody_holds_is_not_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    with locked("knowledge_searchgap"):
        gaps.record("ionogel")
    assert counted() == {}
    assert "could not be counted" in caplog.text
