"""The knowledge as fixtures: what services/importing.py reads back to the same database.

Every kind is written as fixture_kinds.py says it is read, so a field that is added there is exported too.
What is at its default is left out, as in fixtures that are written by hand.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from knowledge.models import Citation, Status, Term
from knowledge.services.fixture_files import dump
from knowledge.services.fixture_kind import Kind, Link
from knowledge.services.fixture_kinds import SECTIONS, WRITE_ORDER
from knowledge.services.fixture_values import field_of
from knowledge.services.snapshot import snapshot

# a file for each record, where a record is long enough to be read and changed by itself
_FILE_EACH = ("issues", "protocols")

Entry = dict[str, Any]


class StrayFiles(Exception):
    """The folder holds fixtures that are not among those that would be written."""

    def __init__(self, folder: Path, files: list[Path]) -> None:
        listed = ", ".join(str(file) for file in files)
        super().__init__(f"{folder} holds other fixtures, which would be loaded with these: {listed}.")


def export(folder: Path, *, replace: bool = False) -> dict[str, int]:
    """Write everything, drafts and retired records included, into this folder; records per section.

    The folder may hold an earlier export. Raises StrayFiles, having written nothing, if it holds any other
    fixture; `replace` removes those.
    """
    with snapshot():
        sections = _Reader().sections()
    files = {path: text for name, entries in sections.items() for path, text in _files(name, entries)}
    stray = [path.relative_to(folder) for path in sorted(folder.rglob("*.y*ml"))]
    stray = [path for path in stray if path not in files]
    if stray and not replace:
        raise StrayFiles(folder, stray)
    for path in stray:
        (folder / path).unlink()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return {name: len(entries) for name, entries in sections.items()}


def _files(section: str, entries: list[Entry]) -> Iterator[tuple[Path, str]]:
    if section in _FILE_EACH:
        yield from ((Path(section, f"{entry['code']}.yaml"), dump(entry)) for entry in entries)
    elif entries:
        yield Path(f"{section}.yaml"), dump(entries)


class _Reader:
    """Reads every kind with a handful of queries, however many rows there are."""

    def __init__(self) -> None:
        self._marks = _marks()
        self._names: dict[type[Model], dict[Any, str]] = {}
        self._many: dict[tuple[type[Model], str], dict[Any, list[Any]]] = {}
        self._rows: dict[type[Model], dict[Any, list[Any]]] = {}
        for kind in WRITE_ORDER:
            self._read(kind)

    def sections(self) -> dict[str, list[Entry]]:
        return {
            name: [self._entry(kind, instance, place, {}) for place, instance in enumerate(rows, start=1)]
            for name, kind in SECTIONS.items()
            for rows in [self._rows[kind.model].get(None, [])]
        }

    def _read(self, kind: Kind) -> None:
        model = kind.model
        order = kind.numbered or ("position" if "position" in kind.fields else kind.key[-1])
        owner = f"{kind.owner}_id" if kind.owner else ""
        grouped: dict[Any, list[Any]] = defaultdict(list)
        for instance in model._default_manager.order_by(order, "pk"):
            grouped[getattr(instance, owner) if owner else None].append(instance)
        self._rows[model] = grouped
        lookups = ("facet__slug", "slug") if model is Term else (kind.key[-1],)
        named = model._default_manager.values_list("pk", *lookups)
        self._names[model] = {pk: "/".join(str(part) for part in parts) for pk, *parts in named}
        for name in [*kind.many, *(["terms"] if kind.is_record else [])]:
            self._many[model, name] = _linked(model, name)

    def _entry(self, kind: Kind, instance: Any, place: int, inherited: Mapping[str, Any]) -> Entry:
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


def _linked(model: type[Model], name: str) -> dict[Any, list[Any]]:
    linked = defaultdict(list)
    for pk, target in model._default_manager.exclude(**{name: None}).values_list("pk", name):
        linked[pk].append(target)
    return linked


def _by_facet(names: list[str]) -> dict[str, list[str]]:
    terms = defaultdict(list)
    for name in names:
        facet, slug = name.split("/", 1)
        terms[facet].append(slug)
    return dict(terms)


def _marks() -> dict[tuple[type[Model], Any], list[Any]]:
    """What each claim cites, in order: an identifier alone, or with where in the source and what for."""
    found: dict[tuple[type[Model], Any], list[Any]] = defaultdict(list)
    models = {type_id: each.model_class() for type_id, each in _content_types().items()}
    for citation in Citation.objects.select_related("reference").order_by("position", "pk"):
        model = models[citation.content_type_id]
        assert model is not None  # noqa: S101  a table that is cited from has its model
        more = {
            name: value
            for name in ("locator", "quote", "stance")
            if (value := getattr(citation, name)) not in ("", Citation.Stance.SUPPORTS)
        }
        code = citation.reference.code
        found[model, citation.object_id].append({"reference": code, **more} if more else code)
    return found


def _content_types() -> dict[int, ContentType]:
    return ContentType.objects.in_bulk(Citation.objects.values_list("content_type", flat=True).distinct())


def _plain(value: Any) -> Any:
    """As YAML holds it: a choice as its text, a number without the zeros that its column adds."""
    if isinstance(value, Decimal):
        return value.normalize()
    return str(value) if isinstance(value, str) else value
