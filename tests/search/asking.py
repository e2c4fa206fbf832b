"""Asking the search as a page does."""

from django.http import QueryDict

from knowledge.search.concepts import Understood
from knowledge.search.parameters import read_search
from knowledge.search.query import SearchPage, search
from knowledge.search.terms import TermDirectory
from knowledge.search.understanding import understand


def find(query_string: str) -> SearchPage:
    directory = TermDirectory.load()
    return search(read_search(QueryDict(query_string), directory, reject_unknown=True), directory)


def find_text(text: str, **parameters: str) -> SearchPage:
    """For texts with signs that mean something in an address."""
    asked = QueryDict(mutable=True)
    asked.update({"q": text, **parameters})
    return find(asked.urlencode())


def codes(query_string: str) -> list[str]:
    return [hit.entry.code for hit in find(query_string).hits]


def codes_of(text: str, **parameters: str) -> list[str]:
    return [hit.entry.code for hit in find_text(text, **parameters).hits]


def understood(text: str, *, exact: bool = False) -> Understood:
    return understand(text, TermDirectory.load(), exact=exact)
