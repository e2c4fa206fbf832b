"""Rows of the history in words: identifiers for primary keys, labels for choices."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from knowledge.models import Citation, Reference, RowChange, Term
from knowledge.services.differences import Difference, field_label, shown
from knowledge.services.documents import Document, names_of
from knowledge.services.fixture_kind import Kind, Link
from knowledge.services.fixture_kinds import WRITE_ORDER

Row = dict[str, Any]

_KINDS: dict[str, Kind] = {kind.model._meta.db_table: kind for kind in WRITE_ORDER}


@dataclass(frozen=True)
class Linking:
    """A table between two kinds: whose it is, under which name, and the column of what is named."""

    kind: Kind
    name: str
    link: Link
    column: str


def _linking() -> Iterator[tuple[str, Linking]]:
    for kind in WRITE_ORDER:
        for name, link in {**kind.many, **({"terms": Link(Term)} if kind.is_record else {})}.items():
            field: Any = kind.model._meta.get_field(name)
            table = field.remote_field.through._meta.db_table
            yield table, Linking(kind, name, link, f"{field.m2m_reverse_field_name()}_id")


_LINKING = dict(_linking())


class Words:
    """Knows the names of all that these rows hold, by a query for each kind of thing."""

    def __init__(self, rows: list[RowChange]) -> None:
        needed: dict[type[Model], set[Any]] = defaultdict(set)
        for model, key in (pair for row in rows for image in _images(row) for pair in _named_in(row, image)):
            needed[model].add(key)
        self._names = {model: names_of(model, keys - {None}) for model, keys in needed.items()}
        self._places = {
            kind.model: {
                pk: kind.label.format(*key)
                for pk, *key in kind.model._default_manager.filter(pk__in=needed[kind.model]).values_list(
                    "pk", *kind.key
                )
            }
            for kind in WRITE_ORDER
            if needed[kind.model]
        }

    def of(self, row: RowChange) -> Iterator[Difference]:
        """What the change says, field by field."""
        if row.table_name == Citation._meta.db_table:
            yield self._citation(row)
        elif row.table_name in _LINKING:
            yield self._link(row)
        elif kind := _KINDS.get(row.table_name):
            yield from self._fields(kind, row)

    def place(self, row: RowChange) -> str:
        """The identifier of what the row is, or of what it stands in."""
        image: Row = row.after or row.before or {}
        if row.table_name == Citation._meta.db_table:
            model: Any = ContentType.objects.get_for_id(image["content_type_id"]).model_class()
            return self._place(model, image["object_id"], {})
        if row.table_name in _LINKING:
            return self._place(_LINKING[row.table_name].kind.model, row.owner_id, {})
        kind = _KINDS.get(row.table_name)
        return self._place(kind.model, row.row_id, image) if kind else row.table_name

    def _fields(self, kind: Kind, row: RowChange) -> Iterator[Difference]:
        place = self._place(kind.model, row.row_id, row.after or row.before or {})
        before, after = (self._document(kind, image) for image in (row.before, row.after))
        for name in (*kind.fields, *kind.links):
            old, new = shown(kind, name, before, 0), shown(kind, name, after, 0)
            if old != new and name != kind.identified_by:
                yield Difference(place, field_label(kind, name), old, new)

    def _document(self, kind: Kind, image: Row | None) -> Document:
        if image is None:
            return {}
        links = {
            name: self._names.get(link.model, {}).get(image[f"{name}_id"], "")
            for name, link in kind.links.items()
            if image.get(f"{name}_id")
        }
        return {**{name: image.get(name) for name in kind.fields}, **links}

    def _citation(self, row: RowChange) -> Difference:
        image: Row = row.after or row.before or {}
        model: Any = ContentType.objects.get_for_id(image["content_type_id"]).model_class()
        reference = self._names[Reference].get(image["reference_id"], "a reference that is gone")
        before, after = (
            "; ".join(filter(None, [each["locator"], each["quote"], each["stance"]])) if each else ""
            for each in (row.before, row.after)
        )
        return Difference(self._place(model, image["object_id"], {}), f"cites {reference}", before, after)

    def _link(self, row: RowChange) -> Difference:
        by = _LINKING[row.table_name]
        image: Row = row.after or row.before or {}
        target = self._names[by.link.model].get(image[by.column], "something that is gone")
        place = self._place(by.kind.model, row.owner_id, {})
        before, after = ("yes" if each else "" for each in (row.before, row.after))
        return Difference(place, f"{field_label(by.kind, by.name)}: {target}", before, after)

    def _place(self, model: type[Model], key: Any, image: Row) -> str:
        """Its identifier; of what is gone, as much of one as its row tells."""
        name = self._places.get(model, {}).get(key)
        what = str(model._meta.verbose_name)
        own = image.get("code") or image.get("number") or ""
        return name or (str(own) if "code" in image else f"{what} {own}".strip())


def _images(row: RowChange) -> Iterator[Row]:
    yield from filter(None, (row.before, row.after))


def _named_in(row: RowChange, image: Row) -> Iterator[tuple[type[Model], Any]]:
    """What has to be looked up for this image of the row: models and primary keys."""
    if row.table_name == Citation._meta.db_table:
        claim: Any = ContentType.objects.get_for_id(image["content_type_id"]).model_class()
        yield claim, image["object_id"]
        yield Reference, image["reference_id"]
    elif row.table_name in _LINKING:
        by = _LINKING[row.table_name]
        yield by.kind.model, row.owner_id
        yield by.link.model, image[by.column]
    elif kind_of_row := _KINDS.get(row.table_name):
        yield kind_of_row.model, row.row_id
        for name, link in kind_of_row.links.items():
            yield link.model, image.get(f"{name}_id")
