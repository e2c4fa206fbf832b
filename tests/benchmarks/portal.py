"""The portal's own search as the benchmark asks it: the one place here that knows its interface."""

import time
from typing import Any

from django.db import connection, transaction
from django.utils.datastructures import MultiValueDict

from knowledge.search.parameters import SearchRequest, read_search
from knowledge.search.query import search
from knowledge.search.terms import TermDirectory
from knowledge.services import revision
from tests.benchmarks.queries import Answer, Query

try:
    from knowledge.search.query import SearchTooBroad
except ImportError:  # a search without a time limit

    class SearchTooBroad(Exception):  # type: ignore[no-redef]
        """Never raised."""


Statement = tuple[str, Any]


class InProcess:
    """search() as the views call it, without HTTP, serialising and rendering."""

    def ask(self, query: Query) -> Answer:
        directory = TermDirectory.load()
        try:
            page = search(_request(query, directory), directory)
        except SearchTooBroad:
            return Answer(None, [])
        return Answer(page.count, [hit.entry.code for hit in page.hits])

    def fresh(self) -> None:
        """A new session with the database."""
        connection.close()


def forget_answers() -> None:
    """Raise the content revision: an answer that was kept is not given again. The vocabulary is read anew."""
    revision.bump()
    TermDirectory.load()


def statements_of(query: Query) -> list[Statement]:
    """The SQL of one search, in order."""
    found: list[Statement] = []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        found.append((sql, parameters))
        return execute(sql, parameters, many, context)

    forget_answers()
    with connection.execute_wrapper(note):
        InProcess().ask(query)
    return found


def run_statements(statements: list[Statement]) -> float:
    """Seconds for the statements alone, read to their last row by the driver, in one transaction."""
    with transaction.atomic(), connection.connection.cursor() as cursor:
        started = time.perf_counter()
        for sql, parameters in statements:
            cursor.execute(sql, parameters)
            if cursor.description:
                cursor.fetchall()
        return time.perf_counter() - started


def exact_search(query: Query) -> Answer | None:
    """The same search with every match ranked and counted, however long it takes.

    None while search has no such variant; then the report says nothing about approximation.
    """
    return None


def _request(query: Query, directory: TermDirectory) -> SearchRequest:
    given: MultiValueDict[str, str] = MultiValueDict()
    for name, value in query.parameters:
        given.appendlist(name, value)
    return read_search(given, directory, reject_unknown=True)
