"""Formulae are recognised in every notation, and their elements told; words and labels are left alone."""

import re

import periodictable
import pytest

from knowledge import chemistry
from knowledge.chemistry import (
    ELEMENTS,
    LONGEST_FORMULA,
    element_name,
    element_symbol,
    elements_of,
    elements_of_folded,
    is_formula,
    may_be_formula,
)


@pytest.mark.parametrize("token", ["NaCl2", "Na3Zr2Si2PO12", "Na3.4Zr2Si2.4P0.6O12", "Na3V2(PO4)3", "O2"])
def test_a_token_with_counts_of_elements_is_a_formula(token: str) -> None:
    assert is_formula(token)


@pytest.mark.parametrize("token", ["Au", "NaCl", "C1", "S4", "REF-06", "Q3", "CCD", "NZSP", "B227187", ""])
def test_a_token_without_counts_or_elements_is_none(token: str) -> None:
    assert not is_formula(token)


def test_a_hydrate_with_a_full_stop_is_refused_for_it_would_be_read_as_a_fraction_of_oxygen() -> None:
    assert not is_formula("CuSO4.5H2O")


@pytest.mark.parametrize(
    ("formula", "elements"),
    [
        ("Na₃Zr₂Si₂PO₁₂", "Na Zr Si P O"),
        ("Na<sub>3</sub>PS<sub>4</sub>", "Na P S"),
        ("Na3.4Zr2Si2.4P0.6O12", "Na Zr Si P O"),
        ("Na3-xY1-xZrxCl6", "Na Y Zr Cl"),
        ("Na1+nZr2SinP3-nO12", "Na Zr Si P O"),
        ("NaNbxCl5x-1O", "Na Nb Cl O"),
        ("Na3PS4-xOx", "Na P S O"),
        ("2NaF-ZrCl4", "Na F Zr Cl"),
        ("Na2(B10H10)0.5(B12H12)0.5", "Na B H"),
        ("(ZnO)2-(B2O3)3", "Zn O B"),
        ("P2-Na2/3[Ni1/3Mn2/3]O2", "Na Ni Mn O"),
        ("Na₂⁄₃Fe½Mn½O₂", "Na Fe Mn O"),
        ("(Na,K)NbO3", "Na K Nb O"),
        ("β″-Al2O3", "Al O"),
        ("Na-β''-Al2O3", "Na Al O"),
        ("g-C3N4", "C N"),
        ("CuSO4·5H2O", "Cu S O H"),
        ("Na⁺", "Na"),
        ("Zr4+", "Zr"),
        ("SO₄²⁻", "S O"),
        ("Na(l)", "Na"),
        ("NaCl", "Na Cl"),
    ],
)
def test_the_elements_of_a_formula_are_told_in_any_notation(formula: str, elements: str) -> None:
    assert elements_of(formula) == set(elements.split())


@pytest.mark.parametrize(
    "text",
    ["", "NZSP", "interface", "In-depth", "As-prepared", "pellet", "D2O", "n", "Na3PS4@NYZC", "(", "5"],
)
def test_what_is_no_formula_has_no_elements(text: str) -> None:
    assert elements_of(text) == frozenset()


@pytest.mark.parametrize(
    "word",
    ["na3zr2si2po12", "na3d4zr2si2d4p0d6o12", "nacl6ta", "alf3", "na2co3", "co2", "o2", "na2r3fe1r2o2"],
)
def test_a_folded_formula_may_be_one(word: str) -> None:
    assert may_be_formula(word)


@pytest.mark.parametrize(
    "word", ["nacl", "c1", "s4", "s4d2", "18650", "q101ohmcm2", "l1000", "3d", "", "cell"]
)
def test_a_folded_word_without_two_elements_and_a_count_is_none(word: str) -> None:
    assert not may_be_formula(word)


def test_every_reading_of_a_folded_formula_is_given() -> None:
    assert elements_of_folded("na2co3") == {frozenset({"Na", "C", "O"}), frozenset({"Na", "Co"})}
    assert elements_of_folded("na3d4zr2si2d4p0d6o12") >= {frozenset({"Na", "Zr", "Si", "P", "O"})}
    assert elements_of_folded("xzrxcl6") == {frozenset({"Zr", "Cl"})}


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("gold", "Au"),
        ("Sodium", "Na"),
        ("aluminium", "Al"),
        ("aluminum", "Al"),
        ("caesium", "Cs"),
        ("cesium", "Cs"),
        ("sulphur", "S"),
        ("sulfur", "S"),
    ],
)
def test_an_element_has_a_symbol_in_both_spellings(name: str, symbol: str) -> None:
    assert element_symbol(name) == symbol


def test_a_symbol_has_a_name_and_other_words_have_none() -> None:
    assert element_name("Au") == "gold"
    assert element_name("Nz") is None
    assert element_symbol("nasicon") is None


def test_the_elements_are_those_of_periodictable_up_to_uranium() -> None:
    assert {each.symbol for each in periodictable.elements if 1 <= each.number <= 92} == ELEMENTS


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "Na" * 50_000,
        "(Na" * 35,
        "co" * 50_000 + "1",
        "cosinpb" * 17 + "1",
        "\x00\ue000",
        "Na<sub>",
    ],
    ids=["brackets", "symbols", "nested", "ambiguous", "ambiguous and short", "control", "tag"],
)
def test_a_hostile_text_is_no_formula_and_takes_no_time(text: str) -> None:
    assert not is_formula(text)
    assert elements_of(text) <= {"Na"}
    assert not may_be_formula(text)


def test_the_bound_for_formulae_leaves_room_for_every_real_one() -> None:
    longest = "Na3.4Mg0.1Zr1.9Si2.2P0.8O12"
    assert len(longest) * 3 < LONGEST_FORMULA


def test_periodictable_is_not_imported_before_it_is_asked() -> None:
    with open(chemistry.__file__) as source:
        assert not re.search(r"^(?:import|from) (?:periodictable|pyparsing)", source.read(), re.MULTILINE)
