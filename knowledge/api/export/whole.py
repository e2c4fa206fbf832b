"""The export in its two formats. Each begins with what it is and ends so that a torn file can be told."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rest_framework.request import Request

from knowledge.api.export.archive import archive, pieces
from knowledge.api.export.dictionary import COLUMNS, dictionary
from knowledge.api.export.tables import Table, further_tables, record_tables
from knowledge.api.renderers import CSVRenderer, NDJSONRenderer
from knowledge.models import ContentRevision
from knowledge.search.terms import TermDirectory
from knowledge.services.snapshot import snapshot
from knowledge.services.terms_of_use import CONDITION, LICENCE


def as_ndjson(request: Request) -> Iterator[bytes]:
    """{"kind": "export", ...}, every record as the lists have it with its kind, {"kind": "end", ...}.

    The first piece is empty: with it the snapshot is taken.
    """
    with snapshot():
        now = ContentRevision.read()
        yield b""
        yield from pieces(_lines(request, now))


def as_zip(request: Request) -> Iterator[bytes]:
    """about.json, data-dictionary.csv and a CSV file for each table; the first piece is empty."""
    with snapshot():
        now = ContentRevision.read()
        yield b""
        records = record_tables(request, now.number)
        every = [*records, *further_tables(records, TermDirectory.load())]
        yield from archive(_files(every, about(request, now)), now.changed_at)


def about(request: Request, now: ContentRevision) -> dict[str, Any]:
    """What the export is; `date` is that of the revision, so that equal revisions make equal files."""
    return {
        "name": "Interphase",
        "source": request.build_absolute_uri("/"),
        "revision": now.number,
        "date": now.changed_at.isoformat().replace("+00:00", "Z"),
        "licence": LICENCE,
        "condition": CONDITION,
    }


def _lines(request: Request, now: ContentRevision) -> Iterator[str]:
    count = 0
    yield _line({"kind": "export", **about(request, now)})
    for table in record_tables(request, now.number):
        rows = ({"kind": table.kind, **row} for row in table.rows())
        for line in NDJSONRenderer().stream(rows, []):
            count += 1
            yield line
    yield _line({"kind": "end", "revision": now.number, "records": count})


def _files(tables: list[Table], about: dict[str, Any]) -> Iterator[tuple[str, Iterable[str]]]:
    csv = CSVRenderer()
    yield "about.json", [json.dumps(about, ensure_ascii=False, indent=2) + "\n"]
    yield "data-dictionary.csv", csv.stream(dictionary(tables), COLUMNS)
    for table in tables:
        yield f"{table.name}.csv", csv.stream(table.rows(), list(table.fields))


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
