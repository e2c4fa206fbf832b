"""A table as it stands in a file, before anybody asks what it means; and how much of it is read."""

from collections.abc import Iterator
from dataclasses import dataclass

MAX_BYTES = 10 * 2**20
# of a zip or a workbook, which is one, once unpacked
MAX_UNPACKED_BYTES = 150 * 2**20
MAX_FILES = 400
MAX_SHEETS = 60
MAX_COLUMNS = 200
MAX_ROWS = 20_000
# with the empty rows between, which cost time as well
MAX_LINES = 100_000


class NotReadable(Exception):
    """The file, or a part of it, cannot be read; the message says why and what to do."""

    def __init__(self, reason: str, part: str = "") -> None:
        super().__init__(reason)
        self.part = part


@dataclass(frozen=True)
class Refused:
    """A cell that holds no value which could be taken; `text` is what is shown of it."""

    text: str
    reason: str


Cell = str | Refused


@dataclass(frozen=True)
class Grid:
    """`file` is what a curator calls it: the file's name, or that of the sheet. Lines count from 1."""

    file: str
    table: str
    lines: Iterator[tuple[int, list[Cell]]]
