"""The one writer of the projection: records in, rows out, many at once."""

import json
from collections.abc import Iterable

from django.db import connection, transaction

from knowledge.models import Record, SearchEntry
from knowledge.search import best_entries, statistics
from knowledge.search.gathering import gathered
from knowledge.search.measured import MEASURED
from knowledge.search.projection import Projected, projected

_COLUMNS = ", ".join(
    f"{name} {kind}"
    for name, kind in {
        "content_type_id": "integer",
        "object_id": "bigint",
        "kind": "text",
        "code": "text",
        "title": "text",
        "lead": "text",
        "passages": "jsonb",
        "url": "text",
        "position": "integer",
        "terms": "bigint[]",
        "evidence": "text",
        "facets": "integer[]",
        "heading_words": "text",
        "lead_words": "text",
        "passage_words": "text",
        "aside_words": "text",
        "derived_words": "text",
        "length": "integer",
        **dict.fromkeys(MEASURED, "double precision"),
    }.items()
)
_GIVEN = f"WITH given AS (SELECT * FROM jsonb_to_recordset(%s) AS given ({_COLUMNS}))"


def _upsert(table: str, key: str, columns: Iterable[str], rows: str) -> str:
    """Insert or update; a row that is the same already is not written."""
    names = ", ".join(columns)
    new = ", ".join(f"excluded.{name}" for name in columns)
    old = ", ".join(f"old.{name}" for name in columns)
    return f"""
        {_GIVEN}
        INSERT INTO {table} AS old ({names}) {rows}
        ON CONFLICT ({key}) DO UPDATE SET ({names}) = ROW ({new}) WHERE ({old}) IS DISTINCT FROM ({new})
    """


_ENTRY_COLUMNS = (
    *("content_type_id", "object_id", "kind", "code", "title", "lead"),
    *("passages", "url", "position", "terms", "evidence"),
)
_WRITE_ENTRIES = _upsert(
    "knowledge_searchentry",
    "content_type_id, object_id",
    _ENTRY_COLUMNS,
    f"SELECT {', '.join(_ENTRY_COLUMNS)} FROM given",
)
_MEASURED = ", ".join(MEASURED)
_WRITE_INDEX = _upsert(
    "knowledge_searchindex",
    "entry_id",
    ("entry_id", "kind", "position", "length", "is_sampled", "facets", "words", *MEASURED),
    f"""
    SELECT entry.id, given.kind, given.position, length, entry.id %% 16 = 0, facets,
           setweight(to_tsvector('english', heading_words), 'A')
           || setweight(to_tsvector('english', lead_words), 'B')
           || setweight(to_tsvector('english', passage_words), 'C')
           || to_tsvector('english', aside_words)
           || derived_words::tsvector,
           {_MEASURED}
    FROM given JOIN knowledge_searchentry AS entry USING (content_type_id, object_id)
    """,
)
_WRITE_STARTS = """
    WITH given AS (
        SELECT entry.id AS entry_id, start, text
        FROM jsonb_to_recordset(%s) AS given (code text, start text, text text)
        JOIN knowledge_searchentry AS entry USING (code)
    ), gone AS (
        DELETE FROM knowledge_searchsuggestion AS old
        WHERE entry_id IN (SELECT id FROM knowledge_searchentry WHERE code = ANY(%s))
        AND NOT EXISTS (SELECT FROM given WHERE given.entry_id = old.entry_id
                        AND given.start = old.start AND given.text = old.text)
    )
    INSERT INTO knowledge_searchsuggestion (entry_id, start, text)
    SELECT DISTINCT entry_id, start, text FROM given
    EXCEPT SELECT entry_id, start, text FROM knowledge_searchsuggestion
    WHERE entry_id IN (SELECT entry_id FROM given)
"""


@transaction.atomic
def index(records: Iterable[Record]) -> bool:
    """Bring the entries of records up to date; whether the public sees a difference."""
    keys: dict[type[Record], list[int]] = {}
    for record in dict.fromkeys(records):
        keys.setdefault(type(record), []).append(record.pk)
    rows, gone = [], False
    for model, saved in keys.items():
        public = gathered(model, saved)
        rows += [projected(record) for record in public]
        hidden = set(saved) - {record.pk for record in public}
        gone |= SearchEntry.objects.filter(kind=model.kind, object_id__in=hidden).delete()[0] > 0
    if rows:
        write(rows)
        statistics.add_words({word for row in rows for word in row.words})
        best_entries.add([row.columns["code"] for row in rows])
    return gone or bool(rows)


def write(rows: list[Projected]) -> None:
    """The rows of as many records as a statement shall take."""
    given = json.dumps([row.columns for row in rows])
    starts = [
        {"code": row.columns["code"], "start": start.start, "text": start.text}
        for row in rows
        for start in row.starts
    ]
    codes = [row.columns["code"] for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE_ENTRIES, [given])
        cursor.execute(_WRITE_INDEX, [given])
        cursor.execute(_WRITE_STARTS, [json.dumps(starts), codes])
