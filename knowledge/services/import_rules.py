"""What an import may change, said in one place."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model

from knowledge.models import CuratorNote, Record, SearchEntry, Status
from knowledge.services.fixture_kinds import BY_ITSELF_OF
from knowledge.services.fixture_rows import Key, Row
from knowledge.services.fixture_writes import CREATED, Write
from knowledge.services.import_faults import Fault

WAITING = (Status.DRAFT, Status.IN_REVIEW)

Standing = dict[type[Model], dict[Key, Any]]


def refusal(holder: Model, status: str) -> str:
    """Why what stands in the database may not be changed by an import; empty where it may.

    `holder` is the record or the vocabulary's row that would change, itself or in a part of it, and `status`
    the one it had before the import, empty for what has none.
    """
    if not isinstance(holder, Record):
        return "would change what is public at once; change it in the admin"
    if status in WAITING:
        return ""
    return f"would change {holder.code}, which is {status}; an import changes drafts only"


def by_themselves(rows: Iterable[Row]) -> None:
    """Causes and remedies are records of their own: a new one changes nothing of its issue."""
    for row in rows:
        if row.owner and row.kind.model in BY_ITSELF_OF:
            row.kind = BY_ITSELF_OF[row.kind.model]
            row.links["issue"] = row.owner.key
            row.owner = None


def only_drafts(rows: Iterable[Row], statuses: dict[tuple[type[Model], Key], str]) -> int:
    """Nothing is published by an import: take every other status out; how many rows said so."""
    count = 0
    for row in rows:
        status = row.values.get("status")
        before = statuses.get((row.kind.model, row.key))
        if status is None or status in WAITING or status == before:
            continue
        if before is None or before in WAITING:
            del row.values["status"]
            count += 1
    return count


def faults_of(
    writes: Iterable[Write], statuses: dict[tuple[type[Model], Key], str], known: Standing
) -> Iterator[Fault]:
    """One for each row that changes what it may not; `statuses` are those before, of all that existed."""
    for write in writes:
        holder = _holder(write)
        place = (holder.kind.model, holder.key)
        is_new = write.happened == CREATED and holder is write.row
        if is_new or place not in statuses:
            continue
        reason = refusal(known[place[0]][place[1]], statuses[place])
        if reason:
            name = next(iter(write.fields), "")
            detail = _in_words(write)
            yield write.row.fault(name, f"{detail}{reason}")
    yield from _notes_on_public(writes)


def _holder(write: Write) -> Row:
    """The record that a row is, or that it is a part of; a term is none of its facet."""
    row = write.row
    while row.owner and row.kind.is_part:
        row = row.owner
    return row


def _in_words(write: Write) -> str:
    if write.happened == CREATED:
        return "is new: "
    if write.happened != "changed":
        return f"{write.label} is left out: "
    return ""


def _notes_on_public(writes: Iterable[Write]) -> Iterator[Fault]:
    notes = [write for write in writes if write.kind.model is CuratorNote]
    named = {code for write in notes for code in write.row.values.get("concerns", [])}
    if not named:
        return
    public = set(SearchEntry.objects.values_list("code", flat=True))
    for write in notes:
        seen = [code for code in write.row.values.get("concerns", []) if _record_in(code) & public]
        if seen:
            reason = f"would stand beside {seen[0]}, which is public; write it in the admin"
            yield write.row.fault("concerns", reason)


def _record_in(code: str) -> set[str]:
    """The identifier itself and those of what it may stand in (FAQ-07.3 in FAQ-07)."""
    return {code, *(code[:at] for at, char in enumerate(code) if char in "-.")}
