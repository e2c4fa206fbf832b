"""How a value stands in a cell, and back.

A list is joined by " | " (one item a line is read as well); within an item a bar is written \\|, a
backslash \\\\ and a line break \\n. A citation is REF-06 (Table 2) "the quoted words" contradicts: only the
identifier must be there, and a quotation mark within a quote is doubled.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from knowledge.models import Citation
from knowledge.services.fixture_values import Unfit, shown
from knowledge.services.units import unit_of

BETWEEN = " | "
_ITEM = re.compile(r"(?:\\.|[^\\|\n])+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PLAIN_LOCATOR = r"(?:\\.|[^\\()]|\([^()\\]*\))*"
_SHIELDED = re.compile(r"\\([()\\])")
_BRACKET = re.compile(r"([()\\])")
_CITATION = re.compile(
    rf'(?P<reference>[^\s()"]+)(?:\s*\((?P<locator>{_PLAIN_LOCATOR})\))?'
    r'(?:\s*"(?P<quote>(?:[^"]|"")*)")?(?:\s+(?P<stance>supports|contradicts))?',
    re.DOTALL,
)
_WHOLE = re.compile(r"[-+]?\d{1,30}", re.ASCII)
# exponents as long as those of the fixtures: 1e999999999 would fill the memory when it is printed
_NUMBER = re.compile(r"[-+]?(?:\d{1,60}\.?\d{0,60}|\.\d{1,60})(?:[eE][-+]?\d{1,3})?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
_NO_NUMBERS = {"nan", "inf", "-inf", "+inf", "infinity", "-infinity"}
_TRUTHS = {"true": True, "yes": True, "wahr": True, "false": False, "no": False, "falsch": False}
# what a spreadsheet shows where a calculation failed
SPREADSHEET_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}


def joined(items: Iterable[str]) -> str:
    return BETWEEN.join(
        item.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n").replace("\r", "\\r")
        for item in items
    )


def parted(cell: str) -> list[str]:
    """The items of a list, empty ones left out."""
    items = (match[0].strip() for match in _ITEM.finditer(cell.replace("\r\n", "\n")))
    return [_ESCAPED.sub(_unescaped, item) for item in items if item]


def citation(reference: str, locator: str = "", quote: str = "", stance: str = "") -> str:
    text = reference
    if locator:
        is_plain = re.fullmatch(_PLAIN_LOCATOR, locator) and "\\" not in locator
        shielded = locator if is_plain else _BRACKET.sub(r"\\\1", locator)
        text += f" ({shielded})"
    if quote:
        text += ' "{}"'.format(quote.replace('"', '""'))
    return f"{text} {stance}" if stance and stance != Citation.Stance.SUPPORTS else text


def citation_in(item: str) -> dict[str, str]:
    """The fields of a citation as the fixtures have them. Raises Unfit."""
    found = _CITATION.fullmatch(item)
    if found is None:
        raise Unfit(f'is {shown(item)}; must be like REF-06, REF-06 (Table 2) or REF-06 "quote" contradicts')
    parts = {name: value for name, value in found.groupdict().items() if value}
    if "locator" in parts:
        parts["locator"] = _SHIELDED.sub(r"\1", parts["locator"])
    if "quote" in parts:
        parts["quote"] = parts["quote"].replace('""', '"')
    return parts


def value_for(field: "models.Field[Any, Any]", cell: str) -> object:
    """The text of a cell as the type of the fixtures; as it is where it cannot be. Raises Unfit."""
    if isinstance(field, ArrayField):
        return parted(cell)
    if isinstance(field, models.BooleanField):
        return _TRUTHS.get(cell.casefold(), cell)
    if isinstance(field, models.IntegerField):
        return int(whole) if _WHOLE.fullmatch(whole := cell.removesuffix(".0")) else cell
    if isinstance(field, models.DecimalField):
        return _number(field.name, cell)
    return cell


def text_of(value: Any) -> str:
    """A value of the database as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list | tuple):
        return joined(value)
    return str(value)


def _number(name: str, cell: str) -> object:
    if _NUMBER.fullmatch(cell):
        return Decimal(cell)
    if _DECIMAL_COMMA.match(cell):
        raise Unfit(f"is {shown(cell)}; write a decimal point: {cell.replace(',', '.', 1)}")
    if cell.casefold() in _NO_NUMBERS:
        raise Unfit(f"is {shown(cell)}; must be a number, or empty where nothing is known")
    if unit_of(name):
        return cell
    raise Unfit(f"is {shown(cell)}; must be a number")


def _unescaped(match: re.Match[str]) -> str:
    return {"n": "\n", "r": "\r"}.get(match[1], match[1])
