"""Numbers with units as single words of the index: `101 Ω cm²` in any notation and prefix is q101ohmcm2."""

import re
from collections.abc import Iterator
from decimal import Context, Decimal
from typing import NamedTuple

from knowledge.search.units import NAMES, RATE, read_unit

# Papers state three digits at most of what they measure; the fourth keeps 2708 and 2709 apart.
_ROUNDED = Context(prec=4)
# No solid-state cell is cycled faster than 20C, and few write a temperature below 20 °C without its degree.
FASTEST_RATE = 20
# 1e20 of anything is no measurement
_LONGEST_NUMBER = 20
_LONGEST_UNIT = 40

_SUPERSCRIPT = r"[⁻⁺]?[⁰¹²³⁴-⁹]{1,2}"
_POWER_OF_TEN = rf"10(?:\^[-+−]?\d{{1,2}}(?!\d)|{_SUPERSCRIPT}|<sup>[-−]?\d{{1,2}}</sup>)"
_TIMES = rf"\s?[×x·*]\s?(?:{_POWER_OF_TEN}|10[-−]\d{{1,2}}(?!\d))"
# 2,708 is a thousand, 2,7 is German
_DIGITS = r"(?:(?:[1-9]\d{0,2}(?:[, \u00a0\u2009\u202f]\d{3})+(?!\d)|\d{1,12})(?:[.,]\d{1,12})?|\.\d{1,12})"
_NUMBER = rf"(?>{_POWER_OF_TEN}|{_DIGITS}(?:{_TIMES}|e[-+−]?\d{{1,2}}(?!\d))?)"
_SIGNED = rf"(?:(?<![\w.)%])(?<!\d\s)[-−])?{_NUMBER}"
_PLUS_MINUS = r"\s?(?:±|\+/-)\s?"
_ITEM = rf"{_SIGNED}(?:{_PLUS_MINUS}{_NUMBER})?"
_JOINT = (
    r"(?:\s?(?:[-\u2010-\u2015−→~/]|->|…|\.{2,3})\s?|,?\s(?:to|down\sto|up\sto|and|or|und|bis|vs\.?|versus)\s"
    r"|,\s(?=[\d., ]{1,40}\s(?:and|or|und)\s))(?:[~<>≤≥≈]\s?)?"
)
# the unit behind the last number counts for all; 1s and 3d are orbitals, )2F ends a formula
_NUMBERS = re.compile(
    rf"(?<![\w.)\]])(?!\d[spdf]\b)(?P<numbers>{_ITEM}(?:{_JOINT}{_ITEM}){{0,4}})(?:\s{{0,2}}|-(?=h\b|[^\W\d]{{2}}))"
    r"(?=[A-Za-zΩ\u2126µμ°º℃%Å])",
    re.IGNORECASE,
)
_DIGIT_RUN = re.compile(r"\d+")
_EACH = re.compile(rf"(?P<uncertain>{_PLUS_MINUS})?(?P<number>{_SIGNED})", re.IGNORECASE)
_RATE = re.compile(r"(?:C|(?<=\.\d)c|(?<=\.\d\d)c)(?![\w/°])")
_SLOW_RATE = re.compile(r"(?<![\w/|])C\s?/\s?([1-9]\d{0,2})(?![\w.])")

_SUPERSCRIPTS = re.compile(_SUPERSCRIPT)
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
_SCIENTIFIC = re.compile(r"(?P<sign>-?)(?:(?P<mantissa>.+?)[×x·*])?10(?:\^|(?=-))(?P<exponent>[-+]?\d+)")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?!\d)")
_WORD = re.compile(rf"qm?(?P<digits>\d+(?:d\d+)?)(?P<name>{'|'.join(sorted(NAMES, key=len, reverse=True))})")
# other prefixes of these units shift the point, other units of those change the digits
_NOT_DECIMAL = frozenset({"h", "degc", "degcmin", "crate", "ev", "mah", "mahcm2", "mahg", "whkg"})
_COMPARED_DIGITS = 3
_BETWEEN_DIGITS = str.maketrans("", "", "., \u00a0\u2009\u202f")


class QuantitySpan(NamedTuple):
    """From a number to the end of the unit that counts for it, and the word of both in the index."""

    start: int
    end: int
    word: str


def quantities_in(text: str) -> list[str]:
    """The index word of every number with a unit in a text, in its order: `2708 to 146 Ω cm²` gives two."""
    return [span.word for span in quantity_spans(text)]


def quantity_spans(text: str) -> list[QuantitySpan]:
    """Where the quantities of a text stand, in its order."""
    return sorted([*_with_units(text), *_slow_rates(text)])


def may_state(text: str, word: str) -> bool:
    """Whether a look for a quantity in a text is worth its time: no only where its digits are not there."""
    stated = _WORD.fullmatch(word)
    if stated is None or stated["name"] in _NOT_DECIMAL:
        return True
    digits = stated["digits"].replace("d", "").strip("0")
    return digits[:_COMPARED_DIGITS] in text.translate(_BETWEEN_DIGITS)


def is_quantity_word(word: str) -> bool:
    return _WORD.fullmatch(word) is not None


def _with_units(text: str) -> Iterator[QuantitySpan]:
    for found in _numbers(text):
        end = found.end()
        unit = read_unit(text[end : end + _LONGEST_UNIT])
        if unit is None and not _RATE.match(text, end):
            continue
        for each in _EACH.finditer(text, *found.span("numbers")):
            if each["uncertain"]:
                continue
            number = _value(each["number"])
            if unit is not None:
                word = _word(number * unit.factor + unit.offset, unit.name)
            else:
                word = _word(number, RATE if number <= FASTEST_RATE else "degc")
            if word:
                yield QuantitySpan(each.start("number"), end + (unit.length if unit else 1), word)


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Matches of _NUMBERS; runs of digits are found four times faster than what a number may begin with."""
    done = 0
    for run in _DIGIT_RUN.finditer(text):
        start = run.start()
        if start < done:
            continue
        found = _NUMBERS.match(text, start)
        if start and text[start - 1] in "-−.":
            found = _NUMBERS.match(text, start - 1) or found
        if found:
            done = found.end()
            yield found


def _slow_rates(text: str) -> Iterator[QuantitySpan]:
    for found in _SLOW_RATE.finditer(text):
        yield QuantitySpan(*found.span(), _word(1 / Decimal(found[1]), RATE))


def _value(written: str) -> Decimal:
    plain = "".join(written.lower().split()).replace("<sup>", "^").replace("</sup>", "")
    plain = _SUPERSCRIPTS.sub(r"^\g<0>", plain).translate(_PLAIN)
    if power := _SCIENTIFIC.fullmatch(plain):
        return _decimal(power["sign"] + (power["mantissa"] or "1")).scaleb(int(power["exponent"]))
    return _decimal(plain)


def _decimal(plain: str) -> Decimal:
    """2,708 and 2,708.5 have thousands, 2,7 a decimal comma."""
    return Decimal(plain.replace(",", "") if _GROUPED.match(plain) else plain.replace(",", "."))


def _word(number: Decimal, name: str) -> str:
    """The empty word for a number too long to be one that somebody measured."""
    digits = f"{_ROUNDED.plus(number).normalize():f}" if number else "0"
    if len(digits) > _LONGEST_NUMBER:
        return ""
    return "q" + digits.replace("-", "m").replace(".", "d") + name
