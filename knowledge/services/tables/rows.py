"""From the rows of tables to those that the importer writes."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Max, Model

from knowledge.models import Record, Reference, Term
from knowledge.services.fixture_kind import Kind
from knowledge.services.fixture_kinds import WRITE_ORDER
from knowledge.services.fixture_rows import Key, Row, check_together, read_flat
from knowledge.services.fixture_values import Unfit, field_of, shown
from knowledge.services.import_faults import Fault
from knowledge.services.tables.cells import citation_in, parted, value_for
from knowledge.services.tables.columns import TABLE_OF, Table
from knowledge.services.tables.grid import Cell, Refused
from knowledge.services.tables.reading import Sheet

_AT_ONCE = 5000

Known = dict[tuple[type[Model], Key], Row]


def rows(sheets: Iterable[Sheet], faults: list[Fault]) -> list[Row]:
    """Every row, owners before what stands in them. A row that exists changes only where there is a column.

    What is wrong is added to `faults`.
    """
    order = [kind.model for kind in WRITE_ORDER]
    read: list[Row] = []
    known: Known = {}
    for sheet in sorted(sheets, key=lambda sheet: order.index(sheet.table.kind.model)):
        read += _rows_of(sheet, known, faults)
    check_together(read, faults)
    return read


def _rows_of(sheet: Sheet, known: Known, faults: list[Fault]) -> Iterator[Row]:
    table = sheet.table
    keyed = [(line, cells, _key(sheet, line, cells, faults)) for line, cells in sheet.rows]
    standing = _standing(table.kind, [key for _, _, key in keyed if key])
    places = _Places(table)
    for line, cells, key in keyed:
        if key is None:
            continue
        is_new = key not in standing
        given = frozenset(name for name in sheet.columns if name != "position" or cells.get(name))
        row = Row(table.kind, key, sheet.file, line=line, given=None if is_new else given)
        row.owner = _owner(table, key, known, sheet.file)
        data = dict(_data(row, table, cells, faults))
        if is_new:
            data = {**places.defaults(key, data), **data}
        read_flat(row, data, faults)
        known.setdefault((table.kind.model, key), row)
        yield row


def _key(sheet: Sheet, line: int, cells: dict[str, Cell], faults: list[Fault]) -> Key | None:
    """None, with a fault for each part of it that is missing or no value."""
    parts: list[Any] = []
    for name in sheet.table.keys:
        cell = cells.get(name, "")
        reason = cell.reason if isinstance(cell, Refused) else ("" if cell else "is missing")
        value: object = cell
        if isinstance(cell, str) and cell and _is_number(sheet.table, name):
            value = int(cell) if cell.isdecimal() and cell.isascii() and len(cell) < 10 else cell
            reason = "" if isinstance(value, int) else f"is {shown(cell)}; must be a whole number"
        if isinstance(cell, str) and "\0" in cell:
            reason = "holds a NUL character"
        if reason:
            faults.append(Fault(sheet.file, "", name, reason, line=line))
        parts.append(value)
    failed = {fault.line for fault in faults[-len(parts) :] if fault.file == sheet.file}
    return None if line in failed else tuple(parts)


def _is_number(table: Table, name: str) -> bool:
    """Parts and stages are told apart by numbers, records and terms by their identifiers."""
    return name in ("number", "stage", "step", "sign") and name in table.keys


def _standing(kind: Kind, keys: list[Key]) -> set[Key]:
    found: set[Key] = set()
    first = sorted({key[0] for key in keys})
    for start in range(0, len(first), _AT_ONCE):
        named = kind.model._default_manager.filter(**{f"{kind.key[0]}__in": first[start : start + _AT_ONCE]})
        found |= set(named.values_list(*kind.key))
    return found


def _owner(table: Table, key: Key, known: Known, file: str) -> Row | None:
    """The row that this one stands in: of the same file, else of the database, where nothing changes it."""
    if table.owner is None:
        return None
    kind, own = table.owner, key[:-1]
    if (kind.model, own) not in known:
        stub = Row(kind, own, file, given=frozenset())
        stub.owner = _owner(TABLE_OF[kind.model], own, known, file)
        known[kind.model, own] = stub
    return known[kind.model, own]


def _data(
    row: Row, table: Table, cells: dict[str, Cell], faults: list[Fault]
) -> Iterator[tuple[str, object]]:
    """The cells that hold anything as the fixtures would have them."""
    for name in table.columns:
        cell = cells.get(name, "")
        if cell == "" or name not in table.kind.allowed:
            continue
        try:
            if isinstance(cell, Refused):
                raise Unfit(f"is {shown(cell.text)}, which {cell.reason}")
            yield name, _value(table.kind, name, cell)
        except Unfit as unfit:
            faults.append(row.fault(name, str(unfit), allowed=unfit.allowed))


def _value(kind: Kind, name: str, cell: str) -> object:
    if name == "cites":
        return [citation_in(item) for item in parted(cell)]
    if name == "terms" and kind.is_record:
        return _terms(parted(cell))
    if name in kind.many:
        return parted(cell)
    if name in kind.links:
        return cell
    return value_for(field_of(kind.model, name), cell)


def _terms(items: list[str]) -> dict[str, list[str]]:
    terms: dict[str, list[str]] = {}
    for item in items:
        facet, _, slug = item.partition("/")
        if not slug:
            raise Unfit(f"is {shown(item)}; must be a facet and a term, such as interface/anode")
        terms.setdefault(facet.strip(), []).append(slug.strip())
    return terms


class _Places:
    """What a new row has where its table is silent: the place after all others, a reference its number."""

    def __init__(self, table: Table) -> None:
        self._kind = table.kind
        self._has_place = "position" in table.kind.fields
        self._last: dict[object, int] = {}

    def defaults(self, key: Key, data: dict[str, object]) -> dict[str, object]:
        if self._kind.model is Reference:
            tail = str(key[0]).rpartition("-")[2]
            return {"number": int(tail)} if tail.isdecimal() and len(tail) < 9 else {}
        if not self._has_place or "position" in data:
            return {}
        beside = data.get("issue", key[0] if self._kind.model is Term else "")
        if beside not in self._last:
            self._last[beside] = self._highest(str(beside))
        self._last[beside] += 1
        return {"position": self._last[beside]}

    def _highest(self, beside: str) -> int:
        model: Any = self._kind.model
        found = model._default_manager.all()
        if model is Term:
            found = found.filter(facet__slug=beside.replace("\0", ""))
        elif issubclass(model, Record) and model.belongs_to:
            found = found.filter(**{f"{model.belongs_to}__code": beside.replace("\0", "")})
        return int(found.aggregate(last=Max("position"))["last"] or 0)
