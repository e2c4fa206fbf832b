"""The portal's own search as the benchmark asks it: the one place here that knows its interface."""

import time
from contextlib import ExitStack
from typing import Any
from unittest import mock

from django.db import connection, transaction
from django.utils.datastructures import MultiValueDict

from knowledge.search import facets, hits
from knowledge.search import query as search_query
from knowledge.search.parameters import SearchRequest, read_search
from knowledge.search.query import SearchTooBroad, search
from knowledge.search.terms import TermDirectory
from knowledge.services import revision
from tests.benchmarks.queries import Answer, Query

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


def exact_search(query: Query) -> Answer:
    """The same search with every match ranked and counted, however long it takes."""
    everything = 10**9
    with ExitStack() as changed:
        for module, name, value in (
            (hits, "RANKED_AT_MOST", everything),
            (facets, "RANKED_AT_MOST", everything),
            (facets, "COUNTED_EXACTLY", everything),
            (search_query, "TIMEOUT_MS", 0),
        ):
            changed.enter_context(mock.patch.object(module, name, value))
        forget_answers()
        answer = InProcess().ask(query)
    forget_answers()
    return answer


def _request(query: Query, directory: TermDirectory) -> SearchRequest:
    given: MultiValueDict[str, str] = MultiValueDict()
    for name, value in query.parameters:
        given.appendlist(name, value)
    return read_search(given, directory, reject_unknown=True)
