"""Formulae have true subscripts, identifiers do not, and nothing in a text is markup."""

import pytest

from knowledge.typography import MARK_END, MARK_START, highlighted, typeset


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Na3Zr2Si2PO12", "Na<sub>3</sub>Zr<sub>2</sub>Si<sub>2</sub>PO<sub>12</sub>"),
        (
            "Na3.4Zr2Si2.4P0.6O12.",
            "Na<sub>3.4</sub>Zr<sub>2</sub>Si<sub>2.4</sub>P<sub>0.6</sub>O<sub>12</sub>.",
        ),
        ("Na-SiO2", "Na-SiO<sub>2</sub>"),
        ("Na3V2(PO4)3", "Na<sub>3</sub>V<sub>2</sub>(PO<sub>4</sub>)<sub>3</sub>"),
        ("H2O and O2", "H<sub>2</sub>O and O<sub>2</sub>"),
    ],
)
def test_a_formula_gets_subscripts(text: str, html: str) -> None:
    assert typeset(text) == html


@pytest.mark.parametrize(
    "text", ["T-AN-01-C2", "REF-06", "PROT-01-S4.2", "B227187", "C1 and S4", "Q3", "CCD"]
)
def test_an_identifier_is_no_formula(text: str) -> None:
    assert typeset(text) == text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("146 Ω cm²", "146\u00a0Ω\u00a0cm²"),
        ("0.05 mA cm⁻²", "0.05\u00a0mA\u00a0cm⁻²"),
        ("300-400 MPa", "300-400\u00a0MPa"),
        ("1200 °C", "1200\u00a0°C"),
        ("3 methods", "3 methods"),
    ],
)
def test_a_unit_stays_with_its_number(text: str, html: str) -> None:
    assert typeset(text) == html


def test_markup_in_a_text_is_shown_not_obeyed() -> None:
    assert typeset("<script>SiO2</script>") == "&lt;script&gt;SiO<sub>2</sub>&lt;/script&gt;"


def test_a_highlighted_formula_keeps_its_subscripts() -> None:
    text = f"a {MARK_START}SiO2{MARK_END} layer"
    assert typeset(text) == "a <mark>SiO<sub>2</sub></mark> layer"
    assert highlighted(text) == "a <mark>SiO2</mark> layer"
