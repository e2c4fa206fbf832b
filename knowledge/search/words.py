"""What the portal knows of a word: its lexeme, how often it stands there, and in which forms."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

# forms of one lexeme that a highlight looks for: dendrite, dendrites, dendritic
_MOST_FORMS = 12
_LOOK_UP = f"""
    SELECT given.word, named.lexeme, coalesce(counted.entries, 0), counted.floor IS NOT NULL,
           ARRAY(SELECT form.word FROM knowledge_searchword AS form
                 WHERE form.lexeme = named.lexeme ORDER BY form.entries DESC LIMIT {_MOST_FORMS})
    FROM unnest(%s::text[]) AS given (word)
    CROSS JOIN LATERAL (SELECT (tsvector_to_array(to_tsvector('english', given.word)))[1]) AS named (lexeme)
    LEFT JOIN knowledge_searchlexeme AS counted USING (lexeme)
"""
_LOOK_UP_LEXEMES = """
    SELECT lexeme, lexeme, entries, floor IS NOT NULL, '{}'::text[]
    FROM knowledge_searchlexeme WHERE lexeme = ANY(%s)
"""


@dataclass(frozen=True)
class Word:
    """`lexeme` is None for a stop word; `entries` is 0 for a word that does not occur; `is_listed` tells that
    its best entries are listed (best_entries.py); `forms` are the ways in which its lexeme is written.
    """

    word: str
    lexeme: str | None
    entries: int
    is_listed: bool
    forms: list[str]

    @property
    def key(self) -> str:
        """By which two wordings are the same: a stop word is itself."""
        return self.lexeme or self.word

    @property
    def occurs(self) -> bool:
        return self.entries > 0


def look_up(words: Iterable[str]) -> dict[str, Word]:
    """Normalised words -> what is known of each; one query."""
    return _read(_LOOK_UP, words)


def look_up_lexemes(lexemes: Iterable[str]) -> dict[str, Word]:
    """Words of the index that nobody types (#12 for a term); those that do not occur are left out."""
    return _read(_LOOK_UP_LEXEMES, lexemes)


def _read(statement: str, words: Iterable[str]) -> dict[str, Word]:
    given = list(dict.fromkeys(words))
    if not given:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [given])
        return {row[0]: Word(*row) for row in cursor.fetchall()}
