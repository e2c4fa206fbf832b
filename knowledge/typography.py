"""How plain texts are set: formulae with true subscripts, units that stay with their number.

Texts are stored plain (Na3Zr2Si2PO12, 146 Ω cm²), so that a script can use them and a curator can type
them; this is the one place that makes HTML of them. Nothing in a stored text is markup: all is escaped.
"""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from knowledge.chemistry import is_formula

# Around highlighted words until the text is escaped: private-use characters, which no text contains.
MARK_START, MARK_END = "\ue000", "\ue001"

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT_GROUP = rf"(?:[A-Z][a-z]?(?:{_NUMBER})?)"
_FORMULA = re.compile(rf"(?<![\w.])(?:{_UNIT_GROUP}|\({_UNIT_GROUP}+\)(?:{_NUMBER})?)+(?![A-Za-z])")
_COUNT = re.compile(rf"(?<=[A-Za-z)])({_NUMBER})")

_NUMBER_AND_UNIT = re.compile(
    r"(?<=\d) (?=(?:k?Ω|[mµ]?Ah?|mS|[mk]?V|[MGk]?Pa|°C|[Mkm]?Hz|[nµmc]m|ppm|h|min|Wh|mg|%)(?![A-Za-z]))"
)
_UNIT_AND_UNIT = re.compile(r"(?<=[ΩASVhg]) (?=(?:cm|kg|g)[²³⁻])")
_NO_BREAK_SPACE = "\u00a0"


def typeset(text: str) -> SafeString:
    """Safe HTML of a plain text; words between MARK_START and MARK_END come out as <mark>."""
    html = _FORMULA.sub(_with_subscripts, escape(text))
    html = _NUMBER_AND_UNIT.sub(_NO_BREAK_SPACE, html)
    html = _UNIT_AND_UNIT.sub(_NO_BREAK_SPACE, html)
    return _marked(html)


def highlighted(text: str) -> SafeString:
    """Safe HTML in which <mark> is the only markup."""
    return _marked(escape(text))


def states_a_quantity(text: str) -> bool:
    """Whether a text holds a number with its unit: `9 MPa` yes; `two discs`, `T-AN-01` and `Na3PS4` no."""
    return _NUMBER_AND_UNIT.search(text) is not None


def _with_subscripts(match: re.Match[str]) -> str:
    token = match[0]
    return _COUNT.sub(r"<sub>\1</sub>", token) if is_formula(token) else token


def _marked(html: str) -> SafeString:
    html = html.replace(MARK_START, "<mark>").replace(MARK_END, "</mark>")
    return mark_safe(html)  # noqa: S308  every part was escaped above
