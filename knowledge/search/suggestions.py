"""Suggestions while typing: records whose heading has the words so far, and terms by any of their names."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery

from knowledge.models import SearchEntry, Term
from knowledge.search.normalise import fold
from knowledge.search.terms import TermDirectory
from knowledge.search.understanding import CONFIG

MOST_RECORDS = 6
MOST_TERMS = 4


@dataclass(frozen=True)
class Suggestion:
    text: str
    kind: str
    id: str
    url: str


def suggest(text: str, directory: TermDirectory) -> list[Suggestion]:
    """At most ten: terms first, for they are short; an empty list for an empty text."""
    folded = fold(text)
    if not folded:
        return []
    return _terms(folded, directory) + _records(folded)


def _records(folded: str) -> list[Suggestion]:
    # fold leaves letters, digits, spaces and decimal points, so no operator of tsquery can come through
    words = " & ".join(f"{word}:*AB" for word in folded.replace(".", " ").split())
    query = SearchQuery(words, config=CONFIG, search_type="raw")
    entries = SearchEntry.objects.filter(vector=query).exclude(kind__in=("cause", "remedy"))
    return [Suggestion(entry.title, entry.kind, entry.code, entry.url) for entry in entries[:MOST_RECORDS]]


def _terms(folded: str, directory: TermDirectory) -> list[Suggestion]:
    found = [term for term in directory.terms.values() if _begins(term, folded)]
    return [
        Suggestion(str(term), term.facet.slug, term.slug, f"/search/?{term.facet.slug}={term.slug}")
        for term in found[:MOST_TERMS]
    ]


def _begins(term: Term, folded: str) -> bool:
    return any(fold(name).startswith(folded) for name in term.names)
