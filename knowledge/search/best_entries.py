"""For words too frequent to rank every entry that has them: a list of the best entries of each.

Ranking reads the words of an entry, 5 to 8 µs a row: 16 % of a million rows would take a second. So a word in
more than FREQUENT entries has a list of those that score best for it alone, and a search that would have to
rank too many rows ranks what is on the lists of its words (knowledge/search/matching.py). The lists are exact
after a rebuild; a save adds its own entry. A portal of a lab's size has no list at all, and every
search there is exact.
"""

import math

from django.db import connection

from knowledge.models import SearchLexeme, SearchStatistics
from knowledge.search.ranking import kind_weight, length_norm, rank

# so many rows are ranked in some 8 ms
FREQUENT = 1000
LISTED = 1000
# from this many entries on, the floors are estimated from the sample of one row in sixteen
SAMPLED_FROM = 50_000
SAMPLED_SHARE = 1 / 16

_SET_FLOORS = """
    UPDATE knowledge_searchlexeme AS old SET floor = best.scores[%(place)s]
    FROM (
        SELECT lexeme, array_agg(score ORDER BY score DESC) AS scores
        FROM ({scored}) AS scored GROUP BY lexeme
    ) AS best
    WHERE old.lexeme = best.lexeme
"""
_LEXEMES = """
    SELECT lexeme, floor, quote_literal(lexeme)::tsquery AS query FROM knowledge_searchlexeme WHERE {which}
"""
# OFFSET 0 keeps PostgreSQL from reading a lexeme's query anew for each row
_FREQUENT = _LEXEMES.format(which="entries > %(frequent)s OFFSET 0")
_LISTED = _LEXEMES.format(which="floor IS NOT NULL")
_WRITE_LISTS = """
    UPDATE knowledge_searchlexeme AS old
    SET best_entries = best.entries, best_scores = best.scores
    FROM (
        SELECT lexeme, array_agg(entry_id) AS entries, array_agg(score) AS scores
        FROM ({scored}) AS scored WHERE score >= floor GROUP BY lexeme
    ) AS best
    WHERE old.lexeme = best.lexeme
"""
# locked in one order, so that two saves do not wait for each other
_ADD = """
    WITH scored AS MATERIALIZED (SELECT * FROM ({scored}) AS scored WHERE score >= floor),
    listed AS MATERIALIZED (
        SELECT lexeme, best_entries FROM knowledge_searchlexeme WHERE lexeme IN (SELECT lexeme FROM scored)
        ORDER BY lexeme FOR UPDATE
    ),
    fresh AS (
        SELECT lexeme, array_agg(entry_id) AS entries, array_agg(score) AS scores
        FROM scored JOIN listed USING (lexeme) WHERE entry_id <> ALL (best_entries) GROUP BY lexeme
    )
    UPDATE knowledge_searchlexeme AS old
    SET best_entries = old.best_entries || fresh.entries, best_scores = old.best_scores || fresh.scores
    FROM fresh WHERE old.lexeme = fresh.lexeme
"""


def choose() -> None:
    """Write all lists anew, from the frequencies as they were counted last."""
    SearchLexeme.objects.filter(floor__isnull=False).update(floor=None, best_entries=None, best_scores=None)
    if not SearchLexeme.objects.filter(entries__gt=FREQUENT).exists():
        return
    parameters = _parameters()
    sampled = parameters["entries"] > SAMPLED_FROM
    place = math.ceil(LISTED * SAMPLED_SHARE) if sampled else LISTED
    scored = _scored("is_sampled" if sampled else "true", _FREQUENT)
    with connection.cursor() as cursor:
        # the lists of all lexemes at once: half of the time went into spilling them to disk
        cursor.execute("SELECT set_config('work_mem', '64MB', true)")
        cursor.execute(_SET_FLOORS.format(scored=scored), {**parameters, "place": place})
        cursor.execute(_WRITE_LISTS.format(scored=_scored("true", _FREQUENT)), parameters)


def add(codes: list[str]) -> None:
    """Put saved entries on the lists where they belong.

    Off a list they come with the next rebuild: a search asks each entry for the words it looks for anyway.
    """
    if not SearchLexeme.objects.filter(floor__isnull=False).exists():
        return
    rows = "entry_id IN (SELECT id FROM knowledge_searchentry WHERE code = ANY(%(codes)s))"
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(scored=_scored(rows, _LISTED)), {**_parameters(), "codes": codes})


def _scored(rows: str, lexemes: str) -> str:
    """SQL: the lexemes of some rows of the index, each with the score of the row for it alone.

    || makes a copy in memory, so that the words of a row are fetched once and not once for each lexeme.
    """
    return f"""
        SELECT lexeme, entry_id, floor,
               {rank("words", "query")} / {length_norm("length")} * {kind_weight("kind")} AS score
        FROM (
            SELECT entry_id, kind, length, words || '' AS words
            FROM knowledge_searchindex WHERE {rows} OFFSET 0
        ) AS row
        CROSS JOIN LATERAL unnest(tsvector_to_array(words)) AS held (lexeme)
        JOIN ({lexemes}) AS frequent USING (lexeme)
    """


def _parameters() -> dict[str, float]:
    counted = SearchStatistics.objects.get(pk=1)
    return {"entries": counted.entries, "mean_length": counted.mean_length, "frequent": FREQUENT}
