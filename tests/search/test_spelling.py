"""What a word that nobody wrote may have meant, and which words have it as a part."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import SearchLexeme, SearchWord
from knowledge.search import spelling

pytestmark = pytest.mark.usefixtures("seed")


def corrected(word: str) -> str | None:
    return spelling.corrections([word]).get(word)


def know(*words: str, entries: int = 1) -> None:
    """Words as a record would bring them."""
    SearchWord.objects.bulk_create(SearchWord(word=word, lexeme=word, entries=entries) for word in words)
    SearchLexeme.objects.bulk_create(SearchLexeme(lexeme=word, entries=entries) for word in words)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("soduim", "sodium", id="two neighbours swapped"),
        pytest.param("interlayr", "interlayer", id="a letter missing"),
        pytest.param("sodiumm", "sodium", id="a letter too many"),
        pytest.param("dendryte", "dendrite", id="a wrong letter"),
        pytest.param("shrot", "short", id="a short word"),
        pytest.param("nterface", "interface", id="the first letter missing"),
        pytest.param("kathode", "cathode", id="the first letter wrong"),
    ],
)
def test_one_mistake_is_corrected(typed: str, meant: str) -> None:
    assert corrected(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("elektrolite", "electrolyte", id="one in each half"),
        pytest.param("semicirlec", "semicircle", id="both at the end"),
        pytest.param("imtreface", "interface", id="both at the beginning"),
        pytest.param("nasicno", "nasicon", id="a swap counts as one"),
        pytest.param("impedanz", "impedance", id="as in German"),
    ],
)
def test_two_mistakes_are_corrected_in_a_word_of_six_letters(typed: str, meant: str) -> None:
    assert corrected(typed) == meant


def test_a_word_of_five_letters_has_one_mistake_at_most() -> None:
    know("zqxvw")
    assert corrected("zqxva") == "zqxvw"
    assert corrected("zqxab") is None


def test_three_mistakes_are_too_many() -> None:
    know("zqxvwkjq")
    assert corrected("zqxvwkaa") == "zqxvwkjq"
    assert corrected("zqxvwaaa") is None


def test_fewer_mistakes_come_before_a_more_frequent_word() -> None:
    know("zqxvwkj")
    know("zqxvwbb", entries=1000)
    assert corrected("zqxvwka") == "zqxvwkj"


def test_of_words_equally_near_the_more_frequent_is_meant() -> None:
    know("zqxvwkj", entries=2)
    know("zqxvwkb", entries=3)
    assert corrected("zqxvwka") == "zqxvwkb"


def test_of_words_equally_near_and_frequent_the_one_with_the_same_first_letter_is_meant() -> None:
    know("aqxvwk", "zqxvwa")
    assert corrected("zqxvwk") == "zqxvwa"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("sodium", id="a word that occurs"),
        pytest.param("pressures", id="a word that occurs in another form"),
        pytest.param("because", id="a stop word"),
        pytest.param("na3zr2si2po13", id="a formula"),
        pytest.param("nacl", id="a formula of letters alone"),
        pytest.param("tan02", id="an identifier"),
        pytest.param("2709", id="a number"),
        pytest.param("xsp", id="three letters"),
        pytest.param("xqzvwkpq", id="near to nothing"),
        pytest.param("x" * 1000, id="longer than any word"),
        pytest.param("", id="nothing"),
        pytest.param("grenzfläche", id="letters that no normalised word has"),
    ],
)
def test_what_is_never_corrected(typed: str) -> None:
    assert spelling.corrections([typed]) == {}


def test_a_formula_of_letters_stays_although_a_word_is_near() -> None:
    know("naqcl", "naol")
    assert corrected("nacl") is None


def test_a_formula_or_a_number_is_never_what_was_meant() -> None:
    know("zqxvw3", "zqxvwkj2")
    assert spelling.corrections(["zqxvwk", "zqxvwkj"]) == {}


def test_words_are_corrected_by_one_statement() -> None:
    with CaptureQueriesContext(connection) as asked:
        found = spelling.corrections(["soduim", "interlayr", "xqzvwkpq"])
    assert found == {"soduim": "sodium", "interlayr": "interlayer"}
    assert len(asked) == 1


def test_only_the_first_misspelt_words_of_a_long_text_are_corrected() -> None:
    typed = ["soduim", "interlayr", "elektrolyte", "dendryte", "semicirlce", "cathdoe", "resistvity"]
    assert set(spelling.corrections(typed)) == set(typed[: spelling.MOST_CORRECTED])


def test_a_part_finds_the_words_that_begin_with_it_the_most_frequent_first() -> None:
    know("zqxvwka", entries=2)
    know("zqxvwkb", entries=3)
    assert spelling.word_parts(["zqxv"]) == {"zqxv": ["zqxvwkb", "zqxvwka"]}


def test_a_part_within_words_finds_these_where_none_begins_with_it() -> None:
    know("prezqxv")
    assert spelling.word_parts(["zqxv"]) == {"zqxv": ["prezqxv"]}
    know("zqxvend")
    assert spelling.word_parts(["zqxv"]) == {"zqxv": ["zqxvend"]}


def test_phosphate_is_a_part_of_words_of_the_field() -> None:
    assert "thiophosphate" in spelling.word_parts(["phosphat"])["phosphat"]


@pytest.mark.parametrize("typed", ["zqx", "xqzvwk", "%%%%", "____", "so%u", "x" * 1000])
def test_what_is_no_part_of_any_word_finds_none(typed: str) -> None:
    assert spelling.word_parts([typed]) == {}


def test_a_part_has_at_most_eight_words() -> None:
    know(*(f"zqxv{letter}" for letter in "abcdefghijkl"))
    assert len(spelling.word_parts(["zqxv"])["zqxv"]) == spelling.MOST_PARTS


def test_parts_are_found_by_one_statement() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert set(spelling.word_parts(["phosphat", "dendrit", "xqzvwk"])) == {"phosphat", "dendrit"}
    assert len(asked) == 1


def test_an_asterisk_finds_what_begins_with_even_a_short_part() -> None:
    found = spelling.beginning_with("zir")
    assert {"zirconia", "zirconium"} <= set(found)
    assert all(word.startswith("zir") for word in found)
    assert len(spelling.beginning_with("c", most=3)) == 3


def test_an_asterisk_after_an_unknown_part_finds_nothing() -> None:
    assert spelling.beginning_with("xqzvwk") == spelling.beginning_with("%") == []
