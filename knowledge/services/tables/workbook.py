"""XLSX: every cell as a text, and what a spreadsheet does behind one's back refused with its reason."""

import datetime
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from openpyxl import load_workbook  # has no types

from knowledge.services.tables import archive
from knowledge.services.tables.grid import (
    MAX_COLUMNS,
    MAX_LINES,
    MAX_SHEETS,
    Cell,
    Grid,
    NotReadable,
    Refused,
)

_MARKUP = re.compile(rb"<!(?!--|\[CDATA\[)")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]{1,20})"')
# a float has no more that could be meant
_DIGITS = 15


def grids(content: bytes, about: str) -> Iterator[Grid]:
    """One for each sheet apart from the one called `about`. Raises NotReadable, also while they are read."""
    members = archive.unpacked(content)
    _check_markup(members)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    except Exception as error:  # whatever a damaged file makes of a library that expects sound ones
        raise NotReadable(f"is not a workbook that can be read: {error}") from error
    if len(book.worksheets) > MAX_SHEETS:
        raise NotReadable(f"has {len(book.worksheets)} sheets; allowed are {MAX_SHEETS}")
    for sheet in book.worksheets:
        if sheet.title != about:
            _check_merged(sheet, members)
            yield Grid(sheet.title, sheet.title.strip(), _lines(sheet))


def _check_markup(members: Mapping[str, bytes]) -> None:
    """No entities, which can unfold without end; a workbook never has any."""
    for name, content in members.items():
        if name.endswith((".xml", ".rels")) and (_MARKUP.search(content) or b"\0" in content[:8]):
            raise NotReadable("holds a document type or is not UTF-8, which no workbook needs", name)


def _check_merged(sheet: Any, members: Mapping[str, bytes]) -> None:
    merged = _MERGED.findall(members.get(sheet._worksheet_path.removeprefix("/"), b""))
    if merged:
        places = ", ".join(place.decode() for place in merged[:10])
        raise NotReadable(f"has merged cells ({places}); part them and fill each", sheet.title)


def _lines(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    is_hidden = sheet.sheet_state != "visible"
    try:
        # the size that a sheet claims may be wrong either way
        sheet.reset_dimensions()
        rows: Iterable[tuple[Any, ...]] = sheet.iter_rows()
        for line, row in enumerate(rows, start=1):
            if line > MAX_LINES:
                raise NotReadable(f"has more than {MAX_LINES} rows", sheet.title)
            while row and row[-1].value is None:
                row = row[:-1]
            if len(row) > MAX_COLUMNS:
                raise NotReadable(
                    f"has {len(row)} columns in row {line}; allowed are {MAX_COLUMNS}", sheet.title
                )
            if row and is_hidden:
                raise NotReadable("is hidden; show it or delete it", sheet.title)
            yield line, [_cell(each) for each in row]
    except NotReadable:
        raise
    except Exception as error:  # see above
        raise NotReadable(f"cannot be read: {error}", sheet.title) from error


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Refused(str(value), "is a formula; paste its value")
    if cell.data_type == "e":
        return Refused(str(value), "is an error of the spreadsheet; mend it there")
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return Refused(
            str(value), "was taken for a date by the spreadsheet; format the column as text and type it again"
        )
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    return str(value)


def _number(value: float) -> Cell:
    if not math.isfinite(value):
        return Refused(str(value), "is no finite number")
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.{_DIGITS}g}"
