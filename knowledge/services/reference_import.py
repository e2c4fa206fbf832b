"""References from a file of a reference manager: a plan first, then all of it or nothing."""

import hashlib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from knowledge.models import Reference, Status
from knowledge.services import drafting
from knowledge.services.import_faults import Fault, ImportFailed
from knowledge.services.reference_matching import Match, State, matched
from knowledge.services.reference_reading.entries import Entry, Reading, fault

_Source = Reference.SourceKind
# what the type of a work says of it, and no more: an article may be a review
_SOURCE_KINDS = {
    "article-journal": _Source.ARTICLE,
    "article": _Source.ARTICLE,
    "paper-conference": _Source.ARTICLE,
    "webpage": _Source.SECONDARY,
    "post-weblog": _Source.SECONDARY,
    "article-newspaper": _Source.SECONDARY,
    "article-magazine": _Source.SECONDARY,
    "entry-encyclopedia": _Source.SECONDARY,
}
_WEB_PAGES = ("webpage", "post-weblog")


class PlanChanged(Exception):
    """Between the dry run and now the references changed: look at the plan again."""


@dataclass(frozen=True)
class Plan:
    """What an import would do. `source` names what was imported; it is written into each reference."""

    source: str
    format: str
    matches: list[Match]
    faults: list[Fault]
    notes: list[str]

    def of(self, state: State) -> list[Match]:
        return [match for match in self.matches if match.state == state]

    @property
    def counts(self) -> dict[str, int]:
        """By state, all of them, and the faults."""
        states = Counter(match.state for match in self.matches)
        return {**{state.value: states[state] for state in State}, "faults": len(self.faults)}

    @property
    def tag(self) -> str:
        """Changes with whatever the curator was shown and may have decided by."""
        shown = (
            (match.entry, match.state, match.record and match.record.code, match.may_fill, match.lacking)
            for match in self.matches
        )
        return hashlib.sha256("\n".join(map(repr, shown)).encode(errors="replace")).hexdigest()[:32]


@dataclass
class Imported:
    created: list[Reference] = field(default_factory=list)
    filled: list[Reference] = field(default_factory=list)


def plan(reading: Reading, source: str) -> Plan:
    """The dry run: changes nothing."""
    faults = list(reading.faults)
    entries = []
    for entry in reading.entries:
        if entry.names_a_work:
            entries.append(entry)
        else:
            faults.append(fault(entry.place, "", "has no title, no DOI and no address; give one of them"))
    return Plan(source, reading.format, matched(entries), faults, reading.notes)


def apply(
    reading: Reading,
    source: str,
    *,
    tag: str,
    left_out: Collection[str] = (),
    filled: Collection[str] = (),
) -> Imported:
    """Make drafts of what is new, and fill in what ours lacks; entries are named by their place.

    `tag` is that of the plan by which it was decided. Raises PlanChanged or ImportFailed: nothing was
    written then.
    """
    with drafting.alone():
        current = plan(reading, source)
        if current.tag != tag:
            raise PlanChanged
        new = [match.entry for match in current.of(State.NEW) if match.entry.place not in left_out]
        chosen = [match for match in current.matches if match.may_fill and match.entry.place in filled]
        return Imported(_created(new, source), [_filled(match, source) for match in chosen])


def _created(entries: list[Entry], source: str) -> list[Reference]:
    """In one statement, where the importer's writer asks nine times for each; the reader has asked it all."""
    codes = drafting.free_codes(Reference)
    made = [_draft(entry, code, source) for entry, code in zip(entries, codes, strict=False)]
    faults = [found for entry, draft in zip(entries, made, strict=True) for found in _unfit(entry, draft)]
    if faults:
        raise ImportFailed(faults)
    return Reference.objects.bulk_create(made, batch_size=1000)


def _draft(entry: Entry, code: str, source: str) -> Reference:
    """What the file says, and that nobody has looked at the work."""
    return Reference(
        **_said(entry),
        code=code,
        number=int(code.rpartition("-")[2]),
        status=Status.DRAFT,
        identification=_identification(entry),
        source_kind=_SOURCE_KINDS.get(entry.csl_type, _Source.UNKNOWN),
        identification_note=f"{_origin(entry, source)} The work itself was not looked at.",
        seen_as="entry of a reference manager",
        seen_in=f"imported: {source}"[:500],
        doi_seen_in=f"imported: {source}"[:400] if entry.doi else "",
    )


def _unfit(entry: Entry, draft: Reference) -> list[Fault]:
    try:
        draft.clean_fields()
    except ValidationError as error:
        return [fault(entry.place, name, " ".join(found)) for name, found in error.message_dict.items()]
    return []


def _said(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "authors": list(entry.authors),
        "container_title": entry.container_title,
        "volume": entry.volume,
        "issue_number": entry.issue_number,
        "pages": entry.pages,
        "year": entry.year,
        "doi": entry.doi,
        "url": entry.url,
        "csl_type": entry.csl_type,
    }


def _identification(entry: Entry) -> Reference.Identification:
    if entry.doi:
        return Reference.Identification.IDENTIFIED
    if entry.csl_type in _WEB_PAGES:
        return Reference.Identification.WEB_PAGE
    return Reference.Identification.LOCATED


def _origin(entry: Entry, source: str) -> str:
    key = f" {entry.key}" if entry.key else ""
    return f"Taken from {source} ({entry.place}{key}) on {timezone.now():%d %B %Y}."


def _filled(match: Match, source: str) -> Reference:
    record = match.record
    assert record is not None  # noqa: S101  `may_fill` said so
    names = [each.field for each in match.lacking]
    data: dict[str, Any] = {name: _said(match.entry)[name] for name in names}
    note = f"{', '.join(each.label for each in match.lacking)}: {_origin(match.entry, source)}"
    data["identification_note"] = " ".join(filter(None, (record.identification_note, note)))
    if "doi" in names and not record.doi_seen_in:
        data["doi_seen_in"] = f"imported: {source}"[:400]
    changed = drafting.change(record, data, frozenset(data))
    assert isinstance(changed, Reference)  # noqa: S101
    return changed
