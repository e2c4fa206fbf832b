"""Loading the fixtures: all or nothing, and a second time changes nothing.

The fixtures decide about the records they hold; a record that they do not hold is left alone. The status is
theirs only where they name one: a record without it is published when it is created, and afterwards keeps
the status that a curator gave it.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from knowledge.models import CONTENT_MODELS
from knowledge.search import rebuilding
from knowledge.services import acting, changes, fixture_files, fixture_rows
from knowledge.services.fixture_kinds import SECTIONS
from knowledge.services.fixture_writes import Counts
from knowledge.services.fixture_writing import Writer
from knowledge.services.import_faults import Fault, ImportFailed

__all__ = ["Fault", "ImportFailed", "LoadResult", "default_folder", "load", "load_if_empty"]

# any number, the same for every load: two at once take turns
LOCK = 7_214_001


@dataclass(frozen=True)
class LoadResult:
    """Rows per kind, by the plural name of the kind."""

    counts: Counts

    @property
    def is_changed(self) -> bool:
        return any((self.counts.created, self.counts.changed, self.counts.removed))

    @property
    def summary(self) -> str:
        """One line for each thing that happened."""
        parts = [
            f"{what}: {_listed(counter)}"
            for what, counter in (
                ("Created", self.counts.created),
                ("Changed", self.counts.changed),
                ("Removed", self.counts.removed),
            )
            if counter
        ]
        unchanged = self.counts.unchanged.total()
        return "\n".join([*parts, f"Unchanged: {unchanged} rows"] if unchanged else parts)


def default_folder() -> Path:
    return Path(settings.BASE_DIR) / "fixtures"


def load(folder: Path) -> LoadResult:
    """Bring the database up to the fixtures in this folder, and the search projection with it.

    Raises ImportFailed with every mistake in the fixtures; nothing was changed then.
    """
    faults: list[Fault] = []
    entries = fixture_files.entries(folder, list(SECTIONS), faults)
    rows = fixture_rows.rows(entries, faults)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        acting.act("", "loaded from fixtures")
        writer = Writer(faults)
        writer.write(rows)
        if faults:
            raise ImportFailed(faults)
        result = LoadResult(writer.counts)
        rebuilding.rebuild()
        if result.is_changed:
            changes.publish([*writer.changed_codes(), *changes.unrecorded()])
    return result


def load_if_empty() -> LoadResult | None:
    """Load the portal's own fixtures into a database without any record; None if there is one."""
    if any(model.objects.exists() for model in CONTENT_MODELS):
        return None
    return load(default_folder())


def _listed(counter: Counter[str]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in counter.items())
