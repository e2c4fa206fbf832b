"""Plain text of titles that publishers mark up: Na<sub>3</sub>PS<sub>4</sub> &amp; <i>in situ</i>."""

import html
import re

_SMALL = re.compile(r"<(sub|sup)>([^<>]{1,40})</\1>", re.IGNORECASE)
_TAGS = re.compile(
    r"</?(?:i|b|em|strong|scp|sc|sub|sup|span|inf|jats:[a-z]{1,10})(?: [^<>]{0,100})?/?>", re.IGNORECASE
)
_ENTITIES = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
SUBSCRIPTS = str.maketrans("0123456789+-=()x", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₓ")
SUPERSCRIPTS = str.maketrans("0123456789+-=()n−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ⁻")


def plain(text: str) -> str:
    """Without tags; what stands below or above the line becomes small signs where there are such."""
    if "<" in text:
        text = _TAGS.sub(
            "", _SMALL.sub(lambda match: small(match[2], is_below=match[1].lower() == "sub"), text)
        )
    return _ENTITIES.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def small(text: str, *, is_below: bool) -> str:
    signs = SUBSCRIPTS if is_below else SUPERSCRIPTS
    return text.translate(signs) if all(ord(char) in signs for char in text) else text
