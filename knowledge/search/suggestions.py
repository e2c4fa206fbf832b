"""Suggestions while typing: headings of records, symptom phrases, known questions and terms."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import NamedTuple

from django.db import connection

from knowledge.models import Record, Term
from knowledge.search.normalise import fold
from knowledge.search.spelling import beginnings_near
from knowledge.search.terms import TermDirectory

# The order in which kinds are offered; causes and remedies are found with their issue.
KINDS = ("issue", "faq", "protocol", "resistance", "reference")
# A heading is typed from one of its first words on; the title of a reference may have forty.
MOST_STARTS = 12
# As wide as the column: nobody types on that far without having chosen.
LONGEST_START = 80
_LONGEST_TYPED = LONGEST_START - len("0 ")
# Words from which on nobody begins to type, except where a question begins with one.
SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a about after an and are as at be been between but by can do does during for from had has have how "
        "i if in into is it its my not of on or our over than that the their then there these this to too "
        "under very was we were what when where which while who why will with without",
    )
)
# What is offered at once: as many as are read at a glance.
MOST = 10
# Of each kind in the first round, so that many data rows of one name leave room for the rest.
MOST_OF_A_KIND = 3
# More words than that name one record already.
MOST_WORDS = 6
# Shorter ones begin the wording of too many things.
_SHORTEST_WORDING = 4
_MOST_PLAINER = 3
# Readings of a text: several of its words may mean up to four each.
_MOST_READINGS = 9
# What begins with the text comes before what has it inside, within both the kinds in their order (`_place`).
_PLACES = 2 * len(KINDS)
# Of each place, before they are mixed: a record may be found by several of its words.
_MOST_SHOWN = 2 * MOST
# Rows of a word at each place, where words stand apart: all of a rare word, enough of a frequent one.
_MOST_TRIED = 50

# No normalised text has a ~, and it comes after every letter: what begins with a text ends before text~.
# A range instead of LIKE, for which the index is only used where the text is known to the planner.
_FIND = f"""
    WITH given AS (
        SELECT * FROM unnest(%(runs)s::boolean[], %(texts)s::text[]) AS given (is_run, text)
    ), begun AS MATERIALIZED (
        SELECT given.is_run, place, found.*
        FROM given CROSS JOIN generate_series(0, {_PLACES - 1}) AS place
        CROSS JOIN LATERAL (
            SELECT entry_id, text, start FROM knowledge_searchsuggestion
            WHERE start ~>=~ (place || ' ' || given.text) AND start ~<~ (place || ' ' || given.text || '~')
            ORDER BY start USING ~<~ LIMIT CASE WHEN given.is_run THEN {MOST} ELSE {_MOST_TRIED} END
        ) AS found
    ), found AS (
        SELECT *, row_number() OVER (PARTITION BY is_run, place ORDER BY start USING ~<~) AS nth
        FROM begun
        WHERE is_run
        OR (SELECT count(*) FROM begun WHERE is_run) < {MOST} AND start ~ ALL (%(patterns)s::text[])
    ), shown AS (
        SELECT * FROM found WHERE nth <= {_MOST_SHOWN} ORDER BY is_run DESC, start USING ~<~
        LIMIT {_MOST_SHOWN * _PLACES}  -- lets the planner expect so few that it reads no whole table
    )
    SELECT NOT is_run, place, coalesce(nullif(shown.text, ''), entry.title), entry.kind, entry.code, entry.url
    FROM shown JOIN knowledge_searchentry AS entry ON entry.id = shown.entry_id
    ORDER BY is_run DESC, start USING ~<~, entry.position, entry.code
