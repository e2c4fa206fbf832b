"""A search that finds nothing says so, leads on, and is counted."""

import pytest
from django.test import Client

from knowledge.models import SearchGap
from tests.pages.conftest import Read


def gaps() -> dict[str, int]:
    return dict(SearchGap.objects.values_list("text", "times"))


def test_nothing_found_names_the_words_and_leads_to_the_issues(read: Read) -> None:
    page = read("/search/?q=xyzzyq")
    assert page.h1 == "Nothing matches “xyzzyq”"
    assert "Nothing here has “xyzzyq”." in page.text
    assert "/issues/T-AN-01/" in page.links


def test_the_nearest_searches_are_linked_with_what_they_find(read: Read) -> None:
    page = read("/search/?q=%22gold+protocol%22")
    assert "no record has them as they were asked for" in page.text
    (near,) = page.all("ul", css_class="nearest")
    assert near.text.startswith("gold protocol, as plain words ")
    found = read("/search/?q=gold+protocol").by_id("count").text.split()[0]
    assert near.text.endswith(f" {found} results")
    assert "/search/?q=gold+protocol" in page.links


def test_nothing_found_with_filters_offers_to_leave_them_out(read: Read) -> None:
    page = read("/search/?q=gold&technique=drt&kind=protocol")
    assert page.h1 == "Nothing matches “gold” with these filters"
    (near,) = page.all("ul", css_class="nearest")
    assert "without filters" in near.text
    assert "/search/?q=gold" in page.links


def test_words_too_common_to_search_for_are_named_as_such(read: Read) -> None:
    assert "These words are too common to search for." in read("/search/?q=the+of").text


def test_a_search_without_a_result_is_counted_each_time(read: Read) -> None:
    assert "Curators see which words found nothing" in read("/search/?q=Xyzzyq++Quux").text
    read("/search/?q=xyzzyq+quux")
    assert gaps() == {"xyzzyq quux": 2}


@pytest.mark.parametrize(
    "query",
    [
        "q=gold",
        "q=xyzzyq&exact=true",
        "q=xyzzyq&interface=anode",
        "q=xyzzyq&kind=faq",
        "q=xyzzyq&factor_min=2",
    ],
)
def test_what_found_something_or_was_narrowed_is_not_counted(read: Read, query: str) -> None:
    assert "Curators see" not in read(f"/search/?{query}").text
    assert gaps() == {}


def test_an_answer_that_was_counted_is_not_kept(client: Client, seed: None) -> None:
    assert client.get("/search/?q=xyzzyq").headers["Cache-Control"] == "no-store"
    assert client.get("/search/?q=gold").headers["Cache-Control"] == "no-cache"


def test_nothing_found_leads_to_the_form_with_the_words_filled_in(read: Read) -> None:
    (link,) = [link for link in read("/search/?q=xyzzyq").all("a") if link.text == "Ask a curator to add it"]
    assert link.get("href") == "/suggest/?text=xyzzyq"
    assert "xyzzyq" in read(link.get("href")).text


def test_a_lithium_electrolyte_is_explained_and_leads_to_the_sodium_ones(read: Read) -> None:
    page = read("/search/?q=LLZO")
    assert "LLZO is a lithium garnet. Interphase covers sodium electrolytes: NASICON, " in page.text
    assert "/search/?family=nasicon" in page.links
    assert "lithium garnet" not in read("/search/?q=xyzzyq").text


def test_it_is_explained_beside_results_too(read: Read) -> None:
    page = read("/search/?q=dendrite+LLZO")
    assert page.by_id("count").text != "Nothing matches"
    assert "LLZO is a lithium garnet." in page.text


def test_without_issues_there_is_none_to_start_from(client: Client, empty_database: None) -> None:
    assert "start from what you see" not in client.get("/search/?q=xyzzyq").content.decode()
