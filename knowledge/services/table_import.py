"""Importing tables and fixtures that somebody brings: first what would happen, then all of it or nothing.

A new record becomes a draft, or waits for review where the file says so; nothing is published. What the file
does not hold is left alone. What may be changed at all is said in import_rules.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from knowledge.models import ImportBatch, ImportUpload, RowChange, SearchEntry, Status, Term
from knowledge.models.import_batch import KEPT_FOR
from knowledge.services import acting, changes, curation, fixture_rows, import_plan, import_rules, undoing
from knowledge.services.fixture_rows import Row
from knowledge.services.fixture_standing import standing_keys
from knowledge.services.fixture_writes import CREATED
from knowledge.services.fixture_writing import Writer
from knowledge.services.import_faults import Fault, ImportFailed
from knowledge.services.import_plan import Plan
from knowledge.services.importing import LOCK
from knowledge.services.tables import reading
from knowledge.services.tables import rows as table_rows
from knowledge.services.tables.grid import Refused
from knowledge.services.tables.reading import Contents, File
from knowledge.services.undoing import NotUndone

__all__ = [
    "Changed",
    "File",
    "ImportFailed",
    "NotUndone",
    "Plan",
    "apply",
    "apply_upload",
    "check",
    "dry_run",
    "undo",
]


class Changed(Exception):
    """The file is not the one that was checked."""


def dry_run(file: File) -> Plan:
    """Everything that an import would do and everything that is wrong with it; nothing is written.

    It is done and taken back, so it takes as long as the import, and others who write drafts wait for it.
    """
    with _alone():
        plan, _ = _write(file)
        transaction.set_rollback(True)
    return plan


def apply(file: File, by: Any) -> ImportBatch:
    """Import all of it in one transaction, for the user `by` or None. Raises ImportFailed, nothing done."""
    with _alone():
        acting.act(by.get_username() if by else "", f"imported {file.name}")
        before = _last_change()
        plan, writer = _write(file)
        if plan.faults:
            raise ImportFailed([_as_fault(each) for each in plan.faults])
        batch = _record(plan, writer, by, before)
        _tell_the_public(writer)
    return batch


def check(file: File, by: Any) -> ImportUpload:
    """Keep a file with what a dry run says of it, until it is confirmed or has expired."""
    plan = dry_run(file)
    forget_expired()
    return ImportUpload.objects.create(
        by=by,
        file_name=file.name[-255:],
        table=file.table,
        content=file.content,
        sha256=plan.sha256,
        plan=plan.as_json(),
    )


def apply_upload(upload: ImportUpload, sha256: str, by: Any) -> ImportBatch:
    """Import what was checked. Raises Changed if the curator saw another file, ImportFailed as apply does."""
    content = bytes(upload.content)
    if not sha256 == upload.sha256 == _digest(content):
        raise Changed(f"{upload.file_name} is not the file that was checked; bring it again.")
    with transaction.atomic():
        batch = apply(File(upload.file_name, content, upload.table), by)
        upload.delete()
    return batch


def forget_expired() -> None:
    ImportUpload.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()


def undo(batch: ImportBatch, by: Any) -> None:
    """Make everything as it was before the import. Raises NotUndone where something of it changed since."""
    with _alone():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.undone_at:
            raise NotUndone([f"It was undone on {batch.undone_at:%Y-%m-%d %H:%M}."])
        acting.act(by.get_username() if by else "", f"undid import {batch.number}")
        made = RowChange.objects.filter(
            transaction=batch.transaction, pk__gt=batch.changes_after, pk__lte=batch.changes_until
        )
        concerns_terms = made.filter(table_name=Term._meta.db_table).exists()
        undoing.undo(made)
        if concerns_terms:
            changes.publish(())
        batch.undone_at, batch.undone_by = timezone.now(), by
        batch.save(update_fields=["undone_at", "undone_by"])


@contextmanager
def _alone() -> Iterator[None]:
    """A transaction in which nobody else writes drafts or loads fixtures."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield


def _write(file: File) -> tuple[Plan, Writer]:
    contents = reading.read(file)
    faults = contents.faults
    rows = _rows(contents, faults)
    import_rules.by_themselves(rows)
    before = standing_keys(rows)
    unpublished = import_rules.only_drafts(rows, before)
    writer = Writer(faults, status_of_new=Status.DRAFT)
    writer.write(rows, only_concerned=True)
    faults += import_rules.faults_of(writer.writes, before, writer.known)
    plan = Plan(
        file.name,
        _digest(file.content),
        import_plan.counted(writer.counts),
        import_plan.changes_of(writer.writes),
        import_plan.told(faults, _values(contents)),
        _notes(unpublished),
    )
    return plan, writer


def _rows(contents: Contents, faults: list[Fault]) -> list[Row]:
    if contents.entries:
        return fixture_rows.rows(contents.entries, faults)
    return table_rows.rows(contents.sheets, faults)


def _values(contents: Contents) -> dict[tuple[str, int], dict[str, str]]:
    return {
        (sheet.file, line): {
            name: cell.text if isinstance(cell, Refused) else cell for name, cell in cells.items()
        }
        for sheet in contents.sheets
        for line, cells in sheet.rows
    }


def _notes(unpublished: int) -> list[str]:
    if not unpublished:
        return []
    which = "1 row says" if unpublished == 1 else f"{unpublished} rows say"
    return [f"{which} published or retired: an import publishes nothing, these records are drafts."]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _as_fault(told: import_plan.PlanFault) -> Fault:
    return Fault(told.file, told.record, told.column, told.reason, line=told.row)


def _last_change() -> int:
    return RowChange.objects.aggregate(last=Max("pk"))["last"] or 0


def _record(plan: Plan, writer: Writer, by: Any, before: int) -> ImportBatch:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (number,) = cursor.fetchone()
    return ImportBatch.objects.create(
        by=by,
        by_name=by.get_username() if by else "",
        at=writer.now,
        file_name=plan.file_name[-255:],
        sha256=plan.sha256,
        counts={each.kind: [each.new, each.changed, each.removed] for each in plan.counts},
        transaction=number,
        changes_after=before,
        changes_until=_last_change(),
    )


def _tell_the_public(writer: Writer) -> None:
    """Drafts are not found, so there is mostly nothing to do; a new term is one of the vocabulary at once."""
    codes = {record.code for record in writer.touched}
    seen = set(SearchEntry.objects.filter(code__in=codes).values_list("code", flat=True))
    for record in writer.touched:
        if record.code in seen:
            curation.saved(record)
    new = [write for write in writer.writes if write.kind.model is Term and write.happened == CREATED]
    for write in new:
        curation.term_saved(writer.known[Term][write.row.key])
