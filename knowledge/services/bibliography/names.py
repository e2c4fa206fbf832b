"""Names of authors in parts, by the rule that BibTeX has for names written out."""

import re
from collections.abc import Sequence

# keys as CSL names them: family, given, non-dropping-particle, suffix, or literal alone
Name = dict[str, str]

OTHERS: Name = {"literal": "et al."}
_OTHERS = re.compile(r",?\s*\bet\.? al\.?$")
SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}


def names(authors: Sequence[str]) -> list[Name]:
    """One for each author; that there are others, whom nobody has recorded, is said once, at the end."""
    shortened = [_OTHERS.sub("", author.strip()) for author in authors]
    found = [name_of(author) for author in shortened if author]
    is_short = any(_OTHERS.search(author.strip()) for author in authors)
    return [*found, OTHERS] if is_short else found


def name_of(text: str) -> Name:
    """`Family, Given` as it stands, else the last word is the family name, after particles in small letters.

    >>> name_of("Johannes van der Waals")
    {'family': 'Waals', 'given': 'Johannes', 'non-dropping-particle': 'van der'}
    """
    family, comma, given = (part.strip() for part in text.partition(","))
    words = family.split() if comma else text.split()
    suffix = words.pop() if len(words) > 1 and words[-1].lower() in SUFFIXES else ""
    small = [place for place, word in enumerate(words[:-1]) if word[0].islower()]
    if small:
        before, particle, after = words[: small[0]], words[small[0] : small[-1] + 1], words[small[-1] + 1 :]
    else:
        before, particle, after = ([], [], words) if comma else (words[:-1], [], words[-1:])
    parts = {
        "family": " ".join(after),
        "given": given if comma else " ".join(before),
        "non-dropping-particle": " ".join(particle),
        "suffix": suffix,
    }
    return {part: value for part, value in parts.items() if value}


def inverted(name: Name) -> str:
    """`van der Waals, Jr., Johannes`: what BibTeX calls von Last, Jr, First."""
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return ", ".join(filter(None, (family, name.get("suffix"), name.get("given"))))
