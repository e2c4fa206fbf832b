"""How often each word of the portal stands in it: for the weight of a word, for spelling and word parts.

A save adds the words that are new; the frequencies are counted by a rebuild. In between they are a little
old, which moves a weight by a little and nothing else.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from knowledge.models import SearchStatistics

# null for a stop word
_LEXEME = "(tsvector_to_array(to_tsvector('english', given.word)))[1]"
_ADD = f"""
    WITH fresh AS MATERIALIZED (
        SELECT word, {_LEXEME} AS lexeme FROM unnest(%s::text[]) AS given (word)
        WHERE NOT EXISTS (SELECT FROM knowledge_searchword AS old WHERE old.word = given.word)
    ), words AS (
        INSERT INTO knowledge_searchword (word, lexeme, entries)
        SELECT word, lexeme, 1 FROM fresh WHERE lexeme IS NOT NULL
        ON CONFLICT DO NOTHING
    )
    INSERT INTO knowledge_searchlexeme (lexeme, entries)
    SELECT DISTINCT lexeme, 1 FROM fresh WHERE lexeme IS NOT NULL
    ON CONFLICT DO NOTHING
"""
_COUNT_WORDS = f"""
    INSERT INTO knowledge_searchword AS old (word, lexeme, entries)
    SELECT * FROM (
        SELECT word, {_LEXEME} AS lexeme, entries
        FROM unnest(%s::text[], %s::integer[]) AS given (word, entries)
    ) AS counted WHERE lexeme IS NOT NULL
    ON CONFLICT (word) DO UPDATE SET (lexeme, entries) = ROW (excluded.lexeme, excluded.entries)
    WHERE (old.lexeme, old.entries) IS DISTINCT FROM (excluded.lexeme, excluded.entries)
"""
_FORGET_WORDS = """
    DELETE FROM knowledge_searchword AS old
    WHERE NOT EXISTS (SELECT FROM unnest(%s::text[]) AS given (word) WHERE given.word = old.word)
"""
_COUNT_LEXEMES = """
    WITH counted AS MATERIALIZED (
        SELECT word AS lexeme, ndoc AS entries FROM ts_stat('SELECT words FROM knowledge_searchindex')
    ), gone AS (
        DELETE FROM knowledge_searchlexeme AS old
        WHERE NOT EXISTS (SELECT FROM counted WHERE counted.lexeme = old.lexeme)
    )
    INSERT INTO knowledge_searchlexeme AS old (lexeme, entries) SELECT lexeme, entries FROM counted
    ON CONFLICT (lexeme) DO UPDATE SET entries = excluded.entries WHERE old.entries <> excluded.entries
"""


def add_words(words: Iterable[str]) -> None:
    """Make the words of a saved record known; those that are known keep their frequency."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [sorted(words)])


def count(words: Counter[str], version: int) -> None:
    """Write the frequencies of all words and lexemes; `words` has the number of entries with each word."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_WORDS, [list(words), list(words.values())])
        cursor.execute(_FORGET_WORDS, [list(words)])
        cursor.execute(_COUNT_LEXEMES)
        cursor.execute("SELECT count(*), coalesce(avg(length), 1) FROM knowledge_searchindex")
        entries, mean_length = cursor.fetchone()
    counted = {"entries": entries, "mean_length": float(mean_length), "version": version}
    if not SearchStatistics.objects.filter(pk=1, **counted).exists():
        SearchStatistics.objects.update_or_create(pk=1, defaults={**counted, "counted_at": timezone.now()})
