"""What is looked for here in vain, being no sodium electrolyte: the lithium ones, by their usual names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.chemistry import elements_of
from knowledge.search.normalise import fold

# what it is, and the names under which it is asked for
_LITHIUM_ELECTROLYTES = {
    "a lithium garnet": "LLZO LLZTO LLZNO LLZ",
    "a lithium thiophosphate": "LPS LGPS LSPS LSiPS",
    "a lithium argyrodite": "LPSC LPSCl LPSBr LPSI",
    "a lithium NASICON": "LATP LAGP LISICON",
    "a lithium perovskite": "LLTO",
    "a lithium phosphorus oxynitride glass": "LiPON",
    "a lithium halide": "LYC LYB LIC LZC",
}
_KNOWN = {name.lower(): what for what, names in _LITHIUM_ELECTROLYTES.items() for name in names.split()}


@dataclass(frozen=True)
class OutOfScope:
    """`word` as it was typed, `what` it is: a lithium garnet."""

    word: str
    what: str


def out_of_scope(words: Iterable[str]) -> list[OutOfScope]:
    """Those of the words that name a lithium compound without sodium, each once."""
    return [OutOfScope(word, what) for word in dict.fromkeys(words) if (what := _what(word))]


def _what(word: str) -> str:
    # LiPON reads like a formula
    if what := _KNOWN.get(re.sub(r"\W", "", fold(word))):
        return what
    elements = elements_of(word)
    return "a lithium compound" if {"Li"} < elements and "Na" not in elements else ""
