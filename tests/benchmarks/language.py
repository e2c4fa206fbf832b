"""Text as a battery lab writes it, without end: sentences of the knowledge with their words exchanged.

The words that are put in follow the law by which words are distributed in natural text (Zipf), so that some
stand in every third record, most in a few, and each larger corpus has words that no smaller one has (Heaps).
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

# P(rank) falls with rank ** -1.5: some 150,000 distinct words in 100,000 records, 700,000 in a million.
# The shift keeps the most frequent word in 80 % of records rather than in each of them several times.
_SHIFT = 20
# no draw is rarer than this: a word of at most ten syllables
_LEAST = 1e-7
# of the words of a sentence so many are exchanged; the rest keeps phrases alive that many records share
_EXCHANGED = 0.5
_VARIANTS = 3
# a sentence with fewer would stand word for word in many records
_LEAST_EXCHANGED = 2
_SHORTEST_SENTENCE = 5
# curators' notes on how a source was found: prose about files, not about batteries
_NOT_PROSE = {
    "identification_note",
    "doi_seen_in",
    "seen_in",
    "url",
    "doi",
    "verified",
    "pages",
    "how_to_cite",
}

_ONSETS = tuple(re.findall(r"\w+", "b br c ch d dr f fl g gr h j k kl l m n p pr r s st t tr v z"))
_SYLLABLES = [onset + vowel for onset in _ONSETS for vowel in "aeiou"]
_ENDINGS = ("", "n", "r", "l", "m", "t", "nt", "x")
_THREE_SYLLABLES = len(_SYLLABLES) ** 3
# prime to the number of syllables, so that neighbours in rank do not begin alike
_SCATTER = 1_234_577

_UNITS = (
    ("Ω cm²", 1, 10_000),
    ("mA cm⁻²", 0.01, 20),
    ("MPa", 0.1, 500),
    ("°C", 20, 1300),
    ("h", 1, 5000),
    ("mS cm⁻¹", 0.01, 10),
    ("nm", 1, 900),
    ("µm", 1, 900),
    ("mAh g⁻¹", 50, 300),
    ("V", 0.01, 5),
    ("ppm", 0.1, 20),
    ("%", 1, 99),
)
_FAMILIES: tuple[Callable[[random.Random], str], ...] = (
    lambda rng: f"Na{_tenth(rng, 3, 4)}Zr2Si{_tenth(rng, 1, 3)}P{_tenth(rng, 0, 2)}O12",
    lambda rng: f"Na{_tenth(rng, 2, 3)}P{_tenth(rng, 0, 1)}Sb{_tenth(rng, 0, 1)}S4",
    lambda rng: f"Na{_tenth(rng, 2, 3)}Y{_tenth(rng, 0, 1)}Zr{_tenth(rng, 0, 1)}Cl6",
    lambda rng: rng.choice(
        ("Na3PS4", "NaTaCl6", "Na9Sn4", "Na3Zr2Si2PO12", "NaCrO2", "Na5SmSi4O12", "NZSP", "BBA")
    ),
)
_STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "about after also been both does each from have into more most only over same some such than that"
        " their them then there these they this those under very were what when where which while with",
    )
)
_TOKEN = re.compile(r"\d[\d.,–-]*\s?(?:Ω cm²|m[AS] cm⁻[²¹]|MPa|°C|ppm|mAh|nm|µm|h|%|V)(?!\w)|[^\W_]+|[\W_]+")
_FORMULA = re.compile(r"(?:[A-Z][a-z]?\d[\w.]*){2,}|Na\d\w+")
_SENTENCE_END = re.compile(r"(?<=[.;:?])\s+")


class Language:
    """Writes texts; everything depends on the generator that is handed in, and on the fixtures."""

    def __init__(self) -> None:
        sentences = list(_sentences())
        words = Counter(word for sentence in sentences for word in sentence.split() if _is_content(word))
        self._own = [word for word, _ in sorted(words.items(), key=lambda item: (-item[1], item[0]))]
        chance = random.Random(0)  # noqa: S311  no secret: the same at each start
        templates = [_template(sentence, chance) for sentence in sentences for _ in range(_VARIANTS)]
        self._templates = [parts for parts in templates if sum(map(callable, parts)) >= _LEAST_EXCHANGED]

    def word(self, rng: random.Random) -> str:
        """Every second rank is a word of the knowledge, as long as there are any; the rest is invented."""
        rank = int(_SHIFT / (rng.random() + _LEAST) ** 2) - _SHIFT
        rank = max(rank, 0)
        half = rank // 2
        if rank % 2 == 0 and half < len(self._own):
            return self._own[half]
        return invented(rank)

    def words(self, rng: random.Random, number: int) -> str:
        return " ".join(self.word(rng) for _ in range(number))

    def sentence(self, rng: random.Random) -> str:
        parts = [part if isinstance(part, str) else part(self, rng) for part in rng.choice(self._templates)]
        text = "".join(parts)
        return text[0].upper() + text[1:]

    def text(self, rng: random.Random, words: int) -> str:
        """Whole sentences of at least so many words together."""
        sentences = []
        while words > 0:
            sentences.append(self.sentence(rng))
            words -= sentences[-1].count(" ") + 1
        return " ".join(sentences)

    def line(self, rng: random.Random, longest: int) -> str:
        """A sentence without its full stop, at most so many characters, cut between words."""
        text = self.sentence(rng).rstrip(".;: ")
        return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0]

    def name(self, rng: random.Random) -> str:
        """Of an author: family names repeat like other words, but seldom."""
        return f"{chr(rng.randrange(65, 91))}. {invented(rng.randrange(5_000, 60_000)).capitalize()}"


@lru_cache(maxsize=200_000)
def invented(rank: int) -> str:
    """A pronounceable word, another for each rank: three syllables, more beyond the first million."""
    if rank < _THREE_SYLLABLES:
        number, least = rank * _SCATTER % _THREE_SYLLABLES, 3
    else:
        number, least = rank - _THREE_SYLLABLES, 4
    syllables: list[str] = []
    while number or len(syllables) < least:
        number, place = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[place])
    return "".join(syllables) + _ENDINGS[rank % len(_ENDINGS)]


def quantity(rng: random.Random) -> str:
    """A number with its unit, every size as likely as any other: `101 Ω cm²`, `0.32 mA cm⁻²`."""
    unit, least, most = rng.choice(_UNITS)
    return f"{between(rng, least, most)} {unit}"


def between(rng: random.Random, least: float, most: float) -> str:
    """Two or three significant digits."""
    number = least * (most / least) ** rng.random()
    return f"{number:.0f}" if number >= 100 else f"{number:.2g}"


def formula(rng: random.Random) -> str:
    return rng.choice(_FAMILIES)(rng)


def _tenth(rng: random.Random, least: int, most: int) -> str:
    return f"{rng.randint(10 * least + 1, 10 * most) / 10:g}"


_Part = str | Callable[[Language, random.Random], str]


def _template(sentence: str, chance: random.Random) -> list[_Part]:
    """A sentence as its fixed stretches and the places where something else is put in each time."""
    parts: list[_Part] = []
    for token in _TOKEN.findall(sentence):
        if token[0].isdigit() and not token.isalnum():
            parts.append(lambda language, rng: quantity(rng))
        elif _FORMULA.fullmatch(token):
            parts.append(lambda language, rng: formula(rng))
        elif _is_content(token) and chance.random() < _EXCHANGED:
            parts.append(Language.word)
        elif parts and isinstance(parts[-1], str):
            parts[-1] += token
        else:
            parts.append(token)
    return parts


def _is_content(word: str) -> bool:
    """Long enough to mean something, and neither a name nor a formula."""
    return len(word) > 3 and word.isascii() and word.isalpha() and word.islower() and word not in _STOP_WORDS


def _sentences() -> Iterator[str]:
    for file in sorted((Path(settings.BASE_DIR) / "fixtures").rglob("*.yaml")):
        for text in _texts(yaml.safe_load(file.read_text())):
            for sentence in _SENTENCE_END.split(" ".join(text.split())):
                if sentence.count(" ") >= _SHORTEST_SENTENCE and "http" not in sentence:
                    yield sentence


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from _texts(item)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in _NOT_PROSE:
                yield from _texts(value)
