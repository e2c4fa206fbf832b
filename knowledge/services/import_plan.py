"""What an import would do, in words: what is new, what changes from what to what, and all that is wrong."""

import csv
import io
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from knowledge.services.fixture_writes import CHANGED, Counts, Write
from knowledge.services.import_faults import Fault
from knowledge.services.tables.csv_text import guarded

# a page shows no more; the numbers are of all
SHOWN_CHANGES = 300
FAULT_COLUMNS = ("file", "row", "record", "column", "value", "reason")


@dataclass(frozen=True)
class PlanFault:
    """`row` is that of the table, counted from 1 with its header; 0 in a YAML file."""

    file: str
    row: int
    record: str
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        row = f"row {self.row}" if self.row else ""
        return ": ".join(part for part in (self.file, row, self.record, self.column, self.reason) if part)


@dataclass(frozen=True)
class PlanCount:
    """Rows of one kind, by its plural name."""

    kind: str
    new: int
    changed: int
    removed: int
    unchanged: int


@dataclass(frozen=True)
class PlanChange:
    """`fields` are name, old and new value."""

    file: str
    row: int
    record: str
    happened: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    file_name: str
    sha256: str
    counts: list[PlanCount]
    changes: list[PlanChange]
    faults: list[PlanFault]
    notes: list[str]

    @property
    def is_good(self) -> bool:
        return not self.faults

    @property
    def does_anything(self) -> bool:
        return any(count.new or count.changed or count.removed for count in self.counts)

    @property
    def summary(self) -> str:
        """One line for each kind, or for each fault."""
        if self.faults:
            count = len(self.faults)
            head = f"Nothing can be imported: {count} mistake{'' if count == 1 else 's'}."
            return "\n".join([head, *map(str, self.faults)])
        return "\n".join(
            [
                *(
                    f"{count.kind}: {count.new} new, {count.changed} changed, {count.removed} removed,"
                    f" {count.unchanged} unchanged"
                    for count in self.counts
                ),
                *self.notes,
            ]
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        return cls(
            kept["file_name"],
            kept["sha256"],
            [PlanCount(**each) for each in kept["counts"]],
            [PlanChange(**each) for each in kept["changes"]],
            [PlanFault(**each) for each in kept["faults"]],
            kept["notes"],
        )


def counted(counts: Counts) -> list[PlanCount]:
    kinds = dict.fromkeys([*counts.created, *counts.changed, *counts.removed, *counts.unchanged])
    return [
        PlanCount(
            kind, counts.created[kind], counts.changed[kind], counts.removed[kind], counts.unchanged[kind]
        )
        for kind in kinds
    ]


def changes_of(writes: list[Write]) -> list[PlanChange]:
    """What changes before what is new: that is what has to be read."""
    by_what: dict[bool, list[Write]] = defaultdict(list)
    for write in writes:
        by_what[write.happened == CHANGED].append(write)
    shown = [*by_what[True], *by_what[False]][:SHOWN_CHANGES]
    return [
        PlanChange(
            write.row.file,
            write.row.line,
            write.label,
            write.happened,
            [(name, old, new) for name, (old, new) in write.fields.items()],
        )
        for write in shown
    ]


def told(faults: list[Fault], values: dict[tuple[str, int], dict[str, str]]) -> list[PlanFault]:
    """In the order of the file; `values` are the cells by file and row."""
    found = [
        PlanFault(
            fault.file,
            fault.line,
            fault.record,
            column,
            values.get((fault.file, fault.line), {}).get(column, "")[:200],
            fault.reason,
        )
        for fault in faults
        for column in [_column_of(fault)]
    ]
    return sorted(dict.fromkeys(found), key=lambda fault: (fault.file, fault.row))


def _column_of(fault: Fault) -> str:
    """A broken rule names no field of its own where its path does."""
    return fault.field or fault.path.rpartition(".")[2].partition("[")[0]


def faults_as_csv(plan: Plan) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(FAULT_COLUMNS)
    for fault in plan.faults:
        cells = (fault.file, str(fault.row or ""), fault.record, fault.column, fault.value, fault.reason)
        writer.writerow([guarded(cell) for cell in cells])
    return written.getvalue()
