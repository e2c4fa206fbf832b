"""A real reason why a search takes too long: somebody else holds its table."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def locked(table: str) -> Iterator[None]:
    """Another session holds the table for as long as the block lasts; this one must not have read it yet."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table)} IN ACCESS EXCLUSIVE MODE")
            yield
    finally:
        other.rollback()
        other.close()
