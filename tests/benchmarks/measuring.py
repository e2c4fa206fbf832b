"""Asking every query of every class in every way, each under the same conditions."""

import os
import time
from collections.abc import Callable
from statistics import mean, median

from knowledge.models import SearchEntry
from tests.benchmarks import portal, server, writing
from tests.benchmarks.documents import entries
from tests.benchmarks.engines import Engine
from tests.benchmarks.figures import Figures
from tests.benchmarks.queries import Query
from tests.benchmarks.server import Client

API, PAGE, SUGGEST, HELLO = "/api/v1/search/", "/search/", "/api/v1/suggest/", "/hello/"
# finds a few records of the knowledge by its own word
_CHEAP = [("q", "res-01"), ("exact", "true")]
# the last of so many is what counts
_REPEATS = 2
# queries of a class whose answers are compared with the exact ones
_COMPARED = 8
COLD = ", cold"


def measure(
    classes: dict[str, list[Query]], typed: list[str], engines: dict[str, Engine], say: Callable[[str], None]
) -> Figures:
    """All classes; the portal's saves and suggestions as well."""
    figures = Figures(entries().count(), SearchEntry.objects.count())
    before = os.getloadavg()[0]
    figures.saves, figures.clock = writing.save_costs(), writing.clock_name()
    with server.served() as client:
        for name, queries in classes.items():
            say(f"{name}: {len(queries)} queries, {queries[0].text if queries else ''}")
            for query in queries:
                # in between, so that it meets the same load of the machine
                figures.hello.add(client.seconds(HELLO))
                _over_http(figures, name, query, client)
                _in_process(figures, name, query)
                _others(figures, name, query, engines)
            _approximation(figures, name, queries)
            figures.matching[name] = _mean_count(queries)
        for text in typed:
            _suggest(figures, text, client)
    figures.load = [before, os.getloadavg()[0]]
    return figures


def _over_http(figures: Figures, name: str, query: Query, client: Client) -> None:
    """Cold: on a new session with the database, before anybody else asked this. Warm: at a revision at which
    this was never answered, when the database has answered it twice. Again: at the same revision.
    """
    new_revision(client)
    server.new_sessions()
    figures.series(name, "API" + COLD).add(client.seconds(API, query.parameters))
    new_revision(client)
    client.seconds(API, query.parameters)
    for way, path in (("API", API), ("page", PAGE)):
        new_revision(client)
        figures.series(name, way).add(client.seconds(path, query.parameters))
        figures.series(name, way + ", again").add(client.seconds(path, query.parameters))


def new_revision(client: Client) -> None:
    """Nothing that was kept is given again, and the server has read the vocabulary of the new revision."""
    portal.forget_answers()
    client.seconds(API, _CHEAP)


def _in_process(figures: Figures, name: str, query: Query) -> None:
    portal.forget_answers()
    seconds = _seconds(portal.InProcess(), query)
    figures.series(name, "in process").add(seconds)
    statements = portal.statements_of(query)
    if seconds is not None:
        figures.series(name, "SQL").add([portal.run_statements(statements) for _ in range(_REPEATS)][-1])


def _others(figures: Figures, name: str, query: Query, engines: dict[str, Engine]) -> None:
    for way, engine in engines.items():
        engine.fresh()
        figures.series(name, way + COLD).add(_seconds(engine, query))
        figures.series(name, way).add([_seconds(engine, query) for _ in range(_REPEATS)][-1])


def _seconds(engine: Engine, query: Query) -> float | None:
    started = time.perf_counter()
    answer = engine.ask(query)
    seconds = time.perf_counter() - started
    return None if answer.total is None else seconds


def _suggest(figures: Figures, text: str, client: Client) -> None:
    client.seconds(SUGGEST, [("q", text)])
    new_revision(client)
    figures.suggestions.add(client.seconds(SUGGEST, [("q", text)]))


def _mean_count(queries: list[Query]) -> float:
    """How many records a query of this class matches here; other names of a term are among them."""
    answers = [portal.InProcess().ask(query) for query in queries]
    counts = [answer.total for answer in answers if answer.total is not None]
    return mean(counts) if counts else float("nan")


def _approximation(figures: Figures, name: str, queries: list[Query]) -> None:
    """How near the answers are to the exact ones, which may take seconds each."""
    overlaps, errors = [], []
    for query in queries[:_COMPARED]:
        exact, given = portal.exact_search(query), portal.InProcess().ask(query)
        if given.total is None or not exact.total:
            continue
        overlaps.append(len(set(exact.codes) & set(given.codes)) / len(exact.codes))
        errors.append(abs(given.total - exact.total) / exact.total)
    if overlaps:
        figures.overlap[name] = mean(overlaps)
        figures.count_error[name] = median(errors)
