"""What a save costs with search and without it, in CPU of this process and of its database session."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from django.db import connection, transaction
from django.utils import timezone

from knowledge.models import FAQ, Issue, Protocol, Record, Reference, ResistanceRecord
from knowledge.services import curation, revision
from knowledge.services.dependence import depending_on

_A_KIND = 25
# the text of each kind that is changed
_TEXTS: dict[type[Record], str] = {
    Issue: "summary",
    FAQ: "question",
    ResistanceRecord: "note",
    Protocol: "purpose",
    Reference: "identification_note",
}


def save_costs() -> dict[str, dict[str, float]]:
    """Kind -> CPU ms of a save `with` and `without` search, medians; every change is rolled back."""
    clock = _clock()
    costs: dict[str, dict[str, float]] = {}
    for model, text in _TEXTS.items():
        keys = model.objects.published().order_by("-pk").values_list("pk", flat=True)[:_A_KIND]
        records = [model.objects.get(pk=key) for key in keys]
        costs[model.kind] = {
            "with": median(_cost(record, text, curation.saved, clock) for record in records),
            "without": median(_cost(record, text, _saved_without_search, clock) for record in records),
        }
    return costs


def _cost(record: Record, text: str, saved: Callable[[Record], None], clock: Callable[[], float]) -> float:
    """The record is written before the clock starts: what is compared is what follows on it."""
    with transaction.atomic():
        setattr(record, text, f"{getattr(record, text)[:250]} altered anew")
        record.save()
        started = clock()
        saved(record)
        cost = clock() - started
        transaction.set_rollback(True)
    return 1000 * cost


def _saved_without_search(record: Record) -> None:
    """What curation.saved does beside indexing: the stamp, the dependent records, the revision."""
    record.updated_at = timezone.now()
    record.save(update_fields=["updated_at"])
    depending_on(record)
    revision.bump()


def _clock() -> Callable[[], float]:
    """Seconds of CPU of both processes; of wall clock where the server's cannot be seen from here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    # nanoseconds on a CPU come first; /proc/<pid>/stat would count in hundredths of a second
    statistics = Path(f"/proc/{pid}/schedstat")
    is_server = Path(f"/proc/{pid}/comm")
    if not (is_server.exists() and is_server.read_text().startswith("postgres") and statistics.exists()):
        return time.perf_counter
    return lambda: time.process_time() + int(statistics.read_text().split()[0]) / 1e9


def clock_name() -> str:
    return "wall clock" if _clock() is time.perf_counter else "CPU of the portal and of its database session"
