"""The history of a record, as the database's triggers wrote it: who changed what, when and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from knowledge.models import Citation, DraftVersion, Record, RowChange
from knowledge.services.differences import Difference, differences
from knowledge.services.documents import Reader
from knowledge.services.fixture_kind import Kind
from knowledge.services.row_words import Words
from knowledge.services.versions import kind_of, whole


@dataclass(frozen=True)
class Entry:
    """What somebody changed of a record in one transaction; `who` is empty where nobody said."""

    transaction: int
    at: datetime
    who: str
    why: str
    changes: list[Difference] = field(default_factory=list)
    of_draft: bool = False


def of(record: Record, *, after: datetime | None = None) -> list[Entry]:
    """The history of a record with all that stands in it and of its next versions, the newest first."""
    record = whole(record)
    rows = list(_changes(record, after))
    words = Words(rows)
    entries = []
    for (transaction, who, why, of_draft), group in groupby(rows, key=_together):
        steps = list(group)
        found = [each for row in steps for each in _in_words(record, row, words)]
        if found:
            entries.append(Entry(transaction, steps[-1].at, who, why, _merged(found), of_draft))
    return entries[::-1]


def last_editor(record: Record) -> str:
    """Who changed its content last; empty if nobody is known. A status alone is no content."""
    for entry in of(record):
        if not entry.of_draft and any(each.field != "status" for each in entry.changes):
            return entry.who
    return ""


def _together(row: RowChange) -> tuple[int, str, str, bool]:
    return row.transaction, row.who, row.why, row.table_name == DraftVersion._meta.db_table


def _changes(record: Record, after: datetime | None) -> Iterator[RowChange]:
    """In the order in which they happened."""
    wanted = Q()
    for table, keys, types in _rows_of(record):
        rows = Q(table_name=table) & (Q(owner_id__in=keys) if types is not None else Q(row_id__in=keys))
        if types:
            # what is gone has an image before only, what is new one after only
            rows &= Q(**{f"after__{types[0]}": types[1]}) | Q(**{f"before__{types[0]}": types[1]})
        wanted |= rows
    found = RowChange.objects.filter(wanted)
    if after:
        found = found.filter(at__gt=after)
    return found.order_by("id").iterator()


def _rows_of(record: Record) -> Iterator[tuple[str, set[int], tuple[str, int] | tuple[()] | None]]:
    """Tables, with keys of rows in them or (where the last is given) of what rows stand in."""
    standing = Reader([record])
    known: dict[type[Model], set[int]] = defaultdict(set, {type(record): {record.pk}})
    for kind in _within(kind_of(record)):
        table = kind.model._meta.db_table
        if kind.model is not type(record):
            owner: Any = kind.model._meta.get_field(kind.owner).related_model
            gone = RowChange.objects.filter(table_name=table, owner_id__in=known[owner])
            known[kind.model] = {*standing.primary_keys(kind.model), *gone.values_list("row_id", flat=True)}
        keys = known[kind.model]
        yield table, keys, None
        for name in [*kind.many, *(["terms"] if kind.is_record else [])]:
            through: Any = kind.model._meta.get_field(name)
            yield through.remote_field.through._meta.db_table, keys, ()
        if kind.cites:
            yield Citation._meta.db_table, keys, _of_type(kind.model)
    yield DraftVersion._meta.db_table, {record.pk}, _of_type(type(record))


def _of_type(model: type[Model]) -> tuple[str, int]:
    return "content_type_id", ContentType.objects.get_for_model(model).pk


def _within(kind: Kind) -> Iterator[Kind]:
    """The kind and all that is nested in it, owners first."""
    yield kind
    for nested in kind.nested.values():
        yield from _within(nested)


def _in_words(record: Record, row: RowChange, words: Words) -> Iterable[Difference]:
    if row.table_name == DraftVersion._meta.db_table:
        before, after = ((each or {}).get("document") for each in (row.before, row.after))
        if row.operation == RowChange.Operation.INSERT and row.after:
            before = row.after["base"]
        # what becomes of a draft that goes is told by the step that let it go
        return differences(kind_of(record), before or {}, after) if after else []
    return words.of(row)


def _merged(found: list[Difference]) -> list[Difference]:
    """A field that changed several times in a transaction changed once; back again is no change."""
    merged: dict[tuple[str, str], Difference] = {}
    for each in found:
        place = (each.code, each.field)
        first = merged.get(place)
        merged[place] = Difference(*place, first.before if first else each.before, each.after)
    return [each for each in merged.values() if each.before != each.after]
