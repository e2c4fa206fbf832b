"""What was asked -> the entries that answer it, best first, with everything that is counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg.errors import QueryCanceled

from knowledge.search.concepts import Understood
from knowledge.search.facets import Counted, FacetCounts, MeasuredCounts, count
from knowledge.search.hits import Hit, hits
from knowledge.search.nearest import Nearest, nearest
from knowledge.search.parameters import SearchRequest
from knowledge.search.terms import TermDirectory
from knowledge.search.understanding import understand

# for each of the two statements that may be slow, so that no search holds a worker for a second
TIMEOUT_MS = 450
# Whatever the server is set to: the index is in memory (79 -> 48 ms on a common word); the planner takes a
# look at the words of every row for as cheap as any comparison and would read them all; compiling a statement
# of milliseconds takes longer than running it; and one search shall not take every processor.
_PLANNER = {
    "random_page_cost": "1.1",
    "enable_seqscan": "off",
    "jit": "off",
    "max_parallel_workers_per_gather": "1",
    "work_mem": "16MB",
}


class PageOutOfRange(Exception):
    def __init__(self, page: int, last_page: int) -> None:
        super().__init__(f"Page {page} does not exist; the last page is {last_page}.")
        self.page = page
        self.last_page = last_page


class SearchTooBroad(Exception):
    """The search was given up after its time."""

    def __init__(self) -> None:
        super().__init__("This search takes too long: name rarer words, or choose a filter.")


@dataclass(frozen=True)
class SearchPage:
    """`nearest` is empty where something was found."""

    request: SearchRequest
    understood: Understood
    counted: Counted
    hits: list[Hit] = field(default_factory=list)
    nearest: list[Nearest] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.counted.count

    @property
    def facets(self) -> list[FacetCounts]:
        return self.counted.facets

    @property
    def measured(self) -> list[MeasuredCounts]:
        return self.counted.measured

    @property
    def last_page(self) -> int:
        return max(1, -(-self.count // self.request.page_size))


def search(request: SearchRequest, directory: TermDirectory) -> SearchPage:
    """One page of results with the counts of every facet; raises PageOutOfRange and SearchTooBroad."""
    with _bounded():
        understood = understand(request.text, directory, exact=request.exact)
        counted = count(understood, request, directory)
        page = SearchPage(request, understood, counted)
        if request.page > page.last_page:
            raise PageOutOfRange(request.page, page.last_page)
        if counted.count:
            page.hits.extend(hits(understood, request, directory))
        else:
            page.nearest.extend(nearest(request, understood, directory))
    return page


@contextmanager
def _bounded() -> Iterator[None]:
    """A time limit for each statement within, and a planner that suits them; raises SearchTooBroad."""
    outer = connection.in_atomic_block
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _set(cursor, {"statement_timeout": str(TIMEOUT_MS), **_PLANNER})
            yield
            if outer:
                _set(cursor, {"statement_timeout": "0", "enable_seqscan": "on"})
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise SearchTooBroad from error
        raise


def _set(cursor: CursorWrapper, settings: dict[str, str]) -> None:
    """For the present transaction."""
    calls = ", ".join("set_config(%s, %s, true)" for _ in settings)
    cursor.execute(f"SELECT {calls}", [part for setting in settings.items() for part in setting])
