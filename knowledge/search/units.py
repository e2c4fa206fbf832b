"""The units of the field, read from prose: any prefix, exponent and notation of them.

The table is our own, not pint's: a pattern of all units is needed anyway to find quantities in a text, and
the first search of a process must not wait half a second for pint. The tests hold both against each other.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

# exponents of metre, kilogram, second, ampere, mole and kelvin
Dimension = tuple[int, ...]


class ReadUnit(NamedTuple):
    """A number times `factor` plus `offset` is in the unit whose letters are `name`; `length` is that of the
    text which the unit takes up.
    """

    name: str
    factor: Decimal
    offset: Decimal
    length: int


_SYMBOLS = {
    "Ω": ("1", (2, 1, -3, -2, 0, 0)),
    "S": ("1", (-2, -1, 3, 2, 0, 0)),
    "F": ("1", (-2, -1, 4, 2, 0, 0)),
    "V": ("1", (2, 1, -3, -1, 0, 0)),
    "A": ("1", (0, 0, 0, 1, 0, 0)),
    "Ah": ("3600", (0, 0, 1, 1, 0, 0)),
    "W": ("1", (2, 1, -3, 0, 0, 0)),
    "Wh": ("3600", (2, 1, -2, 0, 0, 0)),
    "J": ("1", (2, 1, -2, 0, 0, 0)),
    "eV": ("1.602176634e-19", (2, 1, -2, 0, 0, 0)),
    "N": ("1", (1, 1, -2, 0, 0, 0)),
    "Pa": ("1", (-1, 1, -2, 0, 0, 0)),
    "bar": ("1e5", (-1, 1, -2, 0, 0, 0)),
    "Hz": ("1", (0, 0, -1, 0, 0, 0)),
    "m": ("1", (1, 0, 0, 0, 0, 0)),
    "Å": ("1e-10", (1, 0, 0, 0, 0, 0)),
    "L": ("1e-3", (3, 0, 0, 0, 0, 0)),
    "g": ("1e-3", (0, 1, 0, 0, 0, 0)),
    "mol": ("1", (0, 0, 0, 0, 1, 0)),
    "s": ("1", (0, 0, 1, 0, 0, 0)),
    "min": ("60", (0, 0, 1, 0, 0, 0)),
    "h": ("3600", (0, 0, 1, 0, 0, 0)),
    "d": ("86400", (0, 0, 1, 0, 0, 0)),
    "K": ("1", (0, 0, 0, 0, 0, 1)),
    "°C": ("1", (0, 0, 0, 0, 0, 1)),
}
_PREFIXES = {"n": "1e-9", "µ": "1e-6", "m": "1e-3", "c": "1e-2", "k": "1e3", "M": "1e6", "G": "1e9"}

# the letters of the index word -> the unit its number is in, which is the one the field writes most
_CANONICAL = {
    "ohmcm2": "Ω cm2",
    "ohmcm": "Ω cm",
    "ohm": "Ω",
    "macm2": "mA cm-2",
    "mag": "mA g-1",
    "ma": "mA",
    "mahcm2": "mAh cm-2",
    "mahg": "mAh g-1",
    "mah": "mAh",
    "mscm": "mS cm-1",
    "ufcm2": "µF cm-2",
    "uf": "µF",
    "v": "V",
    "hz": "Hz",
    "mpa": "MPa",
    "kn": "kN",
    "um": "µm",
    "cm2": "cm2",
    "mg": "mg",
    "mgcm2": "mg cm-2",
    "gcm3": "g cm-3",
    "h": "h",
    "degc": "°C",
    "degcmin": "°C min-1",
    "ev": "eV",
    "kjmol": "kJ mol-1",
    "whkg": "Wh kg-1",
}
# shares and rates stand alone and have no prefix; a weight per cent is not an atomic one
_SHARES = {"%": "pct", "wt%": "wtpct", "at%": "atpct", "mol%": "molpct", "vol%": "volpct", "ppm": "ppm"}
RATE = "crate"
NAMES = frozenset(_CANONICAL) | frozenset(_SHARES.values()) | {RATE}

# typed without capitals or with wrong ones; asked where the letters as they stand are no unit of the field
_CASUAL: dict[str, str] = {
    written.lower(): written
    for written in re.findall(
        r"\S+", "mA µA mAh µAh Ah V mV kV Pa kPa MPa GPa Hz kHz MHz S mS µS kN eV kJ Wh kΩ L mL bar min h"
    )
}
_WORDS = {
    "ohm": "Ω",
    "meter": "m",
    "metre": "m",
    "volt": "V",
    "amp": "A",
    "ampere": "A",
    "pascal": "Pa",
    "siemens": "S",
    "hertz": "Hz",
    "gram": "g",
    "hour": "h",
    "hr": "h",
    "minute": "min",
    "second": "s",
    "sec": "s",
    "day": "d",
    "kelvin": "K",
}
_PREFIX_WORDS = {"nano": "n", "micro": "µ", "milli": "m", "centi": "c", "kilo": "k", "mega": "M", "giga": "G"}
_SPELT = re.compile(rf"({'|'.join(_PREFIX_WORDS)})?({'|'.join(_WORDS)})s?")

_DEGREE = r"(?:[°º]\s?C|℃|deg(?:rees?)?\.?\s?C(?:elsius)?|celsius)"
_SYMBOL = (
    rf"(?:{_DEGREE}|microns?|(?:{'|'.join(_PREFIX_WORDS)})?(?:{'|'.join(_WORDS)})s?"
    r"|[nµμumckg]?(?:Ω|\u2126|ohms?|Ah|Wh|eV|Pa|Hz|bar|mol|min|[AVSFNJWmgshLÅK]))"
)
_OHM = re.compile(r"ohms?|\u2126", re.IGNORECASE)
_EXPONENT = r"(?:\^?[-−]?[1-4](?![\d.])|⁻?[¹²³⁴]|<sup>[-−]?[1-4]</sup>)"
_BETWEEN = r"(?:\s?(?:[·⋅∙•×*/]|\bper\b)\s?|[\s.-])"
_FACTOR = re.compile(
    # only these may follow without a sign between: mAcm-2, Ωcm², mAhg⁻¹
    rf"(?P<between>{_BETWEEN})?(?P<symbol>{_SYMBOL})(?P<exponent>{_EXPONENT})?(?!(?!cm|g[-⁻^])[^\W\d_])",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?P<of>wt|at|mol|vol|weight)?\.?\s?(?:%|per\s?cent\b)|(?P<ppm>ppm)\b", re.IGNORECASE)
_MOST_FACTORS = 3
_SUPERSCRIPTS = str.maketrans("⁻−¹²³⁴", "--1234", "^")
_ZERO = Decimal(0)
_KELVIN_OF_ZERO_CELSIUS = Decimal("273.15")


def read_unit(text: str) -> ReadUnit | None:
    """The unit that a text begins with, as much of it as the field uses; None if it begins with none."""
    if share := _SHARE.match(text):
        name = "ppm" if share["ppm"] else _SHARES[_share_of(share["of"])]
        return ReadUnit(name, Decimal(1), _ZERO, share.end())
    factors = _factors(text)
    for number in range(len(factors), 0, -1):
        if unit := _understood(tuple((symbol, exponent) for symbol, exponent, _ in factors[:number])):
            return ReadUnit(*unit, factors[number - 1][2])
    return None


# the same few units come again and again
@lru_cache(maxsize=4096)
def _understood(factors: tuple[tuple[str, int], ...]) -> tuple[str, Decimal, Decimal] | None:
    for reading in (_as_written, _casually):
        if unit := _canonical([(reading(symbol), exponent) for symbol, exponent in factors]):
            return unit
    return None


def _share_of(what: str | None) -> str:
    return f"{(what or '').lower().replace('weight', 'wt')}%"


def _factors(text: str) -> list[tuple[str, int, int]]:
    """(symbol as written, exponent, where it ends) of each factor that a text begins with."""
    factors: list[tuple[str, int, int]] = []
    end = 0
    while len(factors) < _MOST_FACTORS and (found := _FACTOR.match(text, end)):
        between = (found["between"] or "").strip().lower()
        if between and not factors:
            break
        exponent = int(re.sub(r"<.*?>", "", found["exponent"] or "1").translate(_SUPERSCRIPTS))
        factors.append((found["symbol"], -exponent if between in ("/", "per") else exponent, found.end()))
        end = found.end()
    return factors


def _as_written(symbol: str) -> str:
    """One spelling of a symbol, its case kept where it has a meaning: mHz and MHz."""
    if re.fullmatch(_DEGREE, symbol, re.IGNORECASE):
        return "°C"
    if symbol.lower() in ("micron", "microns"):
        return "µm"
    if spelt := _SPELT.fullmatch(symbol.lower()):
        return f"{_PREFIX_WORDS.get(spelt[1], '')}{_WORDS[spelt[2]]}"
    symbol = _OHM.sub("Ω", symbol).replace("μ", "µ")
    return "µ" + symbol[1:] if symbol[0] == "u" else symbol


def _casually(symbol: str) -> str:
    written = _as_written(symbol)
    return _CASUAL.get(written.lower(), written)


def _canonical(factors: Sequence[tuple[str, int]]) -> tuple[str, Decimal, Decimal] | None:
    """The name, factor and offset of a product of units; None if the field does not use it."""
    measure = _product(factors)
    if measure is None or measure[1] not in _names():
        return None
    name, unit = _names()[measure[1]]
    is_kelvin = name == "degc" and factors[0][0] == "K"
    return name, measure[0] / unit, -_KELVIN_OF_ZERO_CELSIUS if is_kelvin else _ZERO


def _product(factors: Sequence[tuple[str, int]]) -> tuple[Decimal, Dimension] | None:
    product = Decimal(1)
    dimension: Dimension = (0,) * 6
    for symbol, exponent in factors:
        single = _single(symbol)
        if single is None:
            return None
        product *= single[0] ** exponent
        dimension = tuple(
            sum(pair) for pair in zip(dimension, (exponent * n for n in single[1]), strict=True)
        )
    return product, dimension


def _single(symbol: str) -> tuple[Decimal, Dimension] | None:
    for prefix, factor in {"": "1", **_PREFIXES}.items():
        base = symbol.removeprefix(prefix)
        if symbol.startswith(prefix) and base in _SYMBOLS:
            number, dimension = _SYMBOLS[base]
            return Decimal(factor) * Decimal(number), dimension
    return None


@cache
def _names() -> dict[Dimension, tuple[str, Decimal]]:
    """The index name of each dimension, and its unit in the units that dimensions are made of."""
    named: dict[Dimension, tuple[str, Decimal]] = {}
    for name, unit in _CANONICAL.items():
        measure = _product([(symbol, exponent) for symbol, exponent, _ in _factors(unit)])
        if measure is None:
            raise ValueError(unit)
        named[measure[1]] = (name, measure[0])
    return named
