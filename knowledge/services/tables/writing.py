"""The knowledge as a file to be edited elsewhere: a workbook, a zip of CSV files, or a zip of fixtures."""

import csv
import io
import zipfile
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from openpyxl import Workbook  # has no types
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from knowledge.models import Status
from knowledge.services import exporting
from knowledge.services.fixture_kinds import SECTIONS
from knowledge.services.snapshot import snapshot
from knowledge.services.tables import dictionary
from knowledge.services.tables.columns import ABOUT, TABLES
from knowledge.services.tables.contents import ALL_STATUSES, Reader
from knowledge.services.tables.csv_text import guarded

XLSX, CSV, YAML = "xlsx", "csv", "yaml"
FORMATS: Mapping[str, str] = {XLSX: "XLSX workbook", CSV: "CSV files (zip)", YAML: "YAML fixtures (zip)"}
_LONGEST_CELL = 32_767
# of each file, so that the same knowledge is the same zip
_TIME = (1980, 1, 1, 0, 0, 0)
_AS_TEXT = "@"
_WIDTH = 22

Row = Iterable[Any]
Sheets = Mapping[str, Iterable[Row]]


class TooLong(Exception):
    """A text is longer than a cell of a workbook can hold."""


def write(format: str, sections: Collection[str], statuses: Collection[str] = ALL_STATUSES) -> bytes:
    """The chosen sections of the fixtures with all that is nested in them. Raises TooLong for a workbook.

    Vocabulary and sources have no status and are written whole.
    """
    if format == YAML:
        return _fixtures(sections, statuses)
    chosen = [table for table in TABLES.values() if table.section in sections]
    with snapshot():
        reader = Reader(statuses)
        content: Sheets = {table.name: [table.columns, *reader.rows(table)] for table in chosen}
    about: Sheets = {ABOUT: [dictionary.COLUMNS, *dictionary.dictionary(chosen)]}
    sheets = {**about, **content}
    return _workbook(sheets) if format == XLSX else _csv_files(sheets)


def file_name(format: str) -> str:
    return "interphase-knowledge.xlsx" if format == XLSX else f"interphase-knowledge-{format}.zip"


# ------------------------------------------------------------ CSV
def _csv_files(sheets: Mapping[str, Iterable[Row]]) -> bytes:
    return _zipped({f"{name}.csv": _csv(rows) for name, rows in sheets.items()})


def _csv(rows: Iterable[Row]) -> str:
    written = io.StringIO()
    # spreadsheets take a file for UTF-8 only where it begins like this
    written.write("\ufeff")
    writer = csv.writer(written, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    return written.getvalue()


def _csv_cell(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return guarded(value) if isinstance(value, str) else str(value)


# ------------------------------------------------------------ XLSX
def _workbook(sheets: Mapping[str, Iterable[Row]]) -> bytes:
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "B2"
        lines = list(rows)
        for at in range(len(list(lines[0]))):
            sheet.column_dimensions[_letter(at)].width = _WIDTH
        for at, row in enumerate(lines):
            sheet.append([_xlsx_cell(sheet, name, value, is_header=at == 0) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _letter(at: int) -> str:
    return str(get_column_letter(at + 1))


def _xlsx_cell(sheet: Any, name: str, value: Any, *, is_header: bool) -> Any:
    if not isinstance(value, str):
        return value
    if value == "":
        return None
    if len(value) > _LONGEST_CELL:
        raise TooLong(f"{name} holds a text of {len(value)} characters; write CSV or YAML instead")
    cell = WriteOnlyCell(sheet, value=value)
    # whatever it begins with, it is no formula
    cell.data_type = "s"
    cell.number_format = _AS_TEXT
    if is_header:
        cell.font = Font(bold=True)
    return cell


# ------------------------------------------------------------ YAML
def _fixtures(sections: Collection[str], statuses: Collection[str]) -> bytes:
    read = exporting.read_sections()
    files: dict[str, str] = {}
    for section in SECTIONS:
        if section in sections:
            entries = [entry for each in read[section] if (entry := _of_status(section, each, statuses))]
            files |= {str(path): text for path, text in exporting.files_of(section, entries)}
    return _zipped(files)


def _of_status(section: str, entry: dict[str, Any], statuses: Collection[str]) -> dict[str, Any] | None:
    """The entry without claims of another status; None if it is of another one itself."""
    if not SECTIONS[section].is_record:
        return entry
    own = entry.get("status", Status.PUBLISHED)
    if own not in statuses:
        return None
    claims: dict[str, Any] = {
        name: [claim for claim in entry[name] if claim.get("status", own) in statuses]
        for name in ("causes", "remedies")
        if name in entry
    }
    return {**entry, **claims}


def _zipped(files: Mapping[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return written.getvalue()
