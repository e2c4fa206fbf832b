"""One spelling of English for documents and queries: the American one, which PostgreSQL's stemmer knows.

The rules need not be right for every word, only the same for both sides; what they must not do is to make one
word of two. Words with -ise that are no verbs in -ize are left alone, or their stems would part
(precise, precision).
"""

import re

_NOT_IZE = (
    "wis|pris|vis|guis|ais|ois|uis|[^i]cis|promis|premis|demis|surmis|expertis|treatis|advertis|practis|chastis"
    "|despis|sunris|upris|paradis|merchandis|franchis|chemis"
)
_VERB_ENDINGS = "e|es|ed|er|ers|ing|able|ation|ations"
# where British doubles the l; not where both do (milled, rolled, controlled)
_DOUBLED_L = (
    "label|model|travel|cancel|fuel|channel|level|tunnel|signal|total|dial|panel|bevel|funnel|barrel|chisel|spiral"
    "|equal|initial|unravel|pencil|swivel"
)

_RULES = tuple(
    (re.compile(british), american)
    for british, american in (
        ("sulph", "sulf"),
        ("aluminium", "aluminum"),
        ("caesium", "cesium"),
        ("^grey", "gray"),
        ("^mould", "mold"),
        ("^artefact", "artifact"),
        ("^ageing$", "aging"),
        ("^disc(s?)$", r"disk\1"),
        ("^programme(s?)$", r"program\1"),
        ("^(catal|anal|dial)ogue(s?)$", r"\1og\2"),
        ("^(judg|acknowledg)ement", r"\1ment"),
        ("^(def|off|lic)ence(s?)$", r"\1ense\2"),
        ("^practis(e|es|ed|ing)$", r"practic\1"),
        ("(behavi|col|fav|vap|neighb|lab|harb|od|flav|hon|hum|endeav|vig|rig|arm)our", r"\1or"),
        ("(cent|fib|lit|met|calib|spect|lust|tit)re(s?)$", r"\1er\2"),
        ("centr(ed|ing)$", r"center\1"),
        ("lys(e|ed|es|er|ers|ing)$", r"lyz\1"),
        (
            rf"^(?![a-z]*(?:{_NOT_IZE})(?:{_VERB_ENDINGS})$)([a-z]{{3,}})is({_VERB_ENDINGS})$",
            r"\1iz\2",
        ),
        (rf"^(re)?({_DOUBLED_L})l(ed|ing|er|ers)$", r"\1\2\3"),
        ("^(focus|bias)s(ed|es|ing)$", r"\1\2"),
    )
)


# most words are in no rule: one search instead of thirty
_IN_A_RULE = re.compile("|".join(f"(?:{british.pattern})" for british, _ in _RULES))


def american(word: str) -> str:
    """A lower-case word in American spelling: behaviour -> behavior, polarisation -> polarization."""
    if not _IN_A_RULE.search(word):
        return word
    for british, spelling in _RULES:
        word = british.sub(spelling, word)
    return word
