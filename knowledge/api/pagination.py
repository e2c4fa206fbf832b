"""Pages of a list by keyset: a cursor says after which record to go on, so nothing that is added in
between shifts a page.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet

from knowledge.models import Record

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 500
LONGEST_CURSOR = 1000


class BadCursor(ValueError):
    """Not a cursor that this list, in this order, has given."""


@dataclass(frozen=True)
class Ordering:
    """By a field, unknown values last, then by identifier. `name` is how the caller writes it."""

    name: str
    field: str
    descending: bool = False

    @classmethod
    def named(cls, name: str, fields: dict[str, str]) -> "Ordering":
        return cls(name, fields[name.removeprefix("-")], name.startswith("-"))

    def sorted(self, records: QuerySet[Any], *, backwards: bool) -> QuerySet[Any]:
        descending = self.descending != backwards
        by_field = (
            F(self.field).desc(nulls_first=backwards or None, nulls_last=not backwards or None)
            if descending
            else F(self.field).asc(nulls_first=backwards or None, nulls_last=not backwards or None)
        )
        return records.order_by(by_field, "-code" if descending else "code")


@dataclass(frozen=True)
class Cursor:
    """A place in a list: beside the record with this identifier and this value of the ordering's field."""

    ordering: str
    value: str | None
    code: str
    backwards: bool = False

    @classmethod
    def beside(cls, record: Record, ordering: Ordering, *, backwards: bool) -> "Cursor":
        value = getattr(record, ordering.field)
        return cls(ordering.name, None if value is None else str(value), record.code, backwards)

    @classmethod
    def decoded(cls, text: str, ordering: Ordering) -> "Cursor":
        """Raises BadCursor."""
        if len(text) > LONGEST_CURSOR:
            raise BadCursor("cursor is longer than any that this list has given.")
        try:
            parts = json.loads(base64.urlsafe_b64decode(text.encode("ascii")))
            cursor = cls(*parts)
        except (binascii.Error, ValueError, TypeError) as error:
            raise BadCursor("cursor is not one that this list has given.") from error
        if not cursor._is_sound():
            raise BadCursor("cursor is not one that this list has given.")
        if cursor.ordering != ordering.name:
            raise BadCursor(f"cursor was given for ordering={cursor.ordering}, not {ordering.name}.")
        return cursor

    def encoded(self) -> str:
        parts = [self.ordering, self.value, self.code, self.backwards]
        return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode("ascii")

    def _is_sound(self) -> bool:
        texts = (self.ordering, self.code, "" if self.value is None else self.value)
        return isinstance(self.backwards, bool) and all(
            isinstance(text, str) and "\x00" not in text for text in texts
        )


@dataclass(frozen=True)
class Page:
    records: list[Any]
    next: Cursor | None
    previous: Cursor | None


def page_of(records: QuerySet[Any], ordering: Ordering, cursor: Cursor | None, limit: int) -> Page:
    """At most `limit` records beyond the cursor, with the cursors of its neighbours; raises BadCursor."""
    backwards = cursor is not None and cursor.backwards
    if cursor is not None:
        records = records.filter(_beyond(cursor, ordering, records))
    found = list(ordering.sorted(records, backwards=backwards)[: limit + 1])
    is_more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    is_before, is_after = (is_more, True) if backwards else (cursor is not None, is_more)
    if not found:
        return Page([], None, None)
    return Page(
        found,
        Cursor.beside(found[-1], ordering, backwards=False) if is_after else None,
        Cursor.beside(found[0], ordering, backwards=True) if is_before else None,
    )


def batches_of(records: QuerySet[Any], ordering: Ordering, size: int = LARGEST_LIMIT) -> Iterator[list[Any]]:
    """All records, a page at a time."""
    cursor: Cursor | None = None
    while True:
        page = page_of(records, ordering, cursor, size)
        yield page.records
        cursor = page.next
        if cursor is None:
            return


def _beyond(cursor: Cursor, ordering: Ordering, records: QuerySet[Any]) -> Q:
    """What comes after the cursor's record, or before it when going backwards."""
    field = ordering.field
    further = "lt" if ordering.descending != cursor.backwards else "gt"
    unknown = Q(**{f"{field}__isnull": True})
    same_value_further_code = {f"code__{further}": cursor.code}
    if cursor.value is None:
        rest = unknown & Q(**same_value_further_code)
        return rest | ~unknown if cursor.backwards else rest
    value = _typed(cursor.value, field, records)
    rest = Q(**{f"{field}__{further}": value}) | Q(**{field: value}, **same_value_further_code)
    return rest if cursor.backwards else rest | unknown


def _typed(value: str, field: str, records: QuerySet[Any]) -> object:
    try:
        typed = records.model._meta.get_field(field).to_python(value)
    except ValidationError as error:
        raise BadCursor("cursor is not one that this list has given.") from error
    if isinstance(typed, Decimal) and not typed.is_finite():
        raise BadCursor("cursor is not one that this list has given.")
    return typed
