"""Quantities as people type them: `2.7 kΩ cm²`, `320 uA/cm2`, `298.15 K`.

Only the edges (the curators' forms, the fixtures) know of other units: what is stored has the one unit that
the name of its field ends in.
"""

import re
import unicodedata
from decimal import Decimal
from functools import cache

from pint import PintError, UnitRegistry

# what a field's name ends in -> the unit its numbers are stored in
STORED_IN = {
    "_ohm_cm2": "Ω cm²",
    "_ma_cm2": "mA cm⁻²",
    "_mah_cm2": "mAh cm⁻²",
    "_mpa": "MPa",
    "_um": "µm",
    "_c": "°C",
    "_hours": "h",
    "_ms_cm": "mS cm⁻¹",
}
# what is named when a text cannot be read; any other prefix of the same units is understood as well
ALLOWED = {
    "Ω cm²": "mΩ cm², Ω cm², kΩ cm², MΩ cm²",
    "mA cm⁻²": "µA cm⁻², mA cm⁻², A cm⁻², A m⁻²",
    "mAh cm⁻²": "µAh cm⁻², mAh cm⁻², Ah cm⁻²",
    "MPa": "Pa, kPa, MPa, GPa, bar",
    "µm": "nm, µm, mm, cm",
    "°C": "°C, K",
    "h": "s, min, h",
    "mS cm⁻¹": "µS cm⁻¹, mS cm⁻¹, S cm⁻¹, S m⁻¹",
}

_NUMBER_THEN_UNIT = re.compile(
    r"(?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?)\s*(?P<unit>\D.*)?", re.ASCII
)
_FACTOR = r"[A-Za-zΩμ]+(?:-?\d)?"
_UNIT = re.compile(rf"{_FACTOR}(?:(?:\s*[*/]\s*|\s+){_FACTOR})*", re.ASCII)
_EXPONENT = re.compile(r"(?<=[A-Za-zΩμ])(-?\d)")
_BETWEEN_FACTORS = re.compile(r"\s*([*/])\s*|\s+")


class NotAQuantity(ValueError):
    """The text cannot be read as a number in that unit; the message says what is allowed."""


def unit_of(field_name: str) -> str | None:
    """The unit in a field's name: `initial_ohm_cm2` -> `Ω cm²`; None for a number without a unit."""
    return next((unit for suffix, unit in STORED_IN.items() if field_name.endswith(suffix)), None)


def to_ohm_cm2(text: str) -> Decimal:
    """An area-specific resistance in Ω cm². Raises NotAQuantity."""
    return read_quantity(text, "Ω cm²")


def read_quantity(text: str, unit: str) -> Decimal:
    """The number in `unit`, one of those in ALLOWED; a text without a unit is in `unit` already.

    The result is exact where the conversion is, without trailing zeros. Raises NotAQuantity.
    """
    parts = _NUMBER_THEN_UNIT.fullmatch(_plain(text))
    if parts is None:
        raise _refusal(text, unit)
    number = Decimal(parts["number"])
    if parts["unit"]:
        number = _converted(number, parts["unit"], unit, text)
    return Decimal(f"{number.normalize():f}")


def _converted(number: Decimal, typed: str, unit: str, text: str) -> Decimal:
    try:
        quantity = _registry().Quantity(number, _as_pint(typed))
        return Decimal(quantity.to(_as_pint(_plain(unit))).magnitude)
    except (PintError, AttributeError, ValueError) as error:
        raise _refusal(text, unit) from error


def _refusal(text: str, unit: str) -> NotAQuantity:
    return NotAQuantity(f"'{text}' cannot be read in {unit}; allowed is a number in {ALLOWED[unit]}")


def _plain(text: str) -> str:
    """One sign for each thing: superscripts as digits, one minus, one mu, one multiplication sign."""
    folded = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")
    return re.sub(r"[·⋅∙×]", "*", folded).replace("^", "").strip()


def _as_pint(unit: str) -> str:
    """`kΩ cm2` -> `kΩ*cm**2`. To pint, C is the coulomb and ohm has a small letter. Raises ValueError."""
    unit = re.sub(r"(?i)ohms?", "ohm", re.sub(r"°\s*C", "degC", unit))
    if not _UNIT.fullmatch(unit):
        raise ValueError(unit)
    return _EXPONENT.sub(r"**\1", _BETWEEN_FACTORS.sub(lambda sign: sign[1] or "*", unit))


@cache
def _registry() -> UnitRegistry[Decimal]:
    """Made when first asked for: reading pint's definitions takes a good part of a second."""
    return UnitRegistry(non_int_type=Decimal)
