"""When two titles are the same title, and when two references are the same work."""

import unicodedata

from knowledge.search.normalise import fold
from knowledge.services.reference_reading.fitting import bare_doi

# scripts of which `fold` keeps every letter
_FOLDED_SCRIPTS = ("LATIN", "GREEK")


def title_key(title: str) -> str:
    """Equal for titles that differ in case, punctuation, sub- and superscripts or Greek letters alone.

    In lower case, so that "In" at the head of a title never becomes indium.
    """
    lower = unicodedata.normalize("NFKC", title).lower()
    if all(_is_folded(char) for char in lower if char.isalpha()):
        return fold(title.lower())
    spaced = (char if char.isalnum() else " " for char in lower)
    return " ".join("".join(spaced).split())


def doi_key(doi: str) -> str:
    return bare_doi(doi).casefold()


def years_agree(one: int | None, other: int | None) -> bool:
    """Equal, or one of them unknown."""
    return one is None or other is None or one == other


def _is_folded(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith(_FOLDED_SCRIPTS) or char in "µ\u02b9"
