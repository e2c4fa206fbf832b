"""One normaliser for documents and queries: the same name in any notation becomes the same words.

Na₃Zr₂Si₂PO₁₂, Na<sub>3</sub>…, Na3Zr2Si2PO12 and na3zr2si2po12 fold to one word; so do Ω and ohm, µA and uA,
β″-alumina and b''-alumina. NFKC alone does not do it: it leaves Greek, primes and dashes, and PostgreSQL's
parser would take NZSP/Au for a file path and Na3.4 apart at the point.
"""

import re
import unicodedata

_TAGS = re.compile(r"</?su[bp]>", re.IGNORECASE)
_NAMED = {
    "Ω": "ohm",
    "μ": "u",
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "σ": "sigma",
    "·": "",
    "*": "",
    "−": "-",
}
_BETA_ALUMINA = re.compile(r"\b(?:b|beta)\s*(?:''|\"|″|′′)")
_NAMED_TABLE = str.maketrans(_NAMED)
# a point between a digit of a formula and its decimals is part of the word: na3.4zr2 -> na3d4zr2
_FORMULA_WITH_DECIMALS = re.compile(r"\b[a-z][a-z0-9()]*\d(?:\.\d[a-z0-9()]*)+")
_NOT_A_WORD = re.compile(r"[^a-z0-9.]+")
_LOOSE_POINT = re.compile(r"(?<!\d)\.|\.(?!\d)")


def fold(text: str) -> str:
    """Lower-case words of letters and digits, separated by single spaces."""
    text = _TAGS.sub("", text)
    # decompose first (the ohm sign becomes Ω), name next: casefold would make an omega of it
    text = unicodedata.normalize("NFKD", text).translate(_NAMED_TABLE).casefold()
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = _BETA_ALUMINA.sub("beta ", text)
    text = _FORMULA_WITH_DECIMALS.sub(lambda match: match[0].replace(".", "d"), text)
    text = re.sub(r"(?<=[a-z0-9])[()](?=[a-z0-9])", "", text)
    text = _LOOSE_POINT.sub(" ", _NOT_A_WORD.sub(" ", text))
    return " ".join(text.split())
