"""From entries, nested as they are written, to flat rows: one for each row of the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from knowledge.models import Citation, Term
from knowledge.services.fixture_files import Entry
from knowledge.services.fixture_kind import Kind, Link
from knowledge.services.fixture_kinds import ADDRESS, CAUSE, POINTS_TO, REMEDY, SECTIONS
from knowledge.services.fixture_values import Unfit, field_of, fit, is_required, shown, text, texts
from knowledge.services.import_faults import Fault

Key = tuple[Any, ...]
# what a claim has of its issue, unless it says that it has none
_INHERITED = ("source_document",)


@dataclass(frozen=True)
class Mark:
    """One citation: the identifier of the reference, and where in it."""

    reference: str
    locator: str = ""
    quote: str = ""
    stance: str = Citation.Stance.SUPPORTS


@dataclass
class Row:
    """`faulty` names the fields that have a fault already, so that nothing is reported twice.

    `path` leads to it from the record that was given. `given` names the only fields that shall change; None
    means that it is given whole, and what it leaves out is empty. `line` is that of a table, 0 elsewhere.
    """

    kind: Kind
    key: Key
    file: str
    owner: "Row | None" = None
    values: dict[str, Any] = field(default_factory=dict)
    links: dict[str, Key] = field(default_factory=dict)
    many: dict[str, list[Key]] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    path: str = ""
    given: frozenset[str] | None = None
    line: int = 0

    @property
    def label(self) -> str:
        return self.kind.label.format(*self.key)

    def decides(self, name: str) -> bool:
        """Whether what stands in this field shall be what the row says, or nothing."""
        return self.given is None or name in self.given

    def fault(
        self, name: str, reason: str, *, about: str = "", at: int | None = None, allowed: Iterable[str] = ()
    ) -> Fault:
        """A fault of this row's field, which counts as faulty from here on.

        `about` is the field that a fault of the whole row lies in, `at` the place in the field's list.
        """
        self.faulty.add(name)
        place = about or name
        place = place if at is None else f"{place}[{at}]"
        path = ".".join(filter(None, (self.path, place)))
        return Fault(self.file, self.label, name, reason, path, tuple(allowed), self.line)


def rows(entries: Iterable[Entry], faults: list[Fault]) -> list[Row]:
    """Every row of the entries, owners before what is nested in them. What is wrong is added to `faults`."""
    read: list[Row] = []
    for entry in entries:
        kind = SECTIONS[entry.section]
        data = _numbered(kind, entry.data, entry.place)
        row = Row(kind, _key(kind, data, entry.place, None), entry.file)
        read += _rows_of(row, data, faults)
    check_together(read, faults)
    return read


def rows_of(kind: Kind, data: dict[Any, Any], given: frozenset[str] | None, faults: list[Fault]) -> list[Row]:
    """The rows of a single record, its own first; for `given` see Row. What is wrong is added to `faults`."""
    row = Row(kind, _key(kind, data, 1, None), "", given=given)
    read = list(_rows_of(row, data, faults))
    _check_duplicates(read, faults)
    return read


def read_flat(row: Row, data: dict[Any, Any], faults: list[Fault]) -> None:
    """A row that stands in a table, without what is nested in it. What is wrong is added to `faults`."""
    faults += _read_fields(row, data)
    faults += _read_cites(row, data.get("cites", []))
    faults += _check_family(row)


def check_together(read: list[Row], faults: list[Fault]) -> None:
    """What only shows with all rows at hand: keys given twice, copies of copies."""
    _check_duplicates(read, faults)
    _check_chains(read, faults)


def _rows_of(row: Row, data: dict[Any, Any], faults: list[Fault]) -> Iterator[Row]:
    kind = row.kind
    read_flat(row, data, faults)
    yield row
    for name, nested in kind.nested.items():
        for number, item in enumerate(_items(row, name, data, faults), start=1):
            path = ".".join(filter(None, (row.path, f"{name}[{number - 1}]")))
            data_of_item = _numbered(nested, item, number)
            inner = Row(nested, _key(nested, data_of_item, number, row), row.file, row, path=path)
            yield from _rows_of(inner, data_of_item, faults)


def _numbered(kind: Kind, data: dict[Any, Any], place: int) -> dict[Any, Any]:
    """With the place in the list where that is a field, and none is given."""
    return {kind.numbered: place, **data} if kind.numbered else data


def _key(kind: Kind, data: dict[Any, Any], place: int, owner: Row | None) -> Key:
    """The natural key; a place in the list stands in where the identifier is missing."""
    own = data.get(kind.identified_by)
    if not isinstance(own, str | int) or "\0" in str(own):
        own = f"no. {place}"
    return (*owner.key, own) if owner and len(kind.key) > 1 else (own,)


def _items(row: Row, name: str, data: dict[Any, Any], faults: list[Fault]) -> Iterator[dict[Any, Any]]:
    items = data.get(name, [])
    if not isinstance(items, list):
        faults.append(row.fault(name, f"is {shown(items)}; must be a list"))
        return
    for item in items:
        if isinstance(item, dict):
            yield item
        else:
            faults.append(row.fault(name, f"holds {shown(item)}; every item must be fields with values"))


def _read_fields(row: Row, data: dict[Any, Any]) -> Iterator[Fault]:
    kind = row.kind
    for name in data.keys() - set(kind.allowed):
        yield row.fault(
            str(name), f"unknown field; allowed are {', '.join(kind.allowed)}", allowed=kind.allowed
        )
    for name in kind.allowed:
        if name in _INHERITED and data.get(name, "") is None and row.owner and kind.is_record:
            row.links[name] = ()
        elif name in data:
            try:
                _read_field(row, name, data[name])
            except Unfit as unfit:
                yield row.fault(name, str(unfit), allowed=unfit.allowed)
        elif row.decides(name) and name not in row.faulty and _is_required(kind, name):
            yield row.fault(name, "is missing")
    if row.owner and row.owner.kind.is_record and kind.is_record:
        _inherit(row, row.owner)


def _is_required(kind: Kind, name: str) -> bool:
    return name in (*kind.fields, *kind.links) and is_required(field_of(kind.model, name))


def _read_field(row: Row, name: str, value: object) -> None:
    kind = row.kind
    if name in kind.fields:
        row.values[name] = fit(field_of(kind.model, name), value)
    elif name in kind.links:
        row.links[name] = _key_named(kind.links[name], text(value))
    elif name in kind.many:
        row.many[name] = [_key_named(kind.many[name], each) for each in texts(value)]
    elif name == "terms" and kind.is_record:
        row.many[name] = _term_keys(value)


def _inherit(row: Row, owner: Row) -> None:
    """A claim has the status and the source document of its issue where it names none."""
    if "status" in owner.values:
        row.values.setdefault("status", owner.values["status"])
    if "source_document" in owner.links:
        row.links.setdefault("source_document", owner.links["source_document"])


def _key_named(link: Link, name: str) -> Key:
    if link.within:
        return (link.within, name)
    if link.model is not Term:
        return (name,)
    facet, _, slug = name.partition("/")
    if not slug:
        raise Unfit(f"is {shown(name)}; must be a facet and a term, such as family/nasicon")
    return (facet, slug)


def _term_keys(value: object) -> list[Key]:
    if not isinstance(value, dict):
        raise Unfit(f"is {shown(value)}; must be facets with lists of terms, such as interface: [anode]")
    return [(facet, slug) for facet, slugs in value.items() for slug in texts(slugs)]


def _read_cites(row: Row, cites: object) -> Iterator[Fault]:
    if not row.kind.cites:
        return
    if not isinstance(cites, list):
        yield row.fault("cites", f"is {shown(cites)}; must be a list, such as [REF-06, REF-07]")
        return
    for at, cite in enumerate(cites):
        try:
            mark = _mark(cite)
        except Unfit as unfit:
            yield row.fault("cites", str(unfit), at=at)
            continue
        if any((mark.reference, mark.locator) == (other.reference, other.locator) for other in row.marks):
            yield row.fault("cites", f"names {mark.reference} twice at the same place", at=at)
        row.marks.append(mark)


def _mark(cite: object) -> Mark:
    allowed = ("reference", "locator", "quote", "stance")
    if not isinstance(cite, dict):
        return Mark(text(cite))
    if "reference" not in cite or not cite.keys() <= set(allowed):
        raise Unfit(f"is {shown(cite)}; must have the field reference and may have locator, quote and stance")
    return Mark(**{name: text(value) for name, value in cite.items()})


def _check_family(row: Row) -> Iterator[Fault]:
    """A claim carries the identifier of its issue; remedies and signs name causes of their own issue."""
    if row.kind.model in (CAUSE.model, REMEDY.model) and "code" in row.values:
        issue = _issue_of(row)
        if issue and not row.values["code"].startswith(f"{issue}-"):
            yield row.fault("code", f"is {shown(row.values['code'])}; must begin with {issue}-")
    if row.kind in (ADDRESS, POINTS_TO) and row.owner and "cause" in row.links:
        issue = _issue_of(row.owner)
        if issue and not row.links["cause"][0].startswith(f"{issue}-"):
            yield row.fault("cause", f"is {shown(row.links['cause'][0])}; must be a cause of {issue}")


def _issue_of(row: Row) -> str:
    """Of a claim or a sign: what it is nested in, or what it names; else what its identifier says."""
    if row.owner:
        return str(row.owner.key[0])
    named = row.links.get("issue", ())
    return str(named[0]) if named else str(row.key[0]).rpartition("-")[0]


def _check_duplicates(read: list[Row], faults: list[Fault]) -> None:
    first: dict[tuple[Any, Key], Row] = {}
    for row in read:
        other = first.setdefault((row.kind.model, row.key), row)
        if other is not row:
            faults.append(row.fault(row.kind.identified_by, f"is given twice, first in {_place_of(other)}"))


def _place_of(row: Row) -> str:
    return f"{row.file} row {row.line}" if row.line else row.file


def _check_chains(read: list[Row], faults: list[Fault]) -> None:
    """A copy names the original and a term its family: never one that names another in turn."""
    by_key = {(row.kind.model, row.key): row for row in read}
    for row in read:
        for name, link in row.kind.links.items():
            if link.model is not row.kind.model or name not in row.links:
                continue
            target = by_key.get((link.model, row.links[name]))
            if target and name in target.links:
                reason = f"is {target.label}, which has a {name} itself; name one that has none"
                faults.append(row.fault(name, reason))
