"""The same quantity is the same word in every notation, and what is no quantity has none."""

import random
from decimal import Decimal
from time import process_time

import pytest

from knowledge.search.normalise import fold
from knowledge.search.quantities import is_quantity_word, may_state, quantities_in, quantity_spans
from knowledge.services.units import read_quantity


@pytest.mark.parametrize(
    ("word", "notations"),
    [
        (
            "q101ohmcm2",
            [
                *("101 Ω cm²", "101 ohm cm2", "101 Ohm·cm^2", "0.101 kΩ cm²", "101 Ωcm²", "101ohm*cm^2"),
                *(
                    "101 \N{OHM SIGN} cm<sup>2</sup>",
                    "101 ± 5 Ω cm²",
                    "~101 Ω cm²",
                    "0.0101 Ω m²",
                    "101 ohms cm2",
                ),
            ],
        ),
        (
            "q0d5macm2",
            [
                *("0.5 mA cm⁻²", "500 µA/cm2", "500 uA cm-2", "500 μA cm^-2", "0.5 ma cm-2", "0.5 mAcm-2"),
                *("0.5 mA per cm2", "5 A m⁻²", "0,5 mA cm⁻²", ".5 mA/cm²", "500 microamps/cm2"),
            ],
        ),
        ("q9mpa", ["9 MPa", "90 bar", "9000 kPa", "0.009 GPa", "9 mpa", "9-MPa", "9 megapascal"]),
        (
            "q25degc",
            ["25 °C", "25°C", "298.15 K", "25 deg C", "25 degC", "25 degrees Celsius", "25℃", "25 C"],
        ),
        ("qm20degc", ["-20 °C", "−20 °C", "at -20 °C"]),
        ("q1000000hz", ["1 MHz", "1000 kHz", "1e6 Hz", "1×10⁶ Hz", "1 mhz"]),
        ("q0d001hz", ["1 mHz", "0.001 Hz"]),
        ("q0d04um", ["40 nm", "0.04 µm", "0.04 micron", "40 nanometres", "0.00004 mm"]),
        ("q0d01v", ["10 mV", "0.01 V", "10 millivolts"]),
        ("q3mahcm2", ["3 mAh cm⁻²", "3 mAh/cm2", "3 mA h cm-2", "3 mahcm-2"]),
        ("q100mahg", ["100 mAh g⁻¹", "100 mAh/g", "0.1 Ah g-1", "100mAhg-1"]),
        (
            "q0d1mscm",
            [
                *(
                    "0.1 mS cm⁻¹",
                    "1e-4 S/cm",
                    "10⁻⁴ S cm⁻¹",
                    "1×10⁻⁴ S cm-1",
                    "1 x 10-4 S/cm",
                    "10^-4 S cm-1",
                ),
                *("0.1 ms cm-1", "1×10<sup>-4</sup> S cm<sup>-1</sup>", "0.01 S/m"),
            ],
        ),
        ("q2h", ["2 h", "120 min", "7200 s", "2 hours", "2-h", "2 hrs"]),
        ("q95pct", ["95 %", "95%", "95.0 percent", "95 per cent"]),
        ("q5wtpct", ["5 wt%", "5 wt.%", "5 wt %", "5 weight%"]),
        ("q0d5ppm", ["<0.5 ppm", "0.5 ppm", "≤ 0.5 ppm"]),
        ("q0d1crate", ["0.1C", "0.1 C", "C/10", "0.1c", "C / 10"]),
        ("q2708ohmcm2", ["2,708 Ω cm²", "2708 Ω cm²", "2 708 Ω cm²", "2.708 kΩ cm²", "2,7080 kΩ cm²"]),
        ("q5degcmin", ["5 °C/min", "5 °C min⁻¹", "5 K/min"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_quantity_is_one_word_in_every_notation(word: str, notations: list[str]) -> None:
    assert {each: quantities_in(each) for each in notations} == {each: [word] for each in notations}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("300-400 MPa", ["q300mpa", "q400mpa"]),
        ("300–400 MPa", ["q300mpa", "q400mpa"]),
        ("300 -400 MPa", ["q300mpa", "q400mpa"]),
        ("300 to 400 MPa", ["q300mpa", "q400mpa"]),
        ("2708 → 146 Ω cm²", ["q2708ohmcm2", "q146ohmcm2"]),
        ("from 2708 down to 146 Ω cm²", ["q2708ohmcm2", "q146ohmcm2"]),
        ("-20 to 60 °C", ["qm20degc", "q60degc"]),
        ("0.05, 0.1 and 0.2 mA cm-2", ["q0d05macm2", "q0d1macm2", "q0d2macm2"]),
        ("10-20 MPa", ["q10mpa", "q20mpa"]),
        ("1 MHz to 0.1 Hz", ["q1000000hz", "q0d1hz"]),
        ("pressed at 300 MPa for 5 min a pellet", ["q300mpa", "q0d08333h"]),
    ],
)
def test_a_unit_counts_for_all_numbers_before_it(text: str, words: list[str]) -> None:
    assert quantities_in(text) == words


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "3 methods",
            "1200 cycles",
            "Na3.4 V",
            "S4.2 V",
            "Na3(VOPO4)2F",
            "Sb 3d and Na 1s",
            "2-NFZC",
            "T-AN-01",
        ),
        *(
            "REF-06",
            "±",
            "5",
            "10.1021/acsami.2c12759",
            "1" * 40 + " V",
            "1e99 V",
            "4.2.1 Voltage",
            "in 2022",
        ),
    ],
)
def test_what_is_no_quantity_has_no_word(text: str) -> None:
    assert quantities_in(text) == []


