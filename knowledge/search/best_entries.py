"""For words too frequent to rank every entry that has them: a list of the best entries of each.

Ranking reads the words of an entry, 5 to 8 µs a row: 16 % of a million rows would take a second. So a word in
more than FREQUENT entries has a list of those that score best for it alone, and a search that would have to
rank too many rows ranks what is on the lists of its words (knowledge/search/matching.py). The lists are exact
after a rebuild; a save adds and removes its own entry. A portal of a lab's size has no list at all, and every
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
_LIST = """
    INSERT INTO knowledge_bestentry (lexeme, entry_id, score)
    SELECT lexeme, entry_id, score FROM ({scored}) AS scored WHERE score >= floor
    ON CONFLICT DO NOTHING
"""


def choose() -> None:
    """Write all lists anew, from the frequencies as they were counted last."""
    frequent = SearchLexeme.objects.filter(entries__gt=FREQUENT)
    SearchLexeme.objects.filter(floor__isnull=False).update(floor=None)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM knowledge_bestentry")
        if not frequent.exists():
            return
        parameters = _parameters()
        sampled = parameters["entries"] > SAMPLED_FROM
        place = math.ceil(LISTED * SAMPLED_SHARE) if sampled else LISTED
        scored = _scored("is_sampled" if sampled else "true")
        cursor.execute(_SET_FLOORS.format(scored=scored), {**parameters, "place": place})
        cursor.execute(_LIST.format(scored=_scored("true")), parameters)


def refresh(codes: list[str]) -> None:
    """Put saved entries on the lists where they belong, and off those where they no longer do."""
    if not SearchLexeme.objects.filter(floor__isnull=False).exists():
        return
    rows = "entry_id IN (SELECT id FROM knowledge_searchentry WHERE code = ANY(%(codes)s))"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM knowledge_bestentry WHERE {rows}", {"codes": codes})
        cursor.execute(_LIST.format(scored=_scored(rows)), {**_parameters(), "codes": codes})


def _scored(rows: str) -> str:
    """SQL: every frequent lexeme of some rows of the index with the score of the row for it alone.

    || makes a copy in memory, so that the words of a row are fetched once and not once for each lexeme.
    """
    score = rank("words", "quote_literal(lexeme)::tsquery")
    return f"""
        SELECT lexeme, entry_id, floor, {score} / {length_norm("length")} * {kind_weight("kind")} AS score
        FROM (
            SELECT entry_id, kind, length, words || '' AS words
            FROM knowledge_searchindex WHERE {rows} OFFSET 0
        ) AS row
        CROSS JOIN LATERAL unnest(tsvector_to_array(words)) AS held (lexeme)
        JOIN knowledge_searchlexeme USING (lexeme)
        WHERE entries > %(frequent)s
    """


def _parameters() -> dict[str, float]:
    counted = SearchStatistics.objects.get(pk=1)
    return {"entries": counted.entries, "mean_length": counted.mean_length, "frequent": FREQUENT}
