"""Queries of each class, chosen by how often words stand in the corpus; every engine is asked the same."""

import enum
import json
import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

PAGE_SIZE = 20
A_CLASS = 20
# records from whose texts the words are taken
_SAMPLE = 4000
_LEAST_LETTERS = 4
_PART_LETTERS = 5


class How(enum.Enum):
    WORDS = "any of the words"
    PHRASE = "the words side by side"
    PART = "the beginning of a word"


@dataclass(frozen=True)
class Query:
    """`words` are normalised; `terms` are pairs of facet and slug."""

    words: tuple[str, ...] = ()
    how: How = How.WORDS
    terms: tuple[tuple[str, str], ...] = ()
    page: int = 1

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """As the portal's address has them."""
        found = [("q", self.text)] if self.words else []
        found += self.terms
        return [*found, ("page", str(self.page))] if self.page > 1 else found

    @property
    def text(self) -> str:
        text = " ".join(self.words)
        return {How.WORDS: text, How.PHRASE: f'"{text}"', How.PART: f"{text}*"}[self.how]


class Answer(NamedTuple):
    """How many records match and the codes of the page; None where the search was given up."""

    total: int | None
    codes: list[str]


class _Record(NamedTuple):
    title: list[str]
    words: list[str]
    terms: list[tuple[str, str]]


class Chooser:
    """Chooses the queries of all classes; `database` is the file that SQLite's engine was built in."""

    def __init__(self, database: sqlite3.Connection, facets: tuple[str, ...]) -> None:
        self._database = database
        self._facets = facets
        codes = [code for (code,) in database.execute("SELECT code FROM records ORDER BY code")]
        self.total = len(codes)
        chance = random.Random(0)  # noqa: S311  the same at each run
        self._records = [self._record(code) for code in chance.sample(codes, min(_SAMPLE, self.total))]
        self._standing: dict[str, int] = {}

    def classes(self) -> dict[str, list[Query]]:
        """Class -> its queries, as many as the corpus has up to A_CLASS."""
        makers: dict[str, Callable[[_Record, random.Random], Query | None]] = {
            "rare word": lambda record, rng: self._words(record, rng, 1, 2 / self.total, 20 / self.total),
            "word in 0.3-1 %": lambda record, rng: self._words(record, rng, 1, 0.003, 0.01),
            "word in 10-30 %": lambda record, rng: self._words(record, rng, 1, 0.1, 0.3),
            "two words": lambda record, rng: self._words(record, rng, 2, 0.003, 0.3),
            "facet + word": self._facet_and_word,
            "facets only": self._facets_only,
            "phrase": self._phrase,
            "word part": self._part,
            "six words": self._six_words,
        }
        found = {name: self._distinct(name, make) for name, make in makers.items()}
        found["browse"] = [Query(page=page) for page in range(1, 1 + min(A_CLASS, self.total // PAGE_SIZE))]
        return found

    def typed(self) -> list[str]:
        """What somebody has typed of a title when suggestions are asked for: three to nine characters."""
        rng = random.Random("suggestions")  # noqa: S311
        found = dict.fromkeys(
            " ".join(record.title[place:])[: rng.randint(3, 9)].strip()
            for record in self._records
            if len(record.title) > 3
            for place in [rng.randrange(len(record.title) - 2)]
        )
        return [text for text in found if len(text) >= 3][:A_CLASS]

    def _record(self, code: str) -> _Record:
        columns = ", ".join(self._facets)
        statement = f"SELECT title, text, {columns} FROM records WHERE code = ?"  # noqa: S608
        title, text, *filed = self._database.execute(statement, [code]).fetchone()
        terms = [
            (facet, term)
            for facet, slugs in zip(self._facets, filed, strict=True)
            for term in json.loads(slugs)
        ]
        return _Record(title.split(), text.split(), terms)

    def _distinct(self, name: str, make: Callable[[_Record, random.Random], Query | None]) -> list[Query]:
        rng = random.Random(name)  # noqa: S311
        found: dict[Query, None] = {}
        for record in rng.sample(self._records, len(self._records)):
            query = make(record, rng)
            if query:
                found[query] = None
            if len(found) == A_CLASS:
                break
        return list(found)

    def _words(
        self, record: _Record, rng: random.Random, number: int, least: float, most: float
    ) -> Query | None:
        words = sorted({word for word in record.words if self._is_within(word, least, most)})
        return Query(tuple(rng.sample(words, number))) if len(words) >= number else None

    def _facet_and_word(self, record: _Record, rng: random.Random) -> Query | None:
        query = self._words(record, rng, 1, 0.01, 0.3)
        if not query or not record.terms:
            return None
        return Query(query.words, terms=(rng.choice(record.terms),))

    def _facets_only(self, record: _Record, rng: random.Random) -> Query | None:
        """One facet or two."""
        facets = sorted({facet for facet, _ in record.terms})
        if not facets:
            return None
        chosen = rng.sample(facets, rng.randint(1, min(2, len(facets))))
        return Query(terms=tuple(next(term for term in record.terms if term[0] == facet) for facet in chosen))

    def _phrase(self, record: _Record, rng: random.Random) -> Query | None:
        """Two or three words that stand side by side in a record."""
        length = rng.randint(2, 3)
        runs = [run for run in self._runs(record, length) if len(set(run)) == length]
        return Query(rng.choice(runs), How.PHRASE) if runs else None

    def _runs(self, record: _Record, length: int) -> list[tuple[str, ...]]:
        known = [self._is_within(word, 0.001, 0.5) for word in record.words]
        places = range(len(known) - length + 1)
        return [tuple(record.words[at : at + length]) for at in places if all(known[at : at + length])]

    def _part(self, record: _Record, rng: random.Random) -> Query | None:
        words = [word for word in record.words if word.isalpha() and len(word) > _PART_LETTERS + 2]
        return Query((rng.choice(words)[:_PART_LETTERS],), How.PART) if words else None

    def _six_words(self, record: _Record, rng: random.Random) -> Query | None:
        """Six words in the order of a record, the ones between them left out: what a question has."""
        telling = list(dict.fromkeys(word for word in record.words if self._is_within(word, 0.001, 0.5)))
        if len(telling) < 6:
            return None
        first = rng.randrange(len(telling) - 5)
        return Query(tuple(telling[first : first + 6]))

    def _is_within(self, word: str, least: float, most: float) -> bool:
        if len(word) < _LEAST_LETTERS or not word.isalpha():
            return False
        if word not in self._standing:
            row = self._database.execute("SELECT records FROM words WHERE word = ?", [word]).fetchone()
            self._standing[word] = row[0] if row else 0
        return least <= self._standing[word] / self.total <= most
