"""A result shows the passage that holds most of what was wanted, marked, with nothing cut apart."""

from time import process_time

import pytest

from knowledge.models.record import Passage
from knowledge.search.highlights import best_passages
from knowledge.typography import MARK_END, MARK_START

Wanted = dict[tuple[str, ...], float]
INDIUM: Wanted = {("indium",): 1.0}
VOID: Wanted = {("void",): 1.0}
SHORTS = "Dendrites grow along grain boundaries. Then a short circuit ends the cell."
RESISTANCE = "The resistance of Na|NZSP|Na fell from 2708 to 146 Ω cm² with a MgF2 layer."


def shown(*texts: str, wanted: Wanted, most: int = 1, longest: int = 40) -> list[str]:
    """The passages as a reader sees them, marks as square brackets."""
    passages = [Passage("", text) for text in texts]
    found = best_passages(passages, wanted, most=most, longest_words=longest)
    return [each.text.replace(MARK_START, "[").replace(MARK_END, "]") for each in found]


@pytest.mark.parametrize(
    ("wanted", "marked"),
    [
        (("short", "circuit"), "Then a [short circuit] ends"),
        (("circuit",), "a short [circuit] ends"),
        (("dendrites",), "[Dendrites] grow"),
        (("nzsp",), "Na|[NZSP]|Na"),
        (("mgf2",), "a [MgF2] layer"),
        (("q146ohmcm2",), "to [146 Ω cm²] with"),
        (("q2708ohmcm2",), "from [2708 to 146 Ω cm²] with"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_matched_is_marked_as_it_is_written(wanted: tuple[str, ...], marked: str) -> None:
    (text,) = shown(f"{SHORTS} {RESISTANCE}", wanted={wanted: 1.0})
    assert marked in text
    assert text.count("[") == 1


def test_an_element_is_marked_where_it_stands_and_only_there() -> None:
    assert shown("In this cell an In layer helps.", wanted=INDIUM) == ["In this cell an [In] layer helps."]


def test_a_passage_about_no_indium_is_not_taken_for_one() -> None:
    assert shown("In this cell", "an In layer", wanted=INDIUM) == ["an [In] layer"]


def test_overlapping_matches_have_one_mark() -> None:
    wanted: Wanted = {("short", "circuit"): 2.0, ("circuit",): 1.0}
    assert "a [short circuit] ends" in shown(SHORTS, wanted=wanted)[0]


def test_the_passage_with_most_of_the_weight_is_best() -> None:
    common, rare = "the cell and the cell and the cell", "one dendrite"
    wanted: Wanted = {("cell",): 1.0, ("dendrite",): 3.0}
    assert shown(common, rare, wanted=wanted) == ["one [dendrite]"]


def test_of_two_passages_with_the_same_words_the_one_with_them_together_is_best() -> None:
    apart = f"pressure {'and so on ' * 5}dendrite"
    wanted: Wanted = {("pressure",): 1.0, ("dendrite",): 1.0}
    assert shown(apart, "pressure on a dendrite", wanted=wanted) == ["[pressure] on a [dendrite]"]


def test_nearness_does_not_outweigh_a_word() -> None:
    apart = f"pressure {'and so on ' * 5}dendrite {'and so on ' * 5}void"
    wanted: Wanted = {("pressure",): 1.0, ("dendrite",): 1.0, ("void",): 1.0}
    assert shown("pressure dendrite", apart, wanted=wanted)[0].startswith("[pressure] and")


def test_of_equals_the_earlier_is_best() -> None:
    assert shown("a first void", "a second void", wanted=VOID) == ["a first [void]"]


def test_more_passages_are_given_only_if_they_hold_nearly_as_much() -> None:
    texts = ("pressure", "pressure and dendrite", "dendrite by pressure", "nothing")
    wanted: Wanted = {("pressure",): 1.0, ("dendrite",): 1.0}
    assert len(shown(*texts, wanted=wanted, most=4)) == 2
    assert len(shown(*texts, wanted=wanted)) == 1


def test_a_passage_keeps_its_identifier() -> None:
    passages = [Passage("T-AN-01-C1", "nothing"), Passage("T-AN-01-C2", "a void")]
    assert [each.code for each in best_passages(passages, VOID)] == ["T-AN-01-C2"]


def test_without_a_match_the_first_passage_begins_unmarked() -> None:
    assert shown(SHORTS, RESISTANCE, wanted={("zebra",): 1.0}, longest=3) == ["Dendrites grow along …"]
    assert shown(SHORTS, wanted={}, longest=100) == [SHORTS]


def test_of_nothing_there_is_nothing() -> None:
    assert best_passages([], VOID) == []
    assert shown("", wanted=VOID) == [""]


def test_a_long_passage_is_cut_at_the_sentence_around_its_match() -> None:
    text = f"{'Nothing is said here. ' * 30}Then a void grew. {'And nothing after it. ' * 30}"
    (cut,) = shown(text, wanted=VOID, longest=10)
    assert cut == "… Then a [void] grew. And nothing after it. And nothing …"


def test_a_long_sentence_is_cut_before_its_match() -> None:
    text = f"{'so on ' * 50}void {'and on ' * 50}"
    (cut,) = shown(text, wanted=VOID, longest=10)
    assert cut == "… on so on [void] and on and on and on …"


def test_the_densest_part_is_shown() -> None:
    text = f"void {'so on ' * 50}void and dendrite {'so on ' * 50}"
    (cut,) = shown(text, wanted={("void",): 1.0, ("dendrite",): 1.0}, longest=9)
    assert "[void] and [dendrite]" in cut


def test_neither_a_formula_nor_a_quantity_that_matched_is_cut() -> None:
    text = f"{'so on ' * 50}Na3.4Zr2Si2.4P0.6O12 has 146 Ω cm² {'so on ' * 50}"
    for longest in range(1, 12):
        (cut,) = shown(text, wanted={("q146ohmcm2",): 2.0}, longest=longest)
        assert "[146 Ω cm²]" in cut
        assert set(cut.split()) <= {"…", *text.split(), "[146", "cm²]"}


def test_marks_in_a_text_are_not_taken_for_ours() -> None:
    text = f"a {MARK_START}void{MARK_END}{MARK_END} in a cell"
    wanted: Wanted = {("cell",): 1.0}
    assert shown(text, wanted=wanted) == ["a void in a [cell]"]


@pytest.mark.parametrize(
    "piece", ["(", "short ", "short circuit ", MARK_START, "<sub>", "146 Ω cm² ", "\x00", "146-", "short/"]
)
def test_a_hostile_text_of_200_kb_takes_seconds_not_minutes(piece: str) -> None:
    wanted: Wanted = {("short",): 3.0, ("circuit",): 2.0, ("short", "circuit"): 1.0, ("q146ohmcm2",): 3.0}
    start = process_time()
    best_passages([Passage("", piece * (200_000 // len(piece)))], wanted, most=3)
    # at most 1 s; with anything quadratic it would be minutes
    assert process_time() - start < 15


def test_a_page_of_long_records_is_highlighted_in_a_fraction_of_a_second() -> None:
    claims = [f"{RESISTANCE} {SHORTS} Claim {number}." for number in range(50)]
    page = [[Passage(str(number), text) for number, text in enumerate(claims)] for _ in range(20)]
    wanted: Wanted = {("resistance",): 1.0, ("short", "circuit"): 2.0}
    start = process_time()
    for record in page:
        best_passages(record, wanted)
    assert process_time() - start < 0.5
