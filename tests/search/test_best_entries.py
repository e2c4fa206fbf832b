"""A search that would have to rank too many entries ranks the best of each of its words.

The limits are lowered so that the loaded knowledge is "too many"; everything else is as at a million.
"""

from collections.abc import Iterator

import pytest
from django.db.models import F

from knowledge.models import SearchEntry, SearchLexeme
from knowledge.search import best_entries, facets, hits, rebuilding
from knowledge.services import curation
from tests.search.asking import codes_of, find_text
from tests.world import an_issue

WORDS = ("sodium", "interface resistance", "anode dendrite growth")


@pytest.fixture
def exact(seed: None) -> dict[str, list[str]]:
    """What every ranking finds without lists."""
    return {text: codes_of(text, page_size="10") for text in WORDS}


@pytest.fixture
def lists(exact: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(best_entries, "FREQUENT", 20)
    monkeypatch.setattr(best_entries, "LISTED", 20)
    for module in (hits, facets):
        monkeypatch.setattr(module, "RANKED_AT_MOST", 15)
    rebuilding.rebuild()
    yield


def listed(lexeme: str) -> list[int]:
    return SearchLexeme.objects.get(lexeme=lexeme).best_entries or []


@pytest.mark.usefixtures("lists")
def test_only_frequent_words_have_a_list() -> None:
    with_list = SearchLexeme.objects.filter(floor__isnull=False)
    assert with_list.filter(lexeme="sodium").exists()
    assert not with_list.filter(entries__lte=20).exists()
    assert not SearchLexeme.objects.filter(floor=None, best_entries__isnull=False).exists()
    assert not with_list.exclude(best_entries__len=F("best_scores__len")).exists()


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("text", WORDS)
def test_the_best_are_those_of_the_exact_ranking(text: str, exact: dict[str, list[str]]) -> None:
    common = set(codes_of(text, page_size="10")) & set(exact[text])
    assert len(common) >= 8


@pytest.mark.usefixtures("lists")
def test_what_was_not_ranked_comes_last_and_nothing_twice() -> None:
    count = find_text("sodium").count
    pages = range(1, -(-count // 7) + 1)
    walked = [code for page in pages for code in codes_of("sodium", page_size="7", page=str(page))]
    assert len(walked) == len(set(walked)) == count


@pytest.mark.usefixtures("lists")
def test_a_filter_holds_for_what_is_listed() -> None:
    found = find_text("sodium", interface="cathode", page_size="100").hits
    assert {hit.entry.code for hit in found} <= set(codes_of("", interface="cathode", page_size="100"))


@pytest.mark.usefixtures("lists")
def test_a_saved_entry_joins_the_lists_of_its_words_and_is_not_found_by_those_that_it_lost() -> None:
    issue = an_issue()
    issue.title = "Sodium sodium"
    issue.save()
    curation.publish(issue)
    entry = SearchEntry.objects.get(code="T-ZZ-90").pk
    assert listed("sodium").count(entry) == 1
    assert codes_of("sodium", page_size="5").count("T-ZZ-90") == 1
    curation.saved(issue)
    assert listed("sodium").count(entry) == 1
    issue.title, issue.summary = "Potassium", "It fails."
    issue.save()
    curation.saved(issue)
    assert "T-ZZ-90" not in codes_of("sodium", page_size="100")


@pytest.mark.usefixtures("seed")
def test_a_portal_of_a_labs_size_has_no_list() -> None:
    assert not SearchLexeme.objects.filter(best_entries__isnull=False).exists()
