"""Drafts written by programs: a record at a time, by the importer of the fixtures; never what is public."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Model

from knowledge.models import Cause, Issue, Record, Remedy, Status
from knowledge.services import curation, fixture_rows, new_identifiers
from knowledge.services.dependence import claims_of
from knowledge.services.fixture_kind import Kind
from knowledge.services.fixture_kinds import (
    CAUSE,
    FAQ_KIND,
    ISSUE,
    PROTOCOL,
    REFERENCE,
    REMEDY,
    RESISTANCE,
    by_itself,
)
from knowledge.services.fixture_rows import Row
from knowledge.services.fixture_writing import Writer
from knowledge.services.import_faults import Fault, ImportFailed
from knowledge.services.importing import LOCK

WAITING = (Status.DRAFT, Status.IN_REVIEW)


KINDS: Mapping[type[Record], Kind] = {
    kind.model: kind
    for kind in (
        *(ISSUE, by_itself(CAUSE), by_itself(REMEDY)),
        *(FAQ_KIND, RESISTANCE, PROTOCOL, REFERENCE),
    )
    if issubclass(kind.model, Record)
}
# how the identifiers begin that follow from nothing but the kind
_PREFIXES = {"faq": "FAQ-", "resistance": "RES-", "protocol": "PROT-", "reference": "REF-"}

_LETTERS: Mapping[type[Model], str] = {Cause: "C", Remedy: "R"}


@contextmanager
def alone() -> Iterator[None]:
    """A transaction in which nobody else writes drafts or loads fixtures: identifiers are given out in it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield


def tag_of(record: Record) -> str:
    """Changes with each change of the record and of the claims that stand in it."""
    changed = (f"{each.code} {each.status} {each.updated_at.isoformat()}" for each in with_claims(record))
    return hashlib.sha256("\n".join(changed).encode()).hexdigest()[:32]


def with_claims(record: Record) -> list[Record]:
    """The record and the causes and remedies in it, in a fixed order."""
    return [record, *sorted(claims_of(record), key=lambda claim: claim.code)]


def free_codes(model: type[Record], issue: str = "") -> Iterator[str]:
    """The identifiers after the highest of the kind, of a claim in its issue; of issues one of each area."""
    if model is Issue:
        return iter(new_identifiers.free_in_each_area())
    if model in _LETTERS:
        return new_identifiers.free(model, f"{_without_nul(issue)}-{_LETTERS[model]}")
    return new_identifiers.free(model, _PREFIXES[model.kind], digits=2)


def create(model: type[Record], data: dict[str, Any]) -> Record:
    """A draft of what the fixtures would hold, `status` apart. Raises ImportFailed."""
    defaults = {"status": Status.DRAFT.value, **_place(model, data)}
    return _write(KINDS[model], {**defaults, **data}, None, is_new=True)


def change(record: Record, data: dict[str, Any], given: frozenset[str]) -> Record:
    """Change the fields named in `given` to what stands in `data`, or to nothing. Raises ImportFailed.

    Claims of an issue that a given list no longer holds are deleted.
    """
    data = {**data, "code": record.code}
    if "source_document" not in given and record.source_document:
        # the claims in it inherit it
        data["source_document"] = record.source_document.slug
    return _write(KINDS[type(record)], data, given, is_new=False)


def _write(kind: Kind, data: dict[str, Any], given: frozenset[str] | None, *, is_new: bool) -> Record:
    faults: list[Fault] = []
    rows = fixture_rows.rows_of(kind, data, given, faults)
    if is_new:
        faults += _taken(rows)
    writer = Writer(faults, status_of_new=Status.DRAFT)
    if not faults or not is_new or not _is_taken(rows[0]):
        writer.write(rows, only_concerned=True)
        faults += [fault for row in rows for fault in _closed(row, writer)]
    if faults:
        raise ImportFailed(faults)
    record: Record = writer.known[kind.model][rows[0].key]
    record.refresh_from_db()
    _delete_absent(rows[0], record, data)
    curation.saved(record)
    return record


def _place(model: type[Record], data: Mapping[str, Any]) -> dict[str, Any]:
    """After all others; a reference is cited by the number of its identifier."""
    if model.kind == "reference":
        tail = str(data.get("code", "")).rpartition("-")[2]
        return {"number": int(tail)} if tail.isdecimal() and len(tail) < 9 else {}
    if "position" not in KINDS[model].fields:
        return {}
    beside = model._default_manager.all()
    if model.belongs_to:
        beside = beside.filter(**{f"{model.belongs_to}__code": _without_nul(str(data.get(model.belongs_to)))})
    last = beside.aggregate(last=Max("position"))["last"]
    return {"position": (last or 0) + 1}


def _without_nul(code: str) -> str:
    """PostgreSQL refuses to be asked with one; that it names nothing is found by the importer."""
    return code.replace("\0", "")


def _taken(rows: list[Row]) -> list[Fault]:
    return [
        row.fault("code", "is taken; identifiers are never reused")
        for row in rows
        if row.kind.is_record and _is_taken(row)
    ]


def _is_taken(row: Row) -> bool:
    return row.kind.model._default_manager.filter(code=str(row.key[0])).exists()


def _closed(row: Row, writer: Writer) -> Iterator[Fault]:
    """A record that was public is no draft, wherever it stands."""
    if not row.kind.is_record:
        return
    record = writer.known[row.kind.model][row.key]
    if record in writer.touched and record.status not in WAITING:
        yield row.fault("text", f"cannot change: {record.code} is {record.status}; change it in the admin")


def _delete_absent(row: Row, record: Record, data: Mapping[str, Any]) -> None:
    held: dict[type[Model], set[str]] = {
        kind.model: {str(item.get("code")) for item in data.get(name, [])}
        for name, kind in row.kind.nested.items()
        if row.given is not None and name in row.given and kind.is_record
    }
    # what names a cause goes before it
    for claim in reversed(claims_of(record)):
        if type(claim) in held and claim.code not in held[type(claim)]:
            try:
                curation.delete(claim)
            except curation.NotAllowed as refusal:
                name = next(name for name, kind in row.kind.nested.items() if kind.model is type(claim))
                raise ImportFailed([row.fault(name, f"leaves out {claim.code}: {refusal}")]) from refusal
