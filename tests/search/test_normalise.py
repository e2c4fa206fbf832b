"""The same name in any notation folds to the same words."""

import pytest

from knowledge.search.normalise import fold


@pytest.mark.parametrize(
    "notations",
    [
        [
            "Na₃Zr₂Si₂PO₁₂",
            "Na3Zr2Si2PO12",
            "na3zr2si2po12",
            "Na<sub>3</sub>Zr<sub>2</sub>Si<sub>2</sub>PO<sub>12</sub>",
        ],
        ["146 Ω cm²", "146 Ω cm2", "146 ohm cm2"],
        ["320 µA cm⁻²", "320 μA cm-2", "320 uA cm^-2"],
        ["β″-alumina", "β''-alumina", "b''-alumina", "beta-alumina", "Beta alumina"],
        ["NZSP/Au", "NZSP|Au", "NZSP–Au", "nzsp au"],
        ["T-AN-01", "t-an-01", "t an 01"],
    ],
)
def test_notations_fold_together(notations: list[str]) -> None:
    assert {fold(notation) for notation in notations} == {fold(notations[0])}


def test_decimals_of_a_formula_stay_in_the_word() -> None:
    assert fold("Na3.4Zr2Si2.4P0.6O12") == "na3d4zr2si2d4p0d6o12"
    assert fold("Na3.4Zr2Si2.4P0.6O12") != fold("Na3Zr2Si2PO12")


def test_decimals_of_a_number_stay_in_the_number() -> None:
    assert fold("<0.5 ppm.") == "0.5 ppm"


@pytest.mark.parametrize("text", ["", " ", "—", "¿?!", "\ue000"])
def test_a_text_without_words_folds_to_nothing(text: str) -> None:
    assert fold(text) == ""
