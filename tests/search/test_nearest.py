"""Where nothing is found, the nearest searches that find something are told with their counts."""

import pytest

from tests.search.asking import find, find_text

pytestmark = pytest.mark.usefixtures("seed")


def nearest(text: str, **parameters: str) -> dict[str, int]:
    page = find_text(text, **parameters)
    assert page.count == 0
    for each in page.nearest:
        assert each.count > 0
    return {each.why: each.count for each in page.nearest}


def test_a_filter_that_empties_the_results_can_be_left_out() -> None:
    found = nearest("tomography", kind="protocol", final_ohm_cm2_min="5000")
    assert found["without filters"] == find("q=tomography").count


def test_each_filter_alone_is_named_by_its_label() -> None:
    assert "without final resistance" in nearest("gold", final_ohm_cm2_max="0.000001")


def test_a_phrase_can_be_asked_as_plain_words() -> None:
    assert "as plain words" in nearest('"layer space-charge"')


def test_exact_words_can_be_widened() -> None:
    assert "with other names and spellings" in nearest("supresion", exact="true")


def test_a_word_that_looks_alike_is_offered() -> None:
    assert "instead of dendrogram" in nearest("dendrogram")
    assert all("dendr" in each.request.text for each in find("q=dendrogram").nearest)


def test_no_word_is_replaced_that_stands_somewhere() -> None:
    found = nearest("interlayer", material="nzsp", final_ohm_cm2_min="10", final_ohm_cm2_max="11")
    assert found
    assert not any(why.startswith("instead") for why in found)


def test_nothing_is_offered_where_something_was_found() -> None:
    assert find("q=tomography").nearest == []
