"""A record as a document: what the fixtures hold of it, by the names and identifiers that people use.

Every kind is written as fixture_kinds.py says it is read, so a field that is added there is in it too.
What is at its default is left out, as in fixtures that are written by hand.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from knowledge.models import Citation, Record, Status, Term
from knowledge.services.fixture_kind import Kind, Link
from knowledge.services.fixture_kinds import SECTIONS, WRITE_ORDER
from knowledge.services.fixture_values import field_of

Document = dict[str, Any]


class Reader:
    """Reads these records with all that is nested in them, or everything, by a handful of queries a kind."""

    def __init__(self, records: Iterable[Record] | None = None) -> None:
        self._only: dict[type[Model], set[Any]] | None = None
        if records is not None:
            self._only = defaultdict(set)
            for record in records:
                self._only[type(record)].add(record.pk)
        self._many: dict[tuple[type[Model], str], dict[Any, list[Any]]] = {}
        self._rows: dict[type[Model], dict[Any, list[Any]]] = {}
        self._keys: dict[type[Model], set[Any]] = {}
        for kind in WRITE_ORDER:
            self._read(kind)
        self._names = self._read_names()
        self.citations = self._read_citations()
        self._marks = marks_by_claim(self.citations)

    def sections(self) -> dict[str, list[Document]]:
        return {
            name: [self._entry(kind, instance, place, {}) for place, instance in enumerate(rows, start=1)]
            for name, kind in SECTIONS.items()
            for rows in [self._rows[kind.model].get(None, [])]
        }

    def documents(self) -> dict[str, Document]:
        """The records that stand by themselves, by identifier, as JSON holds them; each with its status."""
        return {
            instance.code: as_json({**self._entry(kind, instance, 1, {}), "status": str(instance.status)})
            for kind in SECTIONS.values()
            if kind.is_record
            for instance in self._rows[kind.model].get(None, [])
        }

    def primary_keys(self, model: type[Model]) -> set[Any]:
        """Of the rows that were read."""
        return self._keys[model]

    def _read(self, kind: Kind) -> None:
        model = kind.model
        order = kind.numbered or ("position" if "position" in kind.fields else kind.key[-1])
        owner = f"{kind.owner}_id" if kind.owner else ""
        found = model._default_manager.order_by(order, "pk")
        if self._only is not None:
            found = found.filter(self._concerned(kind))
        grouped: dict[Any, list[Any]] = defaultdict(list)
        for instance in found:
            grouped[getattr(instance, owner) if owner else None].append(instance)
        self._rows[model] = grouped
        self._keys[model] = {instance.pk for rows in grouped.values() for instance in rows}
        for name in [*kind.many, *(["terms"] if kind.is_record else [])]:
            self._many[model, name] = linked_by(model, name, self._among(model))

    def _concerned(self, kind: Kind) -> Q:
        assert self._only is not None  # noqa: S101  asked only where not everything is read
        if not kind.owner:
            return Q(pk__in=self._only.get(kind.model, ()))
        owner: Any = kind.model._meta.get_field(kind.owner).related_model
        return Q(**{f"{kind.owner}__in": self._keys[owner]})

    def _read_names(self) -> dict[type[Model], dict[Any, str]]:
        """What is named, by primary key."""
        needed: dict[type[Model], set[Any]] = defaultdict(set)
        for kind in WRITE_ORDER:
            for name, link in kind.links.items():
                rows = (row for rows in self._rows[kind.model].values() for row in rows)
                needed[link.model] |= {getattr(row, f"{name}_id") for row in rows} - {None}
            for name, link in {**kind.many, **({"terms": Link(Term)} if kind.is_record else {})}.items():
                for targets in self._many[kind.model, name].values():
                    needed[link.model].update(targets)
        return {model: names_of(model, keys) for model, keys in needed.items()}

    def _among(self, model: type[Model]) -> set[Any] | None:
        """The keys of the rows that were read; None where everything is."""
        return None if self._only is None else self._keys[model]

    def _read_citations(self) -> list[Citation]:
        models = {ContentType.objects.get_for_model(kind.model).pk: kind.model for kind in WRITE_ORDER}
        cited = _all_citations()
        if self._only is None:
            return list(cited)
        keys = {key for model in models.values() for key in self._keys[model]}
        found = cited.filter(object_id__in=keys)
        return [each for each in found if each.object_id in self._keys[models[each.content_type_id]]]

    def _entry(self, kind: Kind, instance: Any, place: int, inherited: Mapping[str, Any]) -> Document:
        """One row with all that is nested in it; `inherited` is what it has where it says nothing."""
        entry = dict(self._values(kind, instance, place, inherited))
        entry |= self._links(kind, instance, inherited)
        passed_on = {
            name: getattr(instance, name) for name in ("status", "source_document_id") if kind.is_record
        }
        for name, nested in kind.nested.items():
            rows = self._rows[nested.model].get(instance.pk, [])
            if rows:
                entry[name] = [
                    self._entry(nested, each, number, passed_on) for number, each in enumerate(rows, start=1)
                ]
        return entry

    def _values(
        self, kind: Kind, instance: Any, place: int, inherited: Mapping[str, Any]
    ) -> Iterator[tuple[str, Any]]:
        usual: dict[str, Any] = {"status": inherited.get("status", Status.PUBLISHED), kind.numbered: place}
        for name in sorted(kind.fields, key=lambda name: name not in (kind.identified_by, kind.numbered)):
            value = getattr(instance, name)
            expected = usual[name] if name in usual else field_of(kind.model, name).get_default()
            if value not in (None, "", expected) and value != []:
                yield name, _plain(value)

    def _links(self, kind: Kind, instance: Any, inherited: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, link in kind.links.items():
            target = getattr(instance, f"{name}_id")
            if target == inherited.get(f"{name}_id"):
                continue
            yield name, self._named(link, target) if target else None
        for name, link in kind.many.items():
            if linked := self._many[kind.model, name].get(instance.pk):
                yield name, sorted(self._named(link, target) for target in linked)
        if kind.is_record and (terms := self._many[kind.model, "terms"].get(instance.pk)):
            yield "terms", _by_facet(sorted(self._names[Term][term] for term in terms))
        if kind.cites and (marks := self._marks.get((kind.model, instance.pk))):
            yield "cites", marks

    def _named(self, link: Link, target: Any) -> str:
        name = self._names[link.model][target]
        return name.removeprefix(f"{link.within}/") if link.within else name


def labels_of(kind: Kind, document: Document, inside: tuple[Any, ...] = (), place: int = 1) -> set[str]:
    """The names of the record and of all that stands in it: T-AN-01, T-AN-01-C1, T-AN-01-F2, ..."""
    key = (*inside, document.get(kind.identified_by, place))
    nested = (
        labels_of(each, item, key if len(each.key) > 1 else (), at)
        for name, each in kind.nested.items()
        for at, item in enumerate(document.get(name, []), start=1)
    )
    return {kind.label.format(*key)}.union(*nested)


def linked_by(model: type[Model], name: str, among: set[Any] | None = None) -> dict[Any, list[Any]]:
    """The keys of what each row links to, by the row's own; of all rows or of these."""
    found = model._default_manager.exclude(**{name: None})
    if among is not None:
        found = found.filter(pk__in=among)
    linked = defaultdict(list)
    for pk, target in found.values_list("pk", name):
        linked[pk].append(target)
    return linked


