"""What stands in the database, as the cells of the tables."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Model

from knowledge.models import Record, Status, Term
from knowledge.services.documents import linked_by, marks_by_claim
from knowledge.services.fixture_kind import Link
from knowledge.services.tables.cells import citation, joined, text_of
from knowledge.services.tables.columns import TABLES, Table

ALL_STATUSES = tuple(Status.values)


class Reader:
    """Reads the tables with a few queries each, however many rows there are."""

    def __init__(self, statuses: Collection[str] = ALL_STATUSES) -> None:
        self._statuses = set(statuses)
        self._marks = marks_by_claim()
        self._names: dict[type[Model], dict[Any, str]] = {}

    def rows(self, table: Table) -> Iterator[list[Any]]:
        """The values of each row, texts or numbers, in the order of `table.columns`."""
        kind = table.kind
        many = {
            name: linked_by(kind.model, name) for name in [*kind.many, *(["terms"] if kind.is_record else [])]
        }
        keys = {pk: key for pk, *key in kind.model._default_manager.values_list("pk", *kind.key)}
        for instance in self._instances(table):
            values = dict(zip(table.keys, keys[instance.pk], strict=True))
            values |= {name: getattr(instance, name) for name in kind.fields}
            for name, link in kind.links.items():
                values[name] = self._named(link, getattr(instance, f"{name}_id"))
            for name, linked in many.items():
                link = kind.many.get(name, Link(Term))
                targets = [self._named(link, target) for target in linked.get(instance.pk, [])]
                values[name] = joined(sorted(targets))
            if kind.cites:
                values["cites"] = joined(_citations(self._marks.get((kind.model, instance.pk), [])))
            yield [_plain(values[name]) for name in table.columns]

    def _instances(self, table: Table) -> Iterable[Any]:
        found = table.kind.model._default_manager.order_by(*table.kind.key)
        if self._statuses == set(ALL_STATUSES):
            return found
        place = _status_of(table)
        return found.filter(**{f"{place}__in": self._statuses}) if place else found

    def _named(self, link: Link, target: Any) -> str:
        if target is None:
            return ""
        if link.model not in self._names:
            table = next(table for table in TABLES.values() if table.kind.model is link.model)
            lookups = ("facet__slug", "slug") if link.model is Term else (table.kind.key[-1],)
            named = link.model._default_manager.values_list("pk", *lookups)
            self._names[link.model] = {pk: "/".join(map(str, parts)) for pk, *parts in named}
        name = self._names[link.model][target]
        return name.removeprefix(f"{link.within}/") if link.within else name


def _status_of(table: Table) -> str:
    """Where the status is of the record that a row is or stands in; empty for vocabulary and sources."""
    if table.kind.is_record:
        return "status"
    first = table.kind.key[0].split("__")
    model: Any = table.kind.model
    for name in first[:-1]:
        model = model._meta.get_field(name).related_model
    return "__".join([*first[:-1], "status"]) if issubclass(model, Record) else ""


def _citations(marks: Iterable[Any]) -> list[str]:
    return [citation(mark) if isinstance(mark, str) else citation(**mark) for mark in marks]


def _plain(value: Any) -> Any:
    """A number as a number, everything else as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return value.normalize()
    return text_of(value)
