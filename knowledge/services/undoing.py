"""Taking back what one step changed, row by row, as the database's history tells it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Q
from psycopg import sql
from psycopg.types.json import Jsonb

from knowledge.models import Citation, RowChange
from knowledge.services.fixture_kinds import WRITE_ORDER
from knowledge.services.row_words import Words

_COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_name = %s AND table_schema = current_schema() AND is_generated = 'NEVER'
"""

_AGAIN = sql.SQL(
    "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE"
    " SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s)"
)
_BEFORE = sql.SQL(
    "UPDATE {table} SET ({columns}) ="
    " (SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s)) WHERE id = %s"
)


class NotUndone(Exception):
    """Nothing was taken back; `reasons` say why, one for each thing in the way."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def undo(changes: Iterable[RowChange]) -> None:
    """Make the rows what they were before these changes. Raises NotUndone where others changed them since.

    The search and the content revision are the caller's: what is undone was never public.
    """
    steps = sorted(changes, key=lambda change: change.pk, reverse=True)
    reasons = [*_changed_since(steps), *_cited_since(steps)]
    if reasons:
        raise NotUndone(reasons)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # rows may go before those that name them: looked at when all of it is done
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for (table, operation), group in groupby(
                steps, key=lambda step: (step.table_name, step.operation)
            ):
                write = _remove if operation == RowChange.Operation.INSERT else _restore
                write(cursor, table, list(group))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        raise NotUndone([_in_use(error)]) from error


def _changed_since(steps: list[RowChange]) -> Iterator[str]:
    rows: dict[str, set[int]] = {}
    for step in steps:
        rows.setdefault(step.table_name, set()).add(step.row_id)
    touched = Q()
    for table, keys in rows.items():
        touched |= Q(table_name=table, row_id__in=keys)
    own = {step.pk for step in steps}
    first = min(own, default=0)
    later = [
        row for row in RowChange.objects.filter(touched, pk__gt=first).order_by("pk") if row.pk not in own
    ]
    words = Words(later)
    told = {(words.place(row), row.who): row for row in later}
    for (place, who), row in told.items():
        yield f"{place} was changed on {row.at:%Y-%m-%d %H:%M} by {who or 'nobody of the portal'}."


def _cited_since(steps: list[RowChange]) -> Iterator[str]:
    """No foreign key guards the claim of a citation."""
    tables = {kind.model._meta.db_table: kind.model for kind in WRITE_ORDER if kind.cites}
    own = {step.row_id for step in steps if step.table_name == Citation._meta.db_table}
    for table, model in tables.items():
        made = {
            step.row_id
            for step in steps
            if step.table_name == table and step.operation == RowChange.Operation.INSERT
        }
        if made:
            claims = Citation.objects.filter(
                content_type=ContentType.objects.get_for_model(model), object_id__in=made
            )
            for citation in claims.exclude(pk__in=own).select_related("reference"):
                yield f"{citation.claim} cites {citation.reference.code} since."


def _remove(cursor: CursorWrapper, table: str, steps: list[RowChange]) -> None:
    query = sql.SQL("DELETE FROM {} WHERE id = ANY(%s)").format(sql.Identifier(table))
    cursor.execute(query, [[step.row_id for step in steps]])


def _restore(cursor: CursorWrapper, table: str, steps: list[RowChange]) -> None:
    """Rows that were changed or removed, one by one: each as it was before."""
    cursor.execute(_COLUMNS, [table])
    columns = sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())
    for step in steps:
        query = _AGAIN if step.operation == RowChange.Operation.DELETE else _BEFORE
        former: list[Any] = [Jsonb(step.before)]
        if query is _BEFORE:
            former.append(step.row_id)
        cursor.execute(query.format(table=sql.Identifier(table), columns=columns), former)


def _in_use(error: IntegrityError) -> str:
    """In the words of the database, which knows what stands in the way."""
    detail = getattr(getattr(error.__cause__, "diag", None), "message_detail", None)
    return f"Something else uses it by now: {detail or error}"