def marks_by_claim(citations: Iterable[Citation] | None = None) -> dict[tuple[type[Model], Any], list[Any]]:
    """What each claim cites, in order: an identifier alone, or with where in the source and what for."""
    found: dict[tuple[type[Model], Any], list[Any]] = defaultdict(list)
    for citation in _all_citations() if citations is None else citations:
        model: Any = ContentType.objects.get_for_id(citation.content_type_id).model_class()
        more = {
            name: value
            for name in ("locator", "quote", "stance")
            if (value := getattr(citation, name)) not in ("", Citation.Stance.SUPPORTS)
        }
        code = citation.reference.code
        found[model, citation.object_id].append({"reference": code, **more} if more else code)
    return found


def _all_citations() -> QuerySet[Citation]:
    return Citation.objects.select_related("reference").order_by("position", "pk")


def as_json(document: Document) -> Document:
    """With numbers as JSON has them: what is stored and read back is equal."""
    made: Document = json.loads(json.dumps(document, default=_number))
    return made


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def names_of(model: type[Model], keys: set[Any]) -> dict[Any, str]:
    """An identifier, of a term with its facet."""
    kind = next(kind for kind in WRITE_ORDER if kind.model is model)
    lookups = ("facet__slug", "slug") if model is Term else (kind.key[-1],)
    named = model._default_manager.filter(pk__in=keys).values_list("pk", *lookups)
    return {pk: "/".join(str(part) for part in parts) for pk, *parts in named}


def _by_facet(names: list[str]) -> dict[str, list[str]]:
    terms = defaultdict(list)
    for name in names:
        facet, slug = name.split("/", 1)
        terms[facet].append(slug)
    return dict(terms)


def _plain(value: Any) -> Any:
    """As YAML holds it: a choice as its text, a number without the zeros that its column adds."""
    if isinstance(value, Decimal):
        return value.normalize()
    return str(value) if isinstance(value, str) else value
