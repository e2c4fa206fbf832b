"""Words that nobody wrote: the portal's own words that may have been meant, or that have them as a part."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import connection

from knowledge.chemistry import elements_of_folded

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Below four letters nearly every word is near to another, and is a part of many.
SHORTEST = 4
# From seven letters on two mistakes are thought of: with six, `twenty` is as near to `went` as to anything.
SHORTEST_WITH_TWO_MISTAKES = 7
# An end of four letters and more is in some hundred words of 300,000; one of three (ing, ion) in too many.
SHORTEST_KNOWN_BY_ITS_END = 8
# Words that are corrected in one search: a text with more is in another language, and each costs some ms.
MOST_CORRECTED = 6
# Longer than any word of the field, shorter than what levenshtein() refuses (255).
LONGEST = 40
MOST_PARTS = 8
MOST_BEGINNINGS = 20
# Readings of one misspelt beginning: a fourth is hardly ever the one that was meant.
MOST_READINGS = 3
# Words of one beginning or part that are looked at, so that none costs more than some ms.
_LOOKED_AT = 2000
# The nearest words of which the mistakes are counted as people make them, with a swap as one.
_COMPARED = 50

# No word has a ~, and it comes after every letter: the words that begin with a text end before text~.
# A range instead of LIKE, for which the index is only used where the text is known to the planner.
_BEGINS_WITH = "known.word ~>=~ {0} AND known.word ~<~ ({0} || '~')"
_AS_LONG = "length(known.word) BETWEEN length(missing.word) - 2 AND length(missing.word) + 2"
_LEXEMES = "tsvector_to_array(to_tsvector('english', typed.word))"
_CORRECTIONS = f"""
    WITH missing AS MATERIALIZED (
        SELECT * FROM unnest(%(words)s::text[], %(beginnings)s::text[]) AS typed (word, beginnings)
        WHERE {_LEXEMES} <> '{{}}'
        AND NOT EXISTS (SELECT FROM knowledge_searchlexeme WHERE lexeme = ANY ({_LEXEMES}))
    ), near AS (
        SELECT missing.word AS typed, known.word, known.entries
        FROM missing CROSS JOIN string_to_table(beginnings, ' ') AS beginning
        CROSS JOIN LATERAL (
            SELECT word, entries FROM knowledge_searchword AS known
            WHERE {_BEGINS_WITH.format("beginning")} AND {_AS_LONG} LIMIT {_LOOKED_AT}
        ) AS known
        UNION
        SELECT missing.word, known.word, known.entries
        FROM missing CROSS JOIN LATERAL (
            SELECT word, entries FROM knowledge_searchword AS known
            WHERE known.word LIKE '%%' || right(missing.word, length(missing.word) / 2) AND {_AS_LONG}
            LIMIT {_LOOKED_AT}
        ) AS known
        WHERE length(missing.word) >= {SHORTEST_KNOWN_BY_ITS_END}
    ), compared AS (
        SELECT *, levenshtein_less_equal(typed, word, 3) AS letters FROM near WHERE word ~ '^[a-z]+$'
    ), ordered AS (
        SELECT *, row_number() OVER (PARTITION BY typed ORDER BY letters, entries DESC, word) AS place
        FROM compared WHERE letters <= 3
    )
    SELECT typed, word, entries FROM ordered WHERE place <= {_COMPARED}
"""  # noqa: S608  constants of this file
_PARTS = f"""
    SELECT typed.word, found.word
    FROM unnest(%(words)s::text[]) AS typed (word)
    CROSS JOIN LATERAL (
        SELECT * FROM (
            SELECT word, entries FROM knowledge_searchword AS known
            WHERE known.word LIKE '%%' || typed.word || '%%' LIMIT {_LOOKED_AT}
        ) AS having_it
        ORDER BY starts_with(word, typed.word) DESC, entries DESC, word LIMIT {MOST_PARTS}
    ) AS found
"""  # noqa: S608
_BEGINNING_WITH = f"""
    SELECT word FROM (
        SELECT word, entries FROM knowledge_searchword AS known
        WHERE {_BEGINS_WITH.format("%(part)s")} LIMIT {_LOOKED_AT}
    ) AS beginning ORDER BY entries DESC, word LIMIT %(most)s
"""  # noqa: S608
_BEGINNINGS = f"""
    WITH missing AS MATERIALIZED (
        SELECT * FROM unnest(%(words)s::text[], %(beginnings)s::text[]) AS typed (word, beginnings)
        WHERE {_LEXEMES} <> '{{}}'
        AND NOT EXISTS (SELECT FROM knowledge_searchword AS known WHERE {_BEGINS_WITH.format("typed.word")})
    )
    SELECT missing.word, beginning, most.entries
    FROM missing CROSS JOIN string_to_table(beginnings, ' ') AS beginning
    CROSS JOIN LATERAL (
        SELECT max(entries) AS entries FROM (
            SELECT entries FROM knowledge_searchword AS known
            WHERE {_BEGINS_WITH.format("beginning")} LIMIT {_LOOKED_AT}
        ) AS known
    ) AS most
