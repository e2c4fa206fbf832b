"""SQLite with FTS5, used as Datasette uses it, and once more made to do what our search does.

Datasette's table page: the rows whose rowid the full-text table matches, in the order of their key; their
number; and one statement for each facet, those over arrays through json_each. All words must match, there is
no ranking and nothing is marked. Two things are kinder to SQLite than Datasette is: an array facet is counted
without removing duplicates first (there are none), and the full-text index is optimised.
"""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.documents import FACETS, Document
from tests.benchmarks.queries import PAGE_SIZE, Answer, How, Query

_FILE = "records.sqlite"
_COLUMNS = ("id", "code", "kind", "evidence", "title", "text", *FACETS)
# Datasette's default_facet_size, and one more to see whether there are others
_FACET_VALUES = 31
_SCHEMA = f"""
    CREATE TABLE records (id INTEGER PRIMARY KEY, {", ".join(f"{name} TEXT" for name in _COLUMNS[1:])});
    CREATE VIRTUAL TABLE records_fts
    USING fts5(title, text, content=records, content_rowid=id, tokenize=porter);
    CREATE TABLE words (word TEXT PRIMARY KEY, records INTEGER);
"""


class Builder:
    """Writes the file; `finish` makes it ready to be asked."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / _FILE)
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)

    def add(self, document: Document) -> None:
        row = (*document[:-1], *map(json.dumps, document.terms))
        places = ", ".join("?" * len(row))
        self._database.execute(f"INSERT INTO records VALUES ({places})", row)  # noqa: S608

    def finish(self, words: Iterable[tuple[str, int]]) -> None:
        """`words` are in how many records each stands, from which the queries are chosen."""
        database = self._database
        database.execute("INSERT INTO records_fts (rowid, title, text) SELECT id, title, text FROM records")
        database.execute("INSERT INTO records_fts (records_fts) VALUES ('optimize')")
        database.executemany("INSERT INTO words VALUES (?, ?)", words)
        for column in ("kind", "evidence"):
            database.execute(f"CREATE INDEX records_{column} ON records ({column})")
        database.execute("ANALYZE")
        database.commit()
        database.close()


class Datasette:
    """The statements of Datasette's table page, asked in process."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _FILE
        self._database = opened(folder)

    def fresh(self) -> None:
        """A new connection: its page cache is empty, the operating system's is not."""
        self._database.close()
        self._database = opened(self._file.parent)

    def ask(self, query: Query) -> Answer:
        matched, parameters = self._matched(query)
        where = " AND ".join([*matched, *_filters(query)]) or "1"
        page = self._database.execute(*self._page(query, where, parameters)).fetchall()
        counting = f"SELECT count(*) FROM records WHERE {where}"  # noqa: S608
        (number,) = self._database.execute(counting, parameters).fetchone()
        for facet in ("kind", "evidence", *FACETS):
            self._database.execute(_facet(facet, where), parameters).fetchall()
        return Answer(number, [row[1] for row in page[:PAGE_SIZE]])

    def _matched(self, query: Query) -> tuple[list[str], dict[str, str]]:
        if not query.words:
            return [], {}
        clause = "id IN (SELECT rowid FROM records_fts WHERE records_fts MATCH :search)"
        return [clause], {"search": self._expression(query)}

    def _expression(self, query: Query) -> str:
        """As escape_fts writes it: each word in quotes, all of them wanted."""
        if query.how is How.PART:
            return f"{query.words[0]}*"
        if query.how is How.PHRASE:
            return f'"{" ".join(query.words)}"'
        return " ".join(f'"{word}"' for word in query.words)

    def _page(self, query: Query, where: str, parameters: dict[str, str]) -> tuple[str, dict[str, str]]:
        columns = ", ".join(_COLUMNS)
        limit = f"LIMIT {PAGE_SIZE + 1} OFFSET {PAGE_SIZE * (query.page - 1)}"
        return f"SELECT {columns} FROM records WHERE {where} ORDER BY id {limit}", parameters  # noqa: S608


class SameJob(Datasette):
    """SQLite doing our job: any word may match, the best first, with the passage marked; the same counts."""

    def _expression(self, query: Query) -> str:
        if query.how is How.WORDS:
            return " OR ".join(f'"{word}"' for word in query.words)
        return super()._expression(query)

    def _page(self, query: Query, where: str, parameters: dict[str, str]) -> tuple[str, dict[str, str]]:
        if not query.words:
            return super()._page(query, where, parameters)
        filters = "".join(f" AND {clause}" for clause in _filters(query))
        return (
            f"""SELECT records.id, code, records.title, snippet(records_fts, 1, '[', ']', '…', 40)
                FROM records_fts JOIN records ON records.id = records_fts.rowid
                WHERE records_fts MATCH :search {filters}
                ORDER BY records_fts.rank LIMIT {PAGE_SIZE} OFFSET {PAGE_SIZE * (query.page - 1)}""",  # noqa: S608
            parameters,
        )


def opened(folder: Path) -> sqlite3.Connection:
    """The file that a Builder wrote, read only."""
    return sqlite3.connect(f"file:{folder / _FILE}?mode=ro", uri=True)


def _filters(query: Query) -> list[str]:
    """Slugs are letters, digits and hyphens."""
    clause = "'{}' IN (SELECT value FROM json_each(records.{}))"
    return [clause.format(term, facet) for facet, term in query.terms]


def _facet(facet: str, where: str) -> str:
    if facet in FACETS:
        rows = f"(SELECT * FROM records WHERE {where}) AS row, json_each(row.{facet}) AS item"  # noqa: S608
        value = "item.value"
    else:
        rows, value = f"(SELECT * FROM records WHERE {where})", facet  # noqa: S608
    return f"""SELECT {value} AS value, count(*) AS count FROM {rows} WHERE {value} IS NOT NULL
               GROUP BY {value} ORDER BY count DESC, value LIMIT {_FACET_VALUES}"""  # noqa: S608
