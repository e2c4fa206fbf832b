"""What became of a text, marked word by word."""

import re
from difflib import SequenceMatcher

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_WORDS = re.compile(r"\s+|\w+|.")
# beyond this many words the comparison would take longer than the reader
_MOST_WORDS = 2000


@register.filter
def losing(before: str, after: str) -> SafeString:
    """The former text, with what the later one no longer has in <del>."""
    return _marked(before, after, "del")


@register.filter
def gaining(after: str, before: str) -> SafeString:
    """The later text, with what the former one did not have in <ins>."""
    return _marked(after, before, "ins")


def _marked(text: str, other: str, tag: str) -> SafeString:
    words, others = _WORDS.findall(text), _WORDS.findall(other)
    if not others or max(len(words), len(others)) > _MOST_WORDS:
        return mark_safe(f"<{tag}>{escape(text)}</{tag}>" if text else "")  # noqa: S308  escaped
    pieces = []
    for what, start, end, _, _ in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        piece = escape("".join(words[start:end]))
        if piece:
            pieces.append(piece if what == "equal" else f"<{tag}>{piece}</{tag}>")
    return mark_safe("".join(pieces))  # noqa: S308  every piece is escaped