def test_a_rate_above_any_cell_s_is_a_temperature() -> None:
    assert quantities_in("cycled at 2C and 60 C") == ["q2crate", "q60degc"]


def test_a_span_reaches_from_the_number_to_the_end_of_its_unit() -> None:
    text = "fell from 2708 to 146 Ω cm² at 25°C (C/10)."
    assert [text[start:end] for start, end, _ in quantity_spans(text)] == [
        "2708 to 146 Ω cm²",
        "146 Ω cm²",
        "25°C",
        "C/10",
    ]


@pytest.mark.parametrize(
    ("text", "stored_in", "name"),
    [
        ("2.7 kΩ cm²", "Ω cm²", "ohmcm2"),
        ("0.27 Ω m²", "Ω cm²", "ohmcm2"),
        ("320 µA cm⁻²", "mA cm⁻²", "macm2"),
        ("3.2 A m⁻²", "mA cm⁻²", "macm2"),
        ("250 µAh cm⁻²", "mAh cm⁻²", "mahcm2"),
        ("15 bar", "MPa", "mpa"),
        ("300 kPa", "MPa", "mpa"),
        ("40 nm", "µm", "um"),
        ("0.5 cm", "µm", "um"),
        ("298.15 K", "°C", "degc"),
        ("90 min", "h", "h"),
        ("18 s", "h", "h"),
        ("0.02 S m⁻¹", "mS cm⁻¹", "mscm"),
    ],
)
def test_units_are_worth_what_pint_says(text: str, stored_in: str, name: str) -> None:
    stored: Decimal = read_quantity(text, stored_in)
    assert quantities_in(text) == [f"q{stored}{name}".replace(".", "d")]


@pytest.mark.parametrize("word", ["q101ohmcm2", "q0d5macm2", "qm20degc", "q5wtpct", "q0v"])
def test_a_quantity_word_is_known_and_stays_itself(word: str) -> None:
    assert is_quantity_word(word)
    assert fold(word) == word


@pytest.mark.parametrize("word", ["", "q3", "101ohmcm2", "q101", "quartz", "q101ohmcm2x", "na3ps4"])
def test_other_words_are_no_quantity_words(word: str) -> None:
    assert not is_quantity_word(word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("0.101 kΩ cm²", "q101ohmcm2"),
        ("12 500 Hz", "q12500hz"),
        ("12,500 Hz", "q12500hz"),
        ("298.15 K", "q25degc"),
        ("0 V", "q0v"),
    ],
)
def test_a_text_that_states_a_quantity_may_state_it(text: str, word: str) -> None:
    assert may_state(text, word)
    assert quantities_in(text) == [word]


def test_a_text_without_the_digits_may_not_state_a_quantity() -> None:
    assert not may_state("146 Ω cm²", "q101ohmcm2")


def test_random_texts_neither_fail_nor_give_words_that_are_none() -> None:
    parts = [
        "5",
        "10",
        "0",
        "2,708",
        ".",
        ",",
        "-",
        "−",
        "±",
        "×",
        "x",
        "X",
        "10⁻⁴",
        "^",
        "e",
        " ",
        "to ",
        "and ",
    ]
    parts += [
        " mA",
        " cm⁻²",
        "Ω",
        "µA",
        "/",
        "°",
        "C",
        "MPa",
        "%",
        "wt",
        "K",
        "<sup>",
        "</sup>",
        "²",
        "\n",
        "\ue000",
    ]
    parts += ["٣", "C/", "(", ")", "→", "..."]
    rng = random.Random(5)  # noqa: S311  the same texts in every run
    found = 0
    for _ in range(20_000):
        text = "".join(rng.choices(parts, k=rng.randint(1, 14)))
        for start, end, word in quantity_spans(text):
            assert 0 <= start < end <= len(text)
            assert is_quantity_word(word), text
            found += 1
    assert found > 1000


@pytest.mark.parametrize(
    "piece", ["(", "1-", "1", "1,000", "1 to ", "10^", "1±", "5 m", "1.1", "C/", "1, 2", "1 000 "]
)
def test_a_hostile_text_of_200_kb_takes_seconds_not_minutes(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = process_time()
    quantities_in(text)
    # at most 0.4 s; with a quadratic rule it would be minutes
    assert process_time() - start < 10
