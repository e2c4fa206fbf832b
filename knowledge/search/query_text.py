"""The text of a search taken apart: runs of words, "phrases", -words to leave out, parts* and OR."""

import re
from dataclasses import dataclass
from enum import Enum

from knowledge.search.normalise import fold

_PIECE = re.compile(
    r"""(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))""",
)
_PART = re.compile(r"\w{2,}\*")


class How(Enum):
    RUN = "words, any of which may match"
    PHRASE = "words that must stand side by side"
    UNWANTED = "words that must not stand there"
    PART = "the beginning of a word"
    OR = "what stands before and after means the same"


@dataclass(frozen=True)
class Piece:
    """`text` as it was typed; `words` are its normalised words."""

    how: How
    text: str
    words: tuple[str, ...]


def pieces_of(text: str) -> list[Piece]:
    """The pieces in their order; those without a word are left out.

    Words that stand together are normalised together: `101 ohm cm2`, `In layer` and `b'' alumina` mean
    something only as a whole.
    """
    pieces: list[Piece] = []
    run: list[str] = []
    for found in _PIECE.finditer(text):
        how = _how(found)
        if how is How.RUN:
            run.append(found["word"])
            continue
        _add(pieces, How.RUN, " ".join(run))
        run = []
        _add(pieces, how, found["word"] if found["phrase"] is None else found["phrase"])
    _add(pieces, How.RUN, " ".join(run))
    return pieces


def _how(found: re.Match[str]) -> How:
    if found["minus"]:
        return How.UNWANTED
    if found["phrase"] is not None:
        return How.PHRASE
    if found["word"] == "OR":
        return How.OR
    return How.PART if _PART.fullmatch(found["word"]) else How.RUN


def _add(pieces: list[Piece], how: How, text: str) -> None:
    if how is How.OR:
        pieces.append(Piece(how, text, ()))
        return
    words = tuple(fold(text.rstrip("*") if how is How.PART else text).split())
    if words:
        pieces.append(Piece(how, text, words))
