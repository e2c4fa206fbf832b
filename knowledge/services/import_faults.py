"""What is wrong with a fixture: where, and what is allowed there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One mistake. `record` is the identifier or, where there is none, a line or a place in the list.

    `path` leads to the field from the record that was given, `causes[0].cites[1]`; `allowed` are values or
    names, where they are few. `line` is the row of a table, counted from 1 with its header; 0 elsewhere.
    """

    file: str
    record: str
    field: str
    reason: str
    path: str = ""
    allowed: tuple[str, ...] = ()
    line: int = 0

    def __str__(self) -> str:
        row = f"row {self.line}" if self.line else ""
        return ": ".join(part for part in (self.file, row, self.record, self.field, self.reason) if part)


class ImportFailed(Exception):
    """Nothing was loaded; `faults` holds every mistake that was found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        count = "1 mistake" if len(self.faults) == 1 else f"{len(self.faults)} mistakes"
        return "\n".join([f"Nothing was loaded: {count} in the fixtures.", *map(str, self.faults)])
