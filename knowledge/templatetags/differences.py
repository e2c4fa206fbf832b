"""What became of a text, marked word by word."""

import re
from difflib import SequenceMatcher

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_REFERENCE = re.compile(r"\bREF-\d+\b")
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


@register.filter
def becoming(before: str, after: str) -> SafeString:
    """Both texts in one: what is gone in <del>, what came in <ins>."""
    words, others = _WORDS.findall(before), _WORDS.findall(after)
    if not before or not after or max(len(words), len(others)) > _MOST_WORDS:
        return mark_safe(_tagged("del", before) + _tagged("ins", after))  # noqa: S308  escaped
    pieces: list[str] = []
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        if what == "equal":
            pieces.append(escape("".join(words[start:end])))
            continue
        pieces.append(_tagged("del", "".join(words[start:end])))
        pieces.append(_tagged("ins", "".join(others[other_start:other_end])))
    return mark_safe("".join(pieces))  # noqa: S308  every piece is escaped


@register.filter
def with_references(text: str) -> SafeString:
    """The text, with a link to each reference that it names."""

    def link(found: re.Match[str]) -> str:
        return f'<a href="{reverse("reference", args=[found[0]])}">{found[0]}</a>'

    return mark_safe(_REFERENCE.sub(link, escape(text)))  # noqa: S308  escaped before the links are put in


def _tagged(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>" if text else ""


def _marked(text: str, other: str, tag: str) -> SafeString:
    words, others = _WORDS.findall(text), _WORDS.findall(other)
    if not others or max(len(words), len(others)) > _MOST_WORDS:
        return mark_safe(_tagged(tag, text))  # noqa: S308  escaped
    pieces: list[str] = []
    for what, start, end, _, _ in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        piece = "".join(words[start:end])
        pieces.append(escape(piece) if what == "equal" else _tagged(tag, piece))
    return mark_safe("".join(pieces))  # noqa: S308  every piece is escaped
