"""The tables of the data page as they are shown: headings, axes, rows with their footnotes."""

from dataclasses import dataclass
from string import ascii_lowercase

from knowledge.models import ResistanceRecord
from knowledge.services.measured_tables import RELATIVE, TableSummary
from knowledge.templatetags.figures import LogAxis
from knowledge.templatetags.forest import UNITS, bound_note, whole_decades

Quantity = ResistanceRecord.Quantity
# which way is better, where a number says so
BETTER: dict[str, str] = {
    Quantity.ASR: "lower is better",
    Quantity.CCD: "higher is better",
    Quantity.CYCLING: "longer is better",
    RELATIVE: "no absolute values given",
}


@dataclass(frozen=True)
class Row:
    """`mark` leads to the footnote of the row; empty without one."""

    measured: ResistanceRecord
    mark: str
    note: str


@dataclass(frozen=True)
class Table:
    """The rows of one quantity on this page; `summary` and `axis` are those of all its pages."""

    summary: TableSummary
    heading: str
    better: str
    unit: str
    axis: LogAxis | None
    rows: list[Row]

    @property
    def name(self) -> str:
        return self.summary.table

    @property
    def notes(self) -> list[Row]:
        return [row for row in self.rows if row.mark]

    @property
    def is_split(self) -> bool:
        """Whether some of its rows stand on another page."""
        return len(self.rows) < self.summary.count


def heading_of(name: str) -> str:
    """The quantity without its unit."""
    return "Relative change only" if name == RELATIVE else Quantity(name).label.partition(" (")[0]


def shown_tables(summaries: list[TableSummary], records: list[ResistanceRecord]) -> list[Table]:
    """The tables that have a row among these records, which carry the name of their `table`."""
    tables = []
    for summary in summaries:
        own = [record for record in records if getattr(record, "table", "") == summary.table]
        if own:
            axis = whole_decades(summary.least, summary.most)
            unit, better = UNITS.get(summary.table, ""), BETTER.get(summary.table, "")
            tables.append(Table(summary, heading_of(summary.table), better, unit, axis, _rows(own)))
    return tables


def _rows(records: list[ResistanceRecord]) -> list[Row]:
    marks = iter(ascii_lowercase)
    notes = [(record, bound_note(record)) for record in records]
    return [Row(record, next(marks) if note else "", note) for record, note in notes]
