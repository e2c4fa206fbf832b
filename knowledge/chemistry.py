"""What the names of substances say: which tokens are formulae, and of which elements.

Formulae are parsed by periodictable, which is imported when first asked (100 ms); what it reads wrongly is
refused before it is asked.
"""

import re
import unicodedata
from functools import cache, lru_cache

# Up to uranium: no heavier element occurs in a battery, and No, Am, Es and Md are words or units.
ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr "
        "Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb "
        "Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U",
    )
)
# A lone element with a number is mostly a label (C1, S4); these are molecules.
DIATOMIC = frozenset({"H2", "N2", "O2", "F2", "Cl2", "Br2", "I2"})
# periodictable writes American; these are the other spellings in use
_OTHER_NAMES = {"aluminium": "Al", "caesium": "Cs", "sulphur": "S"}
# the longest formula of the fixtures has 31 characters; a bound for hostile ones, which nest deep
LONGEST_FORMULA = 120

_SYMBOL = re.compile(r"[A-Z][a-z]?")
# what periodictable knows beside formulae (isotopes, densities, mixtures) is written with other characters
_PLAIN_FORMULA = re.compile(rf"[A-Za-z0-9.()]{{1,{LONGEST_FORMULA}}}")
# all but molmass read CuSO4.5H2O as 4.5 oxygen atoms; the point of a hydrate is a raised one
_HYDRATE_WITH_A_FULL_STOP = re.compile(r"\d\.\d*H2O")

_TAGS = re.compile(r"</?su[bp]>", re.IGNORECASE)
_BRACKETS = str.maketrans("[]{}\u2044\u2212", "()()/-", ",")
# β″-, beta"-, g-, P2- before a formula name its structure
_PHASE = re.compile(r"(?<![A-Za-z0-9])(?:[a-zα-ω]|beta|[PO]\d)['\"\u2032\u2033]*-(?=[A-Z(])")
_STATE = re.compile(r"\((?:s|l|g|aq)\)")
_CHARGE = re.compile(r"\^?\d*[-+](?![^\W_]|\()")
_UNKNOWN = "[mnxyzδ]"
# 12, 3.4, 2/3, x, 3-x, 1+n, 5x-1, each after an element or a bracket
_COUNT = re.compile(
    rf"(?P<part>{'|'.join(sorted(ELEMENTS, key=lambda symbol: (-len(symbol), symbol)))}|\))"
    rf"(?:\d+(?:\.\d+)?(?:/\d+|{_UNKNOWN}(?:[-+]\d+)?|[-+]\d?{_UNKNOWN})?|{_UNKNOWN})(?![a-z])"
)
_BETWEEN_COMPOUNDS = re.compile(r"[-\u2013\u2014·•⋅*|/:\s]+")

# the counts that knowledge/search/normalise.py writes: 3d4 for 3.4, 2r3 for 2/3; x, y and z are unknown ones
_FOLDED_COUNT = re.compile(r"(?:\d+(?:d\d+)?(?:r\d+)?)?")
_UNKNOWN_COUNTS = frozenset("xyz")
_LOWER_CASE = {symbol.lower(): symbol for symbol in ELEMENTS}
# a word has a handful of readings; those of a hostile one double with every other letter
_MOST_READINGS = 64


def is_formula(token: str) -> bool:
    """Whether a token is a chemical formula with at least one count: NaCl2 yes; Au, C1 and REF-06 no."""
    symbols = _SYMBOL.findall(token)
    if not any(character.isdigit() for character in token) or not ELEMENTS.issuperset(symbols):
        return False
    if len(symbols) == 1:
        return token in DIATOMIC
    return bool(_parsed(token))


def elements_of(formula: str) -> frozenset[str]:
    """The symbols in a properly cased formula in any notation; empty if it is none.

    Counts may be subscripts, decimals, fractions or unknown (Na3-xY1-xZrxCl6), groups stand in any brackets,
    and several compounds make one (2NaF-ZrCl4). Phase (β-), charge and state, as in Na(l), count for nothing.
    Abbreviations that happen to be symbols (NaSICON) are taken for formulae.
    """
    if len(formula) > LONGEST_FORMULA:
        return frozenset()
    plain = unicodedata.normalize("NFKC", _TAGS.sub("", formula)).translate(_BRACKETS)
    for nothing in (_STATE, _CHARGE, _PHASE):
        plain = nothing.sub("", plain)
    compounds = [_parsed(each) for each in _BETWEEN_COMPOUNDS.split(_COUNT.sub(r"\g<part>", plain)) if each]
    return frozenset().union(*compounds) if all(compounds) else frozenset()


def may_be_formula(word: str) -> bool:
    """Whether a folded word (na3d4zr2si2d4p0d6o12, alf3) can be read as element symbols with counts.

    Its case is lost, so it may be something else as well. It has a digit and two elements, or is like O2.
    """
    if word.isalpha():
        return False
    return word.capitalize() in DIATOMIC or any(len(reading) > 1 for reading in elements_of_folded(word))


@lru_cache(maxsize=4096)
def elements_of_folded(word: str) -> frozenset[frozenset[str]]:
    """The sets of elements that a folded word may be written with: `po4` is {P, O} or {Po}; empty if none."""
    # the readings of what stands before each place where an element may begin
    readings: dict[int, set[frozenset[str]]] = {start: {frozenset()} for start in _ends(word, 0)}
    for place in range(min(len(word), LONGEST_FORMULA)):
        so_far = readings.get(place, set())
        if len(so_far) > _MOST_READINGS:
            return frozenset()
        for length in (1, 2):
            symbol = _LOWER_CASE.get(word[place : place + length])
            if symbol is not None and so_far:
                for end in _ends(word, place + length):
                    readings.setdefault(end, set()).update(reading | {symbol} for reading in so_far)
    return frozenset(reading for reading in readings.get(len(word), set()) if reading)


def element_name(symbol: str) -> str | None:
    """Au -> gold, in American spelling as the index has it; None for what is no element."""
    return _names().get(symbol)


def element_symbol(name: str) -> str | None:
    """gold -> Au, aluminium and aluminum -> Al, in any case; None for what is no element."""
    return _symbols().get(name.casefold())


def _ends(word: str, place: int) -> tuple[int, ...]:
    """Here, behind the number that begins here, and behind an x after it: 3zr may be 3z r or 3 zr."""
    behind = place + len(_counted(word, place))
    unknown = (behind + 1,) if word[behind : behind + 1] in _UNKNOWN_COUNTS else ()
    return tuple(dict.fromkeys((place, behind, *unknown)))


def _counted(word: str, place: int) -> str:
    found = _FOLDED_COUNT.match(word, place)
    return found[0] if found else ""


@lru_cache(maxsize=4096)
def _parsed(formula: str) -> frozenset[str]:
    """The symbols of a formula with plain counts; empty where periodictable fails or reads it wrongly."""
    if not _PLAIN_FORMULA.fullmatch(formula) or _HYDRATE_WITH_A_FULL_STOP.search(formula):
        return frozenset()
    from periodictable import formula as parse
    from pyparsing import ParseException

    try:
        symbols = frozenset(str(atom) for atom in parse(formula).atoms)
    except (ValueError, ParseException, RecursionError):
        return frozenset()
    return symbols if symbols <= ELEMENTS else frozenset()


@cache
def _names() -> dict[str, str]:
    import periodictable

    return {each.symbol: each.name for each in periodictable.elements if each.symbol in ELEMENTS}


@cache
def _symbols() -> dict[str, str]:
    return {name: symbol for symbol, name in _names().items()} | _OTHER_NAMES
