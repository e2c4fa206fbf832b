"""The versions of a record that were public: written at each publication, read for good."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from knowledge.models import (
    FAQ,
    Issue,
    Protocol,
    PublishedVersion,
    Record,
    Reference,
    ResistanceRecord,
    Status,
)
from knowledge.services.documents import Document, Reader
from knowledge.services.fixture_kind import Kind
from knowledge.services.fixture_kinds import SECTIONS

# the records that stand by themselves; causes and remedies are in the version of their issue
WHOLE: tuple[type[Record], ...] = (Issue, FAQ, ResistanceRecord, Protocol, Reference)
_CLAIMS = ("causes", "remedies")


def whole(record: Record) -> Record:
    """The record that a version is of: an issue for its causes and remedies, else the record itself."""
    return getattr(record, record.belongs_to) if record.belongs_to else record


def kind_of(record: Record) -> Kind:
    """How the documents of such records are written."""
    return next(kind for kind in SECTIONS.values() if kind.model is type(record))


def document_of(record: Record) -> Document:
    """The record as its tables hold it now, drafts among its claims included."""
    return Reader([record]).documents()[record.code]


def note(codes: Iterable[str], revision: int) -> None:
    """Keep what the public sees of these records from this revision on, where that differs from before.

    Identifiers of claims and of records that are not public count for nothing; an issue is noted by its own.
    """
    wanted = set(codes)
    records = [
        record for model in WHOLE for record in model._default_manager.published().filter(code__in=wanted)
    ]
    documents = {code: public_part(document) for code, document in Reader(records).documents().items()}
    standing = latest(documents)
    changed = {code: each for code, each in documents.items() if standing.get(code) != each}
    PublishedVersion.objects.filter(code__in=changed, revision=revision).delete()
    PublishedVersion.objects.bulk_create(
        PublishedVersion(code=code, revision=revision, document=each) for code, each in changed.items()
    )


def public_part(document: Document) -> Document:
    """Without the claims that are not public."""
    kept = dict(document)
    for name in _CLAIMS:
        shown = [each for each in kept.pop(name, []) if _status(each, document) == Status.PUBLISHED]
        if shown:
            kept[name] = shown
    return kept


def _status(claim: Document, of: Document) -> str:
    return str(claim.get("status") or of["status"])


def with_later_claims_retired(document: Document, present: Document) -> Document:
    """An earlier version as it can stand again: identifiers that came later stay taken, but are withdrawn."""
    made = dict(document)
    for name in _CLAIMS:
        known = {each["code"] for each in document.get(name, [])}
        later = [
            {**each, "status": str(Status.RETIRED)}
            for each in present.get(name, [])
            if each["code"] not in known and _status(each, present) == Status.PUBLISHED
        ]
        if later:
            made[name] = [*document.get(name, []), *later]
    return made


def latest(codes: Iterable[str]) -> dict[str, Document]:
    """The newest version of each."""
    newest = (
        PublishedVersion.objects.filter(code=OuterRef("code")).order_by("-revision").values("revision")[:1]
    )
    found = PublishedVersion.objects.filter(code__in=list(codes), revision=Subquery(newest))
    return {version.code: version.document for version in found}


def of(record: Record) -> list[PublishedVersion]:
    """All versions, the newest first."""
    return list(PublishedVersion.objects.filter(code=record.code).order_by("-revision"))


def at(record: Record, revision: int) -> PublishedVersion | None:
    """What was public at that content revision; None if it was not public yet."""
    until = PublishedVersion.objects.filter(code=record.code, revision__lte=revision)
    return until.order_by("-revision").first()
