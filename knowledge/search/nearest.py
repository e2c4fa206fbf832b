"""Where nothing was found: the nearest searches that do find something, with their counts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from django.db import connection

from knowledge.search.concepts import Understood
from knowledge.search.facets import count
from knowledge.search.measured import MEASURED
from knowledge.search.parameters import SearchRequest
from knowledge.search.terms import TermDirectory
from knowledge.search.understanding import understand

Value = TypeVar("Value")

MOST = 5
# each costs a count
_TRIED = 10
# words that look alike, beyond what is corrected: pg_trgm's own threshold of 0.3
_ALIKE = """
    SELECT word FROM knowledge_searchword WHERE word %% %(typed)s AND word ~ '^[a-z]+$'
    ORDER BY similarity(word, %(typed)s) DESC, entries DESC, word LIMIT 3
"""


@dataclass(frozen=True)
class Nearest:
    """`why` tells how it differs from what was asked."""

    request: SearchRequest
    why: str
    count: int


def nearest(request: SearchRequest, understood: Understood, directory: TermDirectory) -> list[Nearest]:
    """The closest first; empty where nothing near finds anything either."""
    first = replace(request, page=1, explain=False)
    found: list[Nearest] = []
    for why, near in islice(_near(first, understood, directory), _TRIED):
        if len(found) == MOST:
            break
        number = count(understand(near.text, directory, exact=near.exact), near, directory).count
        if number and near not in [each.request for each in found]:
            found.append(Nearest(near, why, number))
    return found


def _near(
    request: SearchRequest, understood: Understood, directory: TermDirectory
) -> Iterator[tuple[str, SearchRequest]]:
    if request.exact:
        yield "with other names and spellings", replace(request, exact=False)
    if '"' in request.text or " -" in f" {request.text}":
        plain = " ".join(word.lstrip("-") for word in request.text.replace('"', " ").split())
        yield "as plain words", replace(request, text=plain)
    yield from _with_fewer_filters(request, directory)
    for word in understood.unknown:
        for alike in _alike(word):
            yield f"instead of {word}", replace(request, text=request.text.replace(word, alike), exact=False)


def _with_fewer_filters(
    request: SearchRequest, directory: TermDirectory
) -> Iterator[tuple[str, SearchRequest]]:
    labels = {facet.slug: facet.label.lower() for facet in directory.facets}
    fewer = [
        *(("without kind", replace(request, kinds=[])) for _ in request.kinds[:1]),
        *(("without evidence", replace(request, grades=[])) for _ in request.grades[:1]),
        *(
            (f"without {labels[name]}", replace(request, terms=_without(request.terms, name)))
            for name in request.terms
        ),
        *(
            (f"without {MEASURED[name].label.lower()}", replace(request, spans=_without(request.spans, name)))
            for name in request.spans
        ),
    ]
    yield from fewer
    if len(fewer) > 1:
        yield "without filters", replace(request, kinds=[], terms={}, grades=[], spans={})


def _without(chosen: dict[str, Value], name: str) -> dict[str, Value]:
    return {key: value for key, value in chosen.items() if key != name}


def _alike(word: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, {"typed": word.lower()})
        return [alike for (alike,) in cursor.fetchall() if alike != word.lower()]