"""  # noqa: S608  constants of this file


class Start(NamedTuple):
    """A place from which on a heading or a phrase may be typed.

    `start` is a digit, its place among the suggestions (`_place`), the normalised text from there on and, for
    words that are typed in another order, what stands before: `5 free cell | anode`.
    `text` is the phrase as it is offered, empty for the record's own heading.
    """

    start: str
    text: str


@dataclass(frozen=True)
class Suggestion:
    text: str
    kind: str
    id: str
    url: str


@dataclass(frozen=True)
class _Found:
    """`rank`: a whole name (-1), words side by side (0) or apart (1), then the place in the list."""

    rank: tuple[int, int]
    suggestion: Suggestion


def starts_of(record: Record) -> list[Start]:
    """Where one may begin to type a record's heading, its other wordings and its identifier.

    None for a cause or a remedy, which are found with their issue.
    """
    if record.kind not in KINDS:
        return []
    code = fold(record.code)
    found = [(False, name, "") for name in (code, code.replace(" ", ""))]
    for text, offered in [(record.heading, ""), *((wording, wording) for wording in record.other_wordings)]:
        found += [(nth > 0, start, offered) for nth, start in enumerate(_starts(fold(text)))]
    return [
        Start(f"{_place(record.kind, is_inside=is_inside)} {start}"[:LONGEST_START].rstrip(), offered)
        for is_inside, start, offered in found
    ]


def suggest(text: str, directory: TermDirectory) -> list[Suggestion]:
    """At most ten, the likeliest first; an empty list for an empty text."""
    words = fold(text)[:_LONGEST_TYPED].split()[:MOST_WORDS]
    if not words:
        return []
    found = _find([[word] for word in words], directory)
    # what was found has no word that nobody wrote
    if not found and (meant := _meant(words, directory)):
        found = _find([meant.get(word, [word]) for word in words], directory)
    return _mixed(found)


def _place(kind: str, *, is_inside: bool = False) -> int:
    return KINDS.index(kind) + is_inside * len(KINDS)


def _starts(folded: str) -> Iterator[str]:
    words = folded.split()
    places = [place for place, word in enumerate(words) if place == 0 or word not in SMALL_WORDS]
    for place in places[:MOST_STARTS]:
        before = ["|", *words[:place]] if place else []
        yield " ".join([*words[place:], *before])


def _find(words: Sequence[Sequence[str]], directory: TermDirectory) -> list[_Found]:
    """Records and terms with all words, of each of which there may be several readings."""
    texts = [" ".join(reading) for reading in islice(product(*words), _MOST_READINGS)]
    single = [readings for readings in words if _says_something(readings[0])] if len(words) > 1 else []
    return sorted([*_terms(texts, single, directory), *_records(texts, single)], key=lambda each: each.rank)


def _says_something(word: str) -> bool:
    """Whether a word tells records apart, wherever it stands in their headings."""
    return len(word) > 1 and word not in SMALL_WORDS


def _records(texts: Sequence[str], single: Sequence[Sequence[str]]) -> Iterator[_Found]:
    words = [word for readings in single for word in readings]
    patterns = [f" (?:{'|'.join(map(re.escape, readings))})" for readings in single]
    runs = [True] * len(texts) + [False] * len(words)
    with connection.cursor() as cursor:
        cursor.execute(_FIND, {"runs": runs, "texts": [*texts, *words], "patterns": patterns})
        for is_apart, place, *shown in cursor.fetchall():
            yield _Found((is_apart, place), Suggestion(*shown))


def _terms(
    texts: Sequence[str], single: Sequence[Sequence[str]], directory: TermDirectory
) -> Iterator[_Found]:
    begun = [f" {text}" for text in texts]
    apart = [[f" {word}" for word in readings] for readings in single]
    for key, term in directory.terms.items():
        if term.facet.is_filter:
            names = (" ".join(["", *(word.word for word in name.words)]) for name in directory.names[key])
            if ranks := [rank for name in names if (rank := _rank(name, begun, apart))]:
                yield _Found(min(ranks), _suggested(term))


def _rank(name: str, begun: Sequence[str], apart: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """How well a name of a term fits, None where it does not; terms stand among the FAQs.

    A space before every word: what is found begins with a word of the name.
    """
    for text in begun:
        if text in name:
            return (-1, 0) if text == name else (0, _place("faq", is_inside=not name.startswith(text)))
    if apart and all(any(word in name for word in readings) for readings in apart):
        return (1, _place("faq", is_inside=True))
    return None


def _suggested(term: Term) -> Suggestion:
    return Suggestion(str(term), term.facet.slug, term.slug, term.get_absolute_url())


def _meant(words: Sequence[str], directory: TermDirectory) -> dict[str, list[str]]:
    """What a word may stand for: a plainer one for a wording of the lab, else one it is misspelt from."""
    plainer = {word: [word, *labels] for word in words if (labels := _plainer(word, directory))}
    known = {word.word for names in directory.names.values() for name in names for word in name.words}
    return beginnings_near([word for word in words if word not in plainer], also=known) | plainer


def _plainer(word: str, directory: TermDirectory) -> list[str]:
    """Labels of terms that only widen searches, any name of which begins so: `dendrite` for `Dendriten`."""
    if len(word) < _SHORTEST_WORDING:
        return []
    widening = [(key, term) for key, term in directory.terms.items() if not term.facet.is_filter]
    labels = [
        fold(term.label)
        for key, term in widening
        if any(" ".join(each.word for each in name.words).startswith(word) for name in directory.names[key])
    ]
    return labels[:_MOST_PLAINER]


def _mixed(found: Sequence[_Found]) -> list[Suggestion]:
    """The best of each kind, filled up with the next best, in the order in which they were found."""
    distinct = _distinct(each.suggestion for each in found)
    taken: Counter[str] = Counter()
    first: list[int] = []
    rest: list[int] = []
    for place, each in enumerate(distinct):
        kind = each.kind if each.kind in KINDS else "term"
        taken[kind] += 1
        (first if taken[kind] <= MOST_OF_A_KIND else rest).append(place)
    return [distinct[place] for place in sorted([*first, *rest][:MOST])]


def _distinct(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The first that leads to each place, and the first of each wording."""
    kept: dict[str, Suggestion] = {}
    seen: set[str] = set()
    for each in suggestions:
        if each.url not in kept and each.text.casefold() not in seen:
            kept[each.url] = each
            seen.add(each.text.casefold())
    return list(kept.values())
