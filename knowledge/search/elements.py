"""Element symbols that the index would lose, for they are stop words of English: In, As, I, Be, He and S.

Each is written as the element's name, but only where it stands as one: exactly cased and next to chemistry,
not as a plain word at the start of a sentence. (At, Am and No are stop words too; no battery has them.)
"""

import re
from collections.abc import Sequence

from knowledge.chemistry import ELEMENTS

NAMES = {"In": "indium", "As": "arsenic", "I": "iodine", "Be": "beryllium", "He": "helium", "S": "sulfur"}

_SIGNS = ".,;:!?()[]{}\"'“”‘’*"
# what is said of an element; the first three hardly follow the preposition "in", so they hold everywhere
_CERTAIN = frozenset({"layer", "interlayer", "foil"})
_LIKELY = _CERTAIN | frozenset(
    re.findall(
        r"\S+",
        "alloy alloys anode anodes cathode cathodes coating coatings content counter deposition disc "
        "electrode electrodes film films foils interlayers interphase layers metal nanoparticles particles "
        "powder seed sheet substitution target wire wt% wt.% at% at.% mol%",
    )
)
_BEFORE = frozenset({"metallic", "elemental", "pure", "sputtered", "evaporated", "molten"})
_AND = frozenset({"and", "or", "&", "+"})
_JOINED_TO = frozenset(
    re.findall(
        r"\w+",
        "based bearing coated containing decorated doped free implanted modified poor rich substituted "
        "alloy anode coating foil film interlayer layer metal",
    )
)
# pronouns: "I doped the pellet", "as He films"
_PRONOUNS = frozenset({"I", "He"})

_JOINTS = re.compile(r"([/|:\u2010-\u2015\u2212-])")
_CHARGED = re.compile(r"(?<![A-Za-z0-9])(In|As|I|Be|He|S)(?:[⁰¹²³⁴-⁹]{0,2}[⁺⁻](?![⁰¹²³⁴-⁹])|[1-6]?\+(?!\w))")
_SUBSTANCE = re.compile(r"[A-Z(][A-Za-z0-9.()]{1,100}")
# a cell written in one go has a dozen layers at most
_MOST_PARTS = 60
_CAPITAL_OR_DIGIT = re.compile(r"[A-Z0-9]")


def element_standing(tokens: Sequence[str], place: int) -> str | None:
    """The name of the element that a token stands for, judged by its neighbours; None if for none."""
    symbol = tokens[place].strip(_SIGNS)
    if symbol not in NAMES:
        return None
    before, after = _at(tokens, place - 1), _at(tokens, place + 1)
    stands = (
        (len(symbol) == 2 and tokens[place].strip(".,;:") == f"({symbol})")
        or before.lower() in _BEFORE
        or _is_described(symbol, after, starts=not before or before[-1] in ".!?:;")
        or (before in ("|", "/") and _is_substance(_at(tokens, place - 2), abbreviated=True))
        or (after in ("|", "/") and _is_substance(_at(tokens, place + 2), abbreviated=True))
        or _is_listed(tokens, place)
    )
    return NAMES[symbol] if stands else None


def with_elements_named(token: str) -> str:
    """A token with the names of elements that stand in it: `Na/In` -> `Na/indium`, `In-doped`, `In³⁺`."""
    token = _CHARGED.sub(lambda match: NAMES[match[1]], token)
    parts = _JOINTS.split(token)
    for place in range(0, len(parts), 2) if 1 < len(parts) <= _MOST_PARTS else ():
        symbol = parts[place].strip(_SIGNS)
        if symbol in NAMES and _is_joined(symbol, parts, place):
            parts[place] = parts[place].replace(symbol, NAMES[symbol])
    return "".join(parts)


def _at(tokens: Sequence[str], place: int) -> str:
    return tokens[place] if 0 <= place < len(tokens) else ""


def _is_described(symbol: str, after: str, *, starts: bool) -> bool:
    word = after.strip(_SIGNS)
    if symbol in _PRONOUNS or not word:
        return False
    return word in (_CERTAIN if starts and symbol != "As" else _LIKELY if not starts else ())


def _is_listed(tokens: Sequence[str], place: int) -> bool:
    """`Sn, In and Bi`, `In and Sn`: a list with another element's symbol."""
    before, after = _at(tokens, place - 1), _at(tokens, place + 1)
    follows = before if before.endswith(",") else _at(tokens, place - 2) if before in _AND else ""
    leads = after if tokens[place].endswith(",") else _at(tokens, place + 2) if after in _AND else ""
    return _is_substance(follows, abbreviated=False) or _is_substance(leads, abbreviated=False)


def _is_joined(symbol: str, parts: Sequence[str], place: int) -> bool:
    """Whether a substance or a word that is said of elements is joined to the symbol by a dash or slash."""
    for joint, other in ((place - 1, place - 2), (place + 1, place + 2)):
        neighbour = _at(parts, other)
        if _is_substance(neighbour, abbreviated=_at(parts, joint) in ("|", "/")):
            return True
    return _at(parts, place + 1) not in ("", "/", "|", ":") and parts[place + 2].strip(_SIGNS) in _JOINED_TO


def _is_substance(text: str, *, abbreviated: bool) -> bool:
    """A symbol of two letters (V, C and O have other meanings), a formula, or an abbreviation like NZSP."""
    name = text.strip(_SIGNS)
    if name in ELEMENTS:
        return len(name) == 2
    if not _SUBSTANCE.fullmatch(name) or len(_CAPITAL_OR_DIGIT.findall(name)) < 2:
        return False
    return abbreviated or any(character.isdigit() for character in name)
