"""A version of a record as a reader reads it: its texts part by part, and what changed since."""

from dataclasses import dataclass
from itertools import groupby

from knowledge.models import PublishedVersion, Record, ReviewStep
from knowledge.services import versions
from knowledge.services.differences import Difference, differences
from knowledge.services.documents import Document

# what a reader of the text does not look for
_UNREAD = {"status", "position", "number"}


@dataclass(frozen=True)
class Part:
    """The record itself, or a claim, point or step in it, with what it says by field."""

    code: str
    fields: list[Difference]


@dataclass(frozen=True)
class Change:
    """One version after another."""

    version: PublishedVersion
    changes: list[Difference]
    comments: list[str]


def parts_of(record: Record, version: PublishedVersion) -> list[Part]:
    """What the version says, in the order of the record."""
    said = [each for each in _between(record, {}, version.document) if each.field not in _UNREAD]
    return [Part(code, list(fields)) for code, fields in groupby(said, key=lambda each: each.code)]


def since(record: Record, version: PublishedVersion) -> list[Difference]:
    """What the newest version says differently."""
    newest = versions.latest([record.code])
    return _between(record, version.document, newest.get(record.code, {}))


def changes_of(record: Record) -> list[Change]:
    """Every version with what it changed, the newest first, and the comments at its publication."""
    found = versions.of(record)[::-1]
    comments: dict[int | None, list[str]] = {}
    for step in ReviewStep.objects.filter(code=record.code, action=ReviewStep.Action.PUBLISHED):
        comments.setdefault(step.revision, []).extend(filter(None, [step.comment]))
    before: Document = {}
    told = []
    for version in found:
        differing = _between(record, before, version.document) if before else []
        told.append(Change(version, differing, comments.get(version.revision, [])))
        before = version.document
    return told[::-1]


def _between(record: Record, before: Document, after: Document) -> list[Difference]:
    return differences(versions.kind_of(record), before, after)
