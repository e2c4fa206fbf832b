"""The entries of a page of results, best first, with the passages that tell why."""

from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any

from django.db import connection

from knowledge.models import SearchEntry
from knowledge.models.record import Passage
from knowledge.search.concepts import Alternative, Understood
from knowledge.search.highlights import best_passages
from knowledge.search.matching import RANKED_AT_MOST, Condition, expected, filtered, filters, joined, matches
from knowledge.search.parameters import SearchRequest
from knowledge.search.ranking import DECAYING, KIND_DECAY, score_of
from knowledge.search.terms import TermDirectory

PASSAGES_SHOWN = 3
# of the entries on lists, so many are ranked: those that come first when the scores of the lists are added up
_CANDIDATES = 1500
# ways to write one alternative that a highlight looks for: short circuits, shorted circuit, ...
_MOST_WORDINGS = 48


@dataclass(frozen=True)
class Part:
    """What one concept or one factor adds to a score: why an entry stands where it does."""

    name: str
    value: float


@dataclass(frozen=True)
class Hit:
    """`passages` are plain texts, MARK_START and MARK_END around what matched (knowledge/typography.py)."""

    entry: SearchEntry
    score: float
    passages: list[Passage]
    explanation: list[Part] = field(default_factory=list)


def hits(understood: Understood, request: SearchRequest, directory: TermDirectory) -> list[Hit]:
    """The page that the request asks for; empty beyond the last."""
    start, size = (request.page - 1) * request.page_size, request.page_size
    if understood.is_empty:
        scores = _in_order(joined(matches(understood, request), filtered(request)), start, size)
    else:
        scores = _ranked(understood, request, directory, start, size)
    entries = SearchEntry.objects.in_bulk(list(scores))
    wanted = _wanted(understood)
    parts = _parts(understood, list(scores), directory) if request.explain else {}
    return [
        Hit(entries[key], score, _passages(entries[key], wanted), parts.get(key, []))
        for key, score in scores.items()
    ]


def _in_order(condition: Condition, start: int, size: int) -> dict[int, float]:
    rows = f"""
        SELECT entry_id, 0.0 FROM knowledge_searchindex WHERE {condition.sql}
        ORDER BY position, entry_id LIMIT %(size)s OFFSET %(start)s
    """
    return _read(rows, {**condition.parameters, "size": size, "start": start})


def _ranked(
    understood: Understood, request: SearchRequest, directory: TermDirectory, start: int, size: int
) -> dict[int, float]:
    is_partial = expected(understood, request, directory) > RANKED_AT_MOST
    matched = matches(understood, request, loose=is_partial)
    condition = joined(matched, filtered(request))
    candidates = listed(understood, request) if is_partial else condition
    score = score_of(understood, directory.mean_length)
    statement = f"""
        WITH candidate AS MATERIALIZED (
            SELECT * FROM (
                -- || makes a copy in memory: the words are fetched once, not once for each concept
                SELECT entry_id, kind, position, length, words || '' AS words
                FROM knowledge_searchindex WHERE {candidates.sql} OFFSET 0
            ) AS row WHERE {matched.sql}
        ),
        scored AS (SELECT entry_id, kind, position, length, {", ".join(score.columns)} FROM candidate),
        summed AS (SELECT entry_id, kind, position, {score.total} AS score FROM scored),
        placed AS (
            SELECT *, row_number() OVER (PARTITION BY kind ORDER BY score DESC, position, entry_id) AS place
            FROM summed
        )
        SELECT entry_id, score * power({KIND_DECAY}, least(place, {DECAYING}) - 1) AS score
        FROM placed ORDER BY score DESC, position, entry_id LIMIT %(size)s OFFSET %(start)s
    """
    parameters = joined(matched, candidates).parameters | score.parameters
    found = _read(statement, {**parameters, "size": size, "start": start})
    if is_partial and len(found) < size:
        ranked = joined(matched, candidates)
        found |= _beyond(condition, ranked, start + len(found), size - len(found))
    return found