"""  # noqa: S608


def corrections(words: Sequence[str]) -> dict[str, str]:
    """Normalised words that do not occur -> the likeliest word of the portal; those without one are left out.

    Two mistakes at most, one in words of four to six letters; the fewest first, then the most frequent word.
    A formula, an identifier, a number and a word that occurs in any form stay as they are.
    """
    typed = {word: _beginnings_to_look_at(word) for word in words if _may_be_misspelt(word)}
    if not typed:
        return {}
    best: dict[str, tuple[int, int, bool, str]] = {}
    for word, known, entries in _read(_CORRECTIONS, _given(dict(list(typed.items())[:MOST_CORRECTED]))):
        mistakes = _mistakes(word, known)
        if mistakes <= (1 if len(word) < SHORTEST_WITH_TWO_MISTAKES else 2):
            rank = (mistakes, -entries, known[0] != word[0], known)
            best[word] = min(best.get(word, rank), rank)
    return {word: rank[-1] for word, rank in best.items()}


def word_parts(words: Sequence[str]) -> dict[str, list[str]]:
    """Normalised words that do not occur -> the most frequent words that begin with them, else that have them
    inside: `wettab`, `phosphat`. Words that are no part of any are left out.
    """
    # letters and digits alone: % and _ would stand for any
    parts = [word for word in dict.fromkeys(words) if SHORTEST <= len(word) <= LONGEST and word.isalnum()]
    found: dict[str, list[str]] = defaultdict(list)
    for part, word in _read(_PARTS, {"words": parts}) if parts else []:
        # the middle of a word is only meant where no word begins so: cond is not secondary
        if word.startswith(part) or not (found[part] and found[part][0].startswith(part)):
            found[part].append(word)
    return dict(found)


def beginning_with(part: str, most: int = MOST_BEGINNINGS) -> list[str]:
    """The most frequent words that begin with a normalised part, for `zirc*`."""
    return [word for (word,) in _read(_BEGINNING_WITH, {"part": part, "most": most})]


def beginnings_near(words: Sequence[str], also: Collection[str] = ()) -> dict[str, list[str]]:
    """Words that begin no word of the portal -> at most three beginnings that do, one mistake away.

    `also` are words that are known besides those of the records: those of the terms' names.
    """
    typed = {
        word: list(_one_mistake_away(word))
        for word in words
        if _may_be_misspelt(word) and not any(each.startswith(word) for each in also)
    }
    if not typed:
        return {}
    of_terms = {each[:length] for each in also for length in range(SHORTEST - 1, len(each) + 1)}
    found: dict[str, list[tuple[bool, int, str]]] = defaultdict(list)
    for word, beginning, entries in _read(_BEGINNINGS, _given(typed)):
        if entries or beginning in of_terms:
            # a letter too many is the weakest guess: the shorter a beginning, the more words have it
            found[word].append((len(beginning) < len(word), -(entries or 0), beginning))
    return {word: [rank[-1] for rank in sorted(near)[:MOST_READINGS]] for word, near in found.items()}


def _may_be_misspelt(word: str) -> bool:
    """Formulae, identifiers and numbers are not: they have digits, or four letters such as nacl and naoh."""
    return (
        SHORTEST <= len(word) <= LONGEST
        and word.isascii()
        and word.isalpha()
        and not (len(word) == SHORTEST and elements_of_folded(word))
    )


def _beginnings_to_look_at(word: str) -> list[str]:
    """Beginnings of which one is that of the word that was meant.

    Of two mistakes the first half of a word has one or none, or else its second half is as it was meant,
    by which the statement finds it too.
    """
    half = word if len(word) < SHORTEST_WITH_TWO_MISTAKES else word[: -(len(word) // 2)]
    return [half, *dict.fromkeys(_one_mistake_away(half))]


def _one_mistake_away(word: str) -> Iterator[str]:
    """Two neighbours swapped, a letter too many, a wrong one, a missing one; not one missing at the end."""
    for place, letter in enumerate(word):
        before, after = word[:place], word[place + 1 :]
        if after:
            yield before + after[0] + letter + after[1:]
        yield before + after
        for other in _LETTERS:
            yield before + other + after
            yield before + other + letter + after


def _mistakes(typed: str, meant: str) -> int:
    """The letters missing, too many or wrong, and the swaps of two neighbours."""
    before_last: list[int] = []
    last = list(range(len(meant) + 1))
    for row, letter in enumerate(typed, 1):
        this = [row]
        for column, other in enumerate(meant, 1):
            cost = min(last[column] + 1, this[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == meant[column - 2] and typed[row - 2] == other:
                cost = min(cost, before_last[column - 2] + 1)
            this.append(cost)
        before_last, last = last, this
    return last[-1]


def _given(beginnings: dict[str, list[str]]) -> dict[str, list[str]]:
    """The parameters of a statement: the words and, as one text each, the beginnings to look at for them."""
    return {"words": list(beginnings), "beginnings": [" ".join(each) for each in beginnings.values()]}


def _read(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
