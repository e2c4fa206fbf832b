"""A file that somebody brings, in any format: what stands in it, and every fault of its form at once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from knowledge.services import fixture_files
from knowledge.services.fixture_files import Entry
from knowledge.services.fixture_kinds import SECTIONS
from knowledge.services.import_faults import Fault
from knowledge.services.tables import archive, csv_text, workbook
from knowledge.services.tables.columns import ABOUT, TABLES, Table
from knowledge.services.tables.grid import MAX_BYTES, MAX_ROWS, Cell, Grid, NotReadable, Refused

_COPY = re.compile(r"\s*\(\d+\)$|\s+copy$", re.IGNORECASE)
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class File:
    """What was brought. `table` says what a single CSV or YAML file holds where its name does not."""

    name: str
    content: bytes
    table: str = ""


@dataclass
class Sheet:
    """The rows of one table: their line, counted from 1 with the header, and their cells by column."""

    file: str
    table: Table
    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, Cell]]] = field(default_factory=list)


@dataclass
class Contents:
    """`sheets` of tables, or `entries` of fixtures; never both in one file."""

    sheets: list[Sheet] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(file: File) -> Contents:
    contents = Contents()
    try:
        _read(file, contents)
    except NotReadable as refusal:
        contents.faults.append(Fault(refusal.part or file.name, "", "", str(refusal)))
    if not (contents.sheets or contents.entries or contents.faults):
        contents.faults.append(Fault(file.name, "", "", "holds no rows"))
    return contents


def _read(file: File, contents: Contents) -> None:
    suffix = PurePosixPath(file.name).suffix.casefold()
    if len(file.content) > MAX_BYTES:
        size = len(file.content) / 2**20
        raise NotReadable(f"is {size:.1f} MB; allowed are {MAX_BYTES // 2**20} MB")
    if not file.content.strip():
        raise NotReadable("is empty")
    if file.content.startswith(_OLD_EXCEL):
        raise NotReadable("is a workbook of the old form, or protected by a password; save it as .xlsx")
    if file.content.startswith(b"PK"):
        _read_zip(file, contents)
    elif suffix in (".yaml", ".yml"):
        _read_yaml({_fixture_place(file): file.content}, contents)
    elif suffix in (".csv", ".tsv", ".txt"):
        _read_sheets([_csv_grid(file.name, file.table, file.content)], contents)
    else:
        raise NotReadable("is no table; allowed are .xlsx, .csv, .yaml and a .zip of CSV or YAML files")


def _read_zip(file: File, contents: Contents) -> None:
    members = archive.unpacked(file.content)
    if "[Content_Types].xml" in members:
        _read_sheets(workbook.grids(file.content, ABOUT), contents)
        return
    files = {name: content for name, content in members.items() if _is_meant(name)}
    yaml = {name: content for name, content in files.items() if name.endswith((".yaml", ".yml"))}
    tables = {name: content for name, content in files.items() if name.endswith(".csv")}
    strange = sorted(files.keys() - yaml.keys() - tables.keys())
    if strange:
        raise NotReadable(f"holds {', '.join(strange[:5])}; allowed are CSV files, or YAML files")
    if yaml and tables:
        raise NotReadable("holds both CSV and YAML files; bring them one after the other")
    _read_yaml({_without_top(name): content for name, content in yaml.items()}, contents)
    _read_sheets(
        (grid for name, content in tables.items() for grid in _grids(name, content, contents)), contents
    )


def _is_meant(name: str) -> bool:
    """Not what is explained beside the tables, nor what a computer adds of its own."""
    path = PurePosixPath(name)
    return path.stem != ABOUT and not any(part.startswith((".", "__MACOSX")) for part in path.parts)


def _grids(name: str, content: bytes, contents: Contents) -> Iterator[Grid]:
    try:
        yield _csv_grid(name, "", content)
    except NotReadable as refusal:
        contents.faults.append(Fault(name, "", "", str(refusal)))


def _csv_grid(name: str, table: str, content: bytes) -> Grid:
    known = table or _COPY.sub("", PurePosixPath(name).stem).strip().casefold()
    if known not in TABLES:
        raise NotReadable(
            f"is not named after a table; name it like resistance.csv. Tables are {', '.join(TABLES)}"
        )
    return csv_text.grid(name, known, content, TABLES[known].columns)


# ------------------------------------------------------------ fixtures
def _fixture_place(file: File) -> str:
    section = TABLES[file.table].section if file.table in TABLES else ""
    return f"{section}/{file.name}" if section else file.name


def _without_top(name: str) -> str:
    """Without the folder that everything was packed in."""
    parts = PurePosixPath(name).parts
    for at, part in enumerate(parts[:-1]):
        if part in SECTIONS:
            return "/".join(parts[at:])
    return parts[-1]


def _read_yaml(files: dict[str, bytes], contents: Contents) -> None:
    for name, content in sorted(files.items()):
        path = PurePosixPath(name).with_suffix(".yaml")
        contents.entries += fixture_files.entries_in(path, content, list(SECTIONS), contents.faults)
    if len(contents.entries) > MAX_ROWS:
        raise NotReadable(f"holds {len(contents.entries)} records; allowed are {MAX_ROWS}")


# ------------------------------------------------------------ tables
def _read_sheets(grids: Iterable[Grid], contents: Contents) -> None:
    count = 0
    for grid in grids:
        try:
            sheet = _sheet(grid, contents.faults)
        except NotReadable as refusal:
            contents.faults.append(Fault(refusal.part or grid.file, "", "", str(refusal)))
            continue
        if sheet is None:
            continue
        contents.sheets.append(sheet)
        count += len(sheet.rows)
        if count > MAX_ROWS:
            raise NotReadable(f"holds more than {MAX_ROWS} rows; part it")


def _sheet(grid: Grid, faults: list[Fault]) -> Sheet | None:
    """None for a sheet without anything in it, as new workbooks have."""
    header_at, header = next(((line, cells) for line, cells in grid.lines if _is_filled(cells)), (0, []))
    if not header:
        return None
    table = TABLES.get(grid.table.casefold())
    if table is None:
        raise NotReadable(f"is not the name of a table; allowed are {', '.join(TABLES)}")
    names = [_text(cell).strip().casefold() for cell in header]
    found = list(_faults_of(names, table, grid.file, header_at))
    faults += found
    sheet = Sheet(grid.file, table, tuple(name for name in names if name in table.columns))
    if any(key not in names for key in table.keys):
        return sheet
    for line, cells in grid.lines:
        if not _is_filled(cells):
            continue
        faults += _nameless(names, cells, grid.file, line)
        sheet.rows.append(
            (line, {name: _trimmed(cell) for name, cell in zip(names, cells, strict=False) if name})
        )
        if len(sheet.rows) > MAX_ROWS:
            raise NotReadable(f"has more than {MAX_ROWS} rows; part it")
    return sheet


def _faults_of(names: list[str], table: Table, file: str, line: int) -> Iterator[Fault]:
    """Of the first line: names that no column has, names given twice, and keys that are missing."""
    allowed = f"allowed are {', '.join(table.columns)}"
    for at, name in enumerate(names):
        if name and name not in table.columns:
            yield Fault(file, "", name, f"unknown column; {allowed}", allowed=table.columns, line=line)
        elif name in names[:at] and name:
            yield Fault(file, "", name, "there are two columns of this name", line=line)
    for name in table.keys:
        if name not in names:
            yield Fault(file, "", name, "the column is missing; it tells the rows apart", line=line)


def _nameless(names: list[str], cells: list[Cell], file: str, line: int) -> Iterator[Fault]:
    for at, cell in enumerate(cells):
        if _text(cell).strip() and (at >= len(names) or not names[at]):
            reason = f"holds '{_text(cell)[:60]}' in column {at + 1}, which has no name"
            yield Fault(file, "", "", reason, line=line)


def _is_filled(cells: list[Cell]) -> bool:
    return any(_text(cell).strip() for cell in cells)


def _trimmed(cell: Cell) -> Cell:
    return cell if isinstance(cell, Refused) else cell.strip()


def _text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Refused) else cell