def listed(understood: Understood, request: SearchRequest) -> Condition:
    """The best rows by the lists of best entries, and all that have a word without a list.

    Of each concept only what counts most: the entries of a mere synonym would never come first.
    """
    alternatives = [each for concept in understood.demanded for each in concept.strongest]
    weights = {
        word.lexeme: each.weight * each.rarity
        for each in alternatives
        for word in each.words
        if word.is_listed and word.lexeme
    }
    rows = filtered(request)
    narrowed = "JOIN knowledge_searchindex USING (entry_id) WHERE " + rows.sql if filters(request) else ""
    # to add up what the words score alone costs little beside ranking; more words count for more, as there
    best = f"""
        (SELECT entry_id FROM knowledge_searchlexeme
        JOIN unnest(%(listed)s::text[], %(weights)s::float[]) AS word (lexeme, weight) USING (lexeme)
        CROSS JOIN LATERAL unnest(best_entries, best_scores) AS best (entry_id, score)
        {narrowed}
        GROUP BY entry_id ORDER BY sum(weight * score) * count(*) DESC LIMIT {_CANDIDATES})
    """
    rare = [each.query for each in alternatives if not each.is_listed]
    others = "SELECT entry_id FROM knowledge_searchindex WHERE words @@ %(rare)s::tsquery"
    ways = " UNION ".join([best, others] if rare else [best])
    parameters = {
        "listed": list(weights),
        "weights": list(weights.values()),
        "rare": " | ".join(f"({query})" for query in rare),
    }
    # as an array they are looked up one by one; as a list in SQL every row that matches would be read
    return joined(rows, Condition(f"entry_id = ANY (ARRAY({ways}))", parameters))


def _beyond(condition: Condition, ranked: Condition, start: int, size: int) -> dict[int, float]:
    """What matches but was not ranked comes last, in the order in which one browses."""
    ranked_first = joined(condition, Condition(f"NOT ({ranked.sql})", ranked.parameters))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM knowledge_searchindex WHERE {ranked.sql}", ranked.parameters)
        (number,) = cursor.fetchone()
    return _in_order(ranked_first, max(start - number, 0), size)


def _read(statement: str, parameters: dict[str, Any]) -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return dict(cursor.fetchall())


def _parts(understood: Understood, keys: list[int], directory: TermDirectory) -> dict[int, list[Part]]:
    """What each concept adds, and the factors that their sum is multiplied by."""
    if not keys or understood.is_empty:
        return {}
    score = score_of(understood, directory.mean_length)
    names = [concept.asked for concept in understood.concepts] + list(score.factors)
    statement = f"""
        SELECT entry_id, {", ".join(score.names)}, {", ".join(score.factors.values())}
        FROM (SELECT entry_id, kind, length, {", ".join(score.columns)} FROM knowledge_searchindex
              WHERE entry_id = ANY (%(keys)s)) AS scored
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, {**score.parameters, "keys": keys})
        return {
            key: [Part(name, float(value)) for name, value in zip(names, values, strict=True)]
            for key, *values in cursor.fetchall()
        }


def _passages(entry: SearchEntry, wanted: dict[tuple[str, ...], float]) -> list[Passage]:
    """The best of the entry's texts; its lead where nothing else matched better."""
    texts = [Passage("", entry.lead), *(Passage(*each) for each in entry.passages)]
    return best_passages(texts, wanted, most=PASSAGES_SHOWN)


def _wanted(understood: Understood) -> dict[tuple[str, ...], float]:
    """Every way to write what was looked for -> what it weighs."""
    wanted: dict[tuple[str, ...], float] = {}
    for concept in understood.finding:
        for each in concept.alternatives:
            for wording in _wordings(each):
                wanted[wording] = max(wanted.get(wording, 0), each.weight * each.rarity)
    return wanted


def _wordings(each: Alternative) -> list[tuple[str, ...]]:
    forms = [word.forms or [word.word] for word in each.words]
    return list(islice(product(*forms), _MOST_WORDINGS))
