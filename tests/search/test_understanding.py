"""What is looked for besides the very words that were typed."""

import pytest

from knowledge.search.concepts import Alternative
from tests.search.asking import codes_of, find_text, understood

pytestmark = pytest.mark.usefixtures("seed")


def alternatives(text: str) -> dict[str, Alternative]:
    return {
        " ".join(word.word for word in each.words): each
        for concept in understood(text).concepts
        for each in concept.alternatives
    }


def test_another_name_counts_less_than_the_word_itself_and_is_declared() -> None:
    found = alternatives("EIS")
    assert found["electrochemical impedance spectroscopy"].weight < found["eis"].weight
    assert "Electrochemical impedance spectroscopy" in understood("EIS").expanded


@pytest.mark.parametrize(
    ("asked", "also"),
    [("gold", "Au"), ("Au", "Gold"), ("MCI", "mixed conducting interlayer"), ("Impedanz", "impedance")],
)
def test_the_same_thing_is_known_by_other_names(asked: str, also: str) -> None:
    assert also.casefold() in [name.casefold() for name in understood(asked).expanded]


def test_exact_and_quotes_switch_other_names_off() -> None:
    assert understood("EIS", exact=True).expanded == []
    assert understood('"EIS"').expanded == []
    assert find_text("EIS", exact="true").count < find_text("EIS").count


def test_an_element_symbol_that_is_an_english_word_is_one_only_where_it_stands_as_one() -> None:
    assert "indium" in alternatives("In interlayer")
    assert "indium" not in alternatives("voids in interlayer")


def test_a_formula_that_is_no_term_is_found_near_the_materials_of_the_same_elements() -> None:
    found = codes_of("Na3.2Zr2Si2.2P0.8O12", page_size="100")
    assert set(found) >= set(codes_of("", material="nzsp", page_size="100"))


def test_a_formula_with_decimals_stays_itself() -> None:
    assert "na3d4zr2si2d4p0d6o12" in alternatives("Na3.4Zr2Si2.4P0.6O12")


def test_either_side_of_or_is_enough() -> None:
    either = set(codes_of("diffraction OR tomography", page_size="100"))
    assert either == {*codes_of("diffraction", page_size="100"), *codes_of("tomography", page_size="100")}


def test_an_identifier_within_a_question_brings_its_record_first() -> None:
    assert codes_of("what is wrong in t-gb-02")[0] == "T-GB-02"


def test_a_quantity_is_found_in_any_unit_and_notation() -> None:
    first = {codes_of(text)[0] for text in ("2708 Ω cm²", "2708 ohm cm2", "2.708 kΩ·cm^2")}
    assert first == {"RES-01"}


def test_words_that_nothing_has_are_told() -> None:
    assert understood("gold Xqzvwk, Na7.3Xe2?").unknown == ["Xqzvwk", "Na7.3Xe2"]


def test_a_number_is_not_unknown_where_its_quantity_is_found() -> None:
    assert understood("2.708 kΩ·cm^2").unknown == []
