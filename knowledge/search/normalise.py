"""One normaliser for documents and queries: the same name in any notation becomes the same words.

Na₃Zr₂Si₂PO₁₂, Na<sub>3</sub>…, Na3Zr2Si2PO12 and na3zr2si2po12 fold to one word; so do Ω and ohm, µA and uA,
β″-alumina and b''-alumina, behaviour and behavior. Every word that comes out is one token to PostgreSQL's
parser, which takes NZSP/Au for a file path and Na3.4 apart at the point.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from knowledge.chemistry import ELEMENTS, may_be_formula
from knowledge.search.american import american
from knowledge.search.elements import NAMES, element_standing, with_elements_named
from knowledge.search.quantities import is_quantity_word

# longer ones are no words, and would not fit into an index of PostgreSQL
LONGEST_WORD = 100
# addresses of web pages have up to 200 characters and are slow to read; what is longer is not seen twice
_LONGEST_REMEMBERED = 300

_AMBIGUOUS = frozenset((symbol.lower(),) for symbol in NAMES)
_LETTERS = {chr(code): unicodedata.name(chr(code), "").split()[-1:] for code in range(0x391, 0x3CA)}
_GREEK = {
    letter: f" {name[0].lower().replace('lamda', 'lambda')} " for letter, name in _LETTERS.items() if name
}
_BEFORE_DECOMPOSING = str.maketrans({"º": "°", "´": "'"})
_SIGNS = str.maketrans(
    _GREEK
    | {"Ω": "ohm ", "μ": "u", "°": " deg ", "\N{FRACTION SLASH}": "/"}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\N{MINUS SIGN}", "-")
    | dict.fromkeys("‘’′", "'")
    | dict.fromkeys("“”″", '"')
    | {"ø": "o", "Ø": "O", "æ": "ae", "œ": "oe", "ł": "l", "Ł": "L", "đ": "d", "ı": "i"}
    # soft hyphens and spaces without width
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
_TOKEN = re.compile(r"\S+")
_TAGS = re.compile(r"</?su[bp]>", re.IGNORECASE)
# a superscript sign is a charge unless digits follow it, as in cm⁻²
_SUPERSCRIPT_CHARGE = re.compile(r"(?<=[\w)\]])[⁰¹²³⁴-⁹]{0,2}[⁺⁻](?![⁰¹²³⁴-⁹])")
_CHARGE = re.compile(rf"(?<![A-Za-z0-9])({'|'.join(ELEMENTS)})[1-8]?\+(?![A-Za-z0-9])", re.IGNORECASE)
_STATE = re.compile(r"(?<=[A-Za-z0-9])\((?:s|l|g|aq)\)")
_ACCENTS = re.compile("[\u0300-\u036f]")
_POSSESSIVE = re.compile(r"(?<=[a-z0-9])'s(?![a-z0-9])")
_DEGREE_CELSIUS = re.compile(r"(?<![a-z0-9])deg c(?![a-z0-9])")
_BETA = re.compile(r"(?<![a-z0-9])b(?:''|[\"'](?=-?al))")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")
_DECIMAL_COMMA = re.compile(r"(?<![a-z\d.,])0,(?=\d)")
_BARE_DECIMALS = re.compile(r"(?<![a-z\d.])\.(?=\d)")
_GLUED_UNITS = re.compile(r"(?<=[a-z])(?=cm\^?-?[1-3](?![a-z\d]))|(?<=ah)(?=g\^?-1(?!\d))|(?<=ohm)(?=cm)")
# cm^-2, cm-2 and /cm2 are one; so are g-1 and /g
_FIRST_POWER = re.compile(r"(?<![a-z\d-])([ckmnu]?m|k?g|h|s|l|mol)(?:\^-?|-)1(?![a-z\d.])")
_POWER = re.compile(r"(?<![a-z\d])([ckmnu]?m)(?:\^-?|-)([23])(?![a-z\d.])")

_CHUNK = re.compile(r"[a-z0-9.()\[\]{}/]+")
_FRACTION = re.compile(
    rf"(?<=[a-z)\]])([1-8])/([2-9])(?=$|[(\[)\]]|{'|'.join(symbol.lower() for symbol in ELEMENTS)})"
)
_GROUP = re.compile(r"[(\[]{1,2}[a-z]")
_BRACKETS = re.compile(r"[()\[\]{}]")
_DECIMALS_IN_A_WORD = re.compile(r"[a-z][a-z0-9]*(?:(?<=\d)\.\d[a-z0-9]*)+")
_UNITS = "k?ohms?|[num]m|cm[23]?|[mk]?v|[mu]ah?|[mkg]pa|[mk]?hz|min|hours?|h|ppm|wt|degc|deg|kn|mg|ev"
_WORD = re.compile(
    # a number from its unit, and what PostgreSQL would read as a float and a rest
    rf"\d+(?=(?:{_UNITS})(?![a-z0-9]))|\d+\.\d+|\d+e\d+(?=[a-z])|[a-z0-9]+"
)

# where a token may be taken apart for its spans; a slash may also be within a formula
_PIECE = re.compile(r"[^|,;:+=\u2010-\u2015-]+")
_PIECE_WITHOUT_SLASH = re.compile(r"[^/|,;:+=\u2010-\u2015-]+")
_AROUND = frozenset(".,;:!?[]{}\"'“”‘’«»…<>*")

_PREFIX = {"nano": "n", "micro": "u", "milli": "m", "centi": "c", "kilo": "k", "mega": "m", "giga": "g"}
_BASE = {"meter": "m", "amp": "a", "ampere": "a", "volt": "v", "ohm": "ohm", "pascal": "pa", "siemens": "s"}
_BASE |= {"gram": "g", "hertz": "hz"}
_SPELT_UNIT = re.compile(rf"({'|'.join(_PREFIX)})({'|'.join(_BASE)})s?")
_UNIT_NAMES = {
    "micron": "um",
    "microns": "um",
    "ohms": "ohm",
    "kohms": "kohm",
    "kilohm": "kohm",
    "celsius": "degc",
}
_NAMES_BY_LETTERS = {symbol.lower(): name for symbol, name in NAMES.items()}
WORDS_BY_NEIGHBOURS = frozenset(NAMES.values()) | {"degc"}
_DEGREES = frozenset({"deg", "degree", "degrees"})
_JOINING = _DEGREES | {"prime"}


def fold(text: str) -> str:
    """Words of a-z and 0-9 and decimal numbers, separated by single spaces; folding again changes nothing."""
    return " ".join(chain.from_iterable(_folded(text.split())))


def possible_words(text: str) -> set[str]:
    """The distinct words of `fold(text)`, several times faster than in their order.

    What a word is by its neighbours is not asked: of WORDS_BY_NEIGHBOURS all are given that might be there.
    """
    words = set(chain.from_iterable(_each_read(set(text.split()))))
    words.update(name for letters, name in _NAMES_BY_LETTERS.items() if letters in words)
    return words if _DEGREES.isdisjoint(words) else words | {"degc"}


def folded_spans(text: str) -> list[tuple[int, int, str]]:
    """The words of `fold(text)`, each with the start and end of what it was in the text.

    What folds to several words at once (`25°C`) gives each of them the same span.
    """
    return [span for token, words in folded_tokens(text) for span in spans_in(token, words)]


def folded_tokens(text: str) -> list[tuple[re.Match[str], tuple[str, ...]]]:
    """What stands between white space, each with its words; together they are those of `fold(text)`."""
    tokens = list(_TOKEN.finditer(text))
    return list(zip(tokens, _folded([token[0] for token in tokens]), strict=True))


def spans_in(token: re.Match[str], words: Sequence[str]) -> list[tuple[int, int, str]]:
    """The start and end in the whole text of each word of a token, as `folded_tokens` gives them."""
    if len(words) == 1:
        return [(*_trimmed(token.string, *token.span()), words[0])]
    return [(*_trimmed(token.string, *piece), word) for piece, word in _pieces(token, words)]


def _folded(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """The words of each token; none where they went into those of another token."""
    groups = _each_read(tokens)
    if not _AMBIGUOUS.isdisjoint(groups):
        for place, words in enumerate(groups):
            if words in _AMBIGUOUS and (name := element_standing(tokens, place)):
                groups[place] = (name,)
    if _JOINING.isdisjoint(chain.from_iterable(groups)):
        return groups
    return _joined(groups)


def _joined(groups: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """`25 deg C` says degc, `beta double prime` beta, even where several tokens say it."""
    kept: list[tuple[int, str]] = []
    for place, word in ((place, word) for place, words in enumerate(groups) for word in words):
        if word == "prime" and [each for _, each in kept[-2:]] == ["beta", "double"]:
            kept.pop()
        elif word in ("c", "degc") and kept and kept[-1][1] in _DEGREES:
            while kept and kept[-1][1] in _DEGREES:
                place, _ = kept.pop()
            kept.append((place, "degc"))
        else:
            kept.append((place, word))
    regrouped: list[list[str]] = [[] for _ in groups]
    for place, word in kept:
        regrouped[place].append(word)
    return [tuple(words) for words in regrouped]


def _each_read(tokens: Iterable[str]) -> list[tuple[str, ...]]:
    return [_remembered(token) if len(token) <= _LONGEST_REMEMBERED else _read(token) for token in tokens]


def _read(token: str) -> tuple[str, ...]:
    """The words of a token, which has no white space in it."""
    if (token.isascii() and token.isalpha()) or is_quantity_word(token):
        words = [token.lower()]
    else:
        words = [word for chunk in _CHUNK.findall(_plain(token)) for word in _words_of_chunk(chunk)]
    return tuple(_named(word) for word in words if len(word) <= LONGEST_WORD)


# a language has some 50,000 words in use; the same tokens come again and again
_remembered = lru_cache(maxsize=65_536)(_read)


def _plain(token: str) -> str:
    """Lower case, one sign for each thing, numbers and units whole; after it no case tells elements."""
    text = with_elements_named(_TAGS.sub("", token))
    text = _SUPERSCRIPT_CHARGE.sub("", text).translate(_BEFORE_DECOMPOSING)
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).translate(_SIGNS)
    text = _STATE.sub("", _CHARGE.sub(_groups, text)).casefold()
    text = _BETA.sub("beta ", _DEGREE_CELSIUS.sub("degc", _POSSESSIVE.sub("", text)))
    text = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), text)
    text = _BARE_DECIMALS.sub("0.", _DECIMAL_COMMA.sub("0.", text))
    return _POWER.sub(_groups, _FIRST_POWER.sub(_groups, _GLUED_UNITS.sub(" ", text)))


def _groups(match: re.Match[str]) -> str:
    """As r"\1\2" says, which Python reads anew for every text, found or not."""
    return "".join(match.groups())


def _words_of_chunk(chunk: str) -> list[str]:
    """Words of a run of letters, digits, points, slashes and brackets; a formula is one word."""
    words: list[str] = []
    for piece in _FRACTION.sub(_with_r, chunk).split("/"):
        if len(piece) <= LONGEST_WORD:
            piece = _DECIMALS_IN_A_WORD.sub(_with_d, _without_brackets(piece))
        words += _WORD.findall(piece)
    return words


def _with_r(fraction: re.Match[str]) -> str:
    """2/3 -> 2r3, for no element is called R. What is not less than one is no fraction."""
    return f"{fraction[1]}r{fraction[2]}" if fraction[1] < fraction[2] else fraction[0]


def _with_d(word: re.Match[str]) -> str:
    return word[0].replace(".", "d")


def _without_brackets(piece: str) -> str:
    """Na3V2(PO4)3 is one word, `pressure(300)` are two."""
    joined = _BRACKETS.sub("", piece).strip(".")
    is_grouped = _GROUP.search(piece) and may_be_formula(joined.replace(".", "d"))
    return joined if is_grouped else _BRACKETS.sub(" ", piece)


def _named(word: str) -> str:
    """The spelling under which a word is indexed."""
    if len(word) < 4 or not word.isalpha():
        return word
    word = american(word)
    if unit := _SPELT_UNIT.fullmatch(word):
        return _PREFIX[unit[1]] + _BASE[unit[2]]
    return _UNIT_NAMES.get(word, word)


def _pieces(token: re.Match[str], words: Sequence[str]) -> list[tuple[tuple[int, int], str]]:
    """Each word of a token with the span of its own piece, if the pieces have the words of the whole."""
    start = token.start()
    if not words:
        return []
    for piece_of in (_PIECE_WITHOUT_SLASH, _PIECE):
        pieces = list(piece_of.finditer(token[0]))
        spans = [
            ((start + piece.start(), start + piece.end()), word)
            for piece, of_it in zip(pieces, _each_read([piece[0] for piece in pieces]), strict=True)
            for word in of_it
        ]
        if [word for _, word in spans] == list(words):
            return spans
    return [(token.span(), word) for word in words]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the punctuation around a word; a bracket that has its partner within stays."""
    core = text[start:end]
    if core.isalnum() or len(core) > LONGEST_WORD:
        return start, end
    while core[-1:] in _AROUND or (
        core[-1:] == ")" and (core[0] == "(" or core.count("(") < core.count(")"))
    ):
        core = core[:-1]
    end = start + len(core)
    while core[:1] in _AROUND or (core[:1] == "(" and core.count("(") > core.count(")")):
        core = core[1:]
    return end - len(core), end
