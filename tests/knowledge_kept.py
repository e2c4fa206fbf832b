"""The rows of the test database as the session found them, to put back what a transactional test emptied.

Loading the fixtures anew takes seconds for each such test; copying the same rows back takes a tenth of one.
"""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"
_IS_EMPTY = "SELECT NOT EXISTS (SELECT FROM knowledge_reference)"

_WATCHED = """
    SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal
"""
_GUARD = "ALTER TABLE knowledge_auditentry {} TRIGGER audit_log_is_kept"
# fixtures of tests that commit, after which Django truncates every table
_COMMITTING = {
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
}

Rows = dict[str, bytes]


def keep() -> Rows:
    """Every table's rows, in PostgreSQL's own binary form."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return {table: _rows(cursor, table) for (table,) in cursor.fetchall()}


def is_emptied_by(item: pytest.Item) -> bool:
    """Whether the database is emptied when this test ends."""
    marks = item.iter_markers("django_db")
    return bool(_COMMITTING & set(getattr(item, "fixturenames", ()))) or any(
        mark.kwargs.get("transaction") for mark in marks
    )


def let_empty() -> None:
    """Let go of the audit log, which refuses to be emptied, until the rows are put back."""
    with connection.cursor() as cursor:
        cursor.execute(_GUARD.format("DISABLE"))


def put_back(kept: Rows) -> None:
    """Make the tables hold these rows again, if they were emptied."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_IS_EMPTY)
        if cursor.fetchone() == (False,):
            return
        # what is put back was written down when it was first written: no trigger does so again
        cursor.execute(_WATCHED)
        watched = [table for (table,) in cursor.fetchall()]
        _switch_triggers(cursor, watched, "DISABLE")
        # in any order: Django's foreign keys are looked at afterwards
        for table in kept:
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        for table, rows in kept.items():
            with cursor.copy(_copy(table, "FROM STDIN")) as copy:
                copy.write(rows)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _switch_triggers(cursor, watched, "ENABLE")
    ContentType.objects.clear_cache()


def _switch_triggers(cursor: CursorWrapper, tables: list[str], switch: str) -> None:
    for table in tables:
        cursor.execute(sql.SQL("ALTER TABLE {} " + switch + " TRIGGER USER").format(sql.Identifier(table)))


def _rows(cursor: CursorWrapper, table: str) -> bytes:
    with cursor.copy(_copy(table, "TO STDOUT")) as copy:
        return b"".join(copy)


def _copy(table: str, direction: str) -> sql.Composed:
    return sql.SQL("COPY {} " + direction + " (FORMAT binary)").format(sql.Identifier(table))
