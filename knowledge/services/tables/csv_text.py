"""CSV as programs and people write it: with or without a BOM, parted by commas, semicolons or tabs."""

import csv
import io
import re
from collections.abc import Collection, Iterator

from knowledge.services.tables.cells import SPREADSHEET_ERRORS
from knowledge.services.tables.grid import MAX_COLUMNS, Cell, Grid, NotReadable, Refused

_SEPARATORS = ",;\t"
_LONGEST_CELL = 2**20
# a spreadsheet takes a cell that begins like this for a formula, so that an apostrophe stands before it
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """A text that no spreadsheet calculates when it opens the file."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def grid(file: str, table: str, content: bytes, columns: Collection[str]) -> Grid:
    """`columns` are those that the first line may hold. Raises NotReadable."""
    text = _decoded(content)
    separator = _separator(text, columns)
    if text[:4].casefold() == "sep=":
        text = text.partition("\n")[2]
    return Grid(file, table, _lines(text, separator))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise NotReadable("is not the UTF-16 text that it begins as; save it as UTF-8") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        reason = f"is not UTF-8 text (line {line}); save it as “CSV UTF-8”"
        raise NotReadable(reason) from error


def _separator(text: str, columns: Collection[str]) -> str:
    """The one that parts the first line into the most known columns; a line `sep=;` says so itself."""
    first = text.partition("\n")[0].rstrip("\r")
    if first[:4].casefold() == "sep=" and first[4:5] in {";", ",", "\t"}:
        return first[4]

    def known(separator: str) -> int:
        cells = next(csv.reader([first], delimiter=separator), [])
        return sum(cell.strip().casefold() in columns for cell in cells)

    return max(_SEPARATORS, key=known)


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[Cell]]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 0
    while True:
        line += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise NotReadable(f"cannot be read from row {line} on: {error}") from error
        if len(cells) > MAX_COLUMNS:
            raise NotReadable(f"has {len(cells)} columns in row {line}; allowed are {MAX_COLUMNS}")
        yield line, [_cell(cell) for cell in cells]


def _cell(cell: str) -> Cell:
    if cell.strip() in SPREADSHEET_ERRORS:
        return Refused(cell, "is an error of the spreadsheet; mend it there")
    return unguarded(cell)
