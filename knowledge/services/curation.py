"""Changing what is known: publish, retire, delete, cite. Every interface that writes comes through here.

Each function is one transaction: the record, its projection and the content revision change together or
not at all.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from knowledge.models import (
    CONTENT_MODELS,
    Citation,
    Record,
    Reference,
    SearchEntry,
    SourceDocument,
    Status,
    Term,
)
from knowledge.models.citation import Claim
from knowledge.search import indexing
from knowledge.services import changes
from knowledge.services.dependence import claims_of, depending_on


class NotAllowed(Exception):
    """The change would break a rule; the message says which and what to do instead."""


@transaction.atomic
def saved(record: Record) -> None:
    """Call after a record was written with its inlines and terms; of a draft the public learns nothing."""
    _stamp(record)
    if record.is_public or SearchEntry.objects.filter(code=record.code).exists():
        _refresh([record, *depending_on(record)])


@transaction.atomic
def saved_together(records: Iterable[Record]) -> None:
    """Like `saved`, for many at once: what several of them change is written once."""
    each_once = list(dict.fromkeys(records))
    for record in each_once:
        _stamp(record)
    depending = (near for record in each_once for near in depending_on(record))
    _refresh(dict.fromkeys([*each_once, *depending]))


@transaction.atomic
def publish(record: Record) -> list[Record]:
    """Make a record public, and with an issue its claims that wait; what became published.

    A retired record comes back, a retired claim only when it is published itself. Raises NotAllowed if
    something is incomplete.
    """
    claims = [claim for claim in claims_of(record) if claim.status in {Status.DRAFT, Status.IN_REVIEW}]
    waiting = claims if record.status == Status.PUBLISHED else [record, *claims]
    for each in waiting:
        _check(each)
        each.status = Status.PUBLISHED
        each.published_at = each.published_at or timezone.now()
        each.save(update_fields=["status", "published_at"])
        _stamp(each)
    if waiting:
        _refresh([*waiting, *depending_on(record)])
    return waiting


@transaction.atomic
def retire(record: Record) -> list[Record]:
    """Withdraw a record from the public. Its identifier stays taken; what was retired."""
    if record.status == Status.RETIRED:
        return []
    record.status = Status.RETIRED
    record.save(update_fields=["status"])
    _stamp(record)
    _refresh([record, *depending_on(record)])
    return [record]


@transaction.atomic
def delete(record: Record) -> None:
    """Remove a record that was never public; raises NotAllowed for any other, or if others refer to it."""
    if record.published_at is not None:
        raise NotAllowed(f"{record.code} was public and may be cited: retire it instead of deleting it.")
    try:
        record.delete()
    except ProtectedError as error:
        users = ", ".join(sorted(str(each) for each in error.protected_objects))
        raise NotAllowed(f"{record.code} is still used by {users}: remove that first.") from error


@transaction.atomic
def set_citations(claim: Record | Claim, references: Iterable[Reference]) -> None:
    """Make a claim cite exactly these references, in this order; locators and quotes that stand are kept."""
    content_type = ContentType.objects.get_for_model(claim)
    standing = Citation.objects.filter(content_type=content_type, object_id=claim.pk)
    wanted = list(dict.fromkeys(references))
    standing.exclude(reference__in=wanted).delete()
    for position, reference in enumerate(wanted, start=1):
        if not standing.filter(reference=reference).update(position=position):
            Citation.objects.create(claim=claim, reference=reference, position=position)


@transaction.atomic
def term_saved(term: Term) -> None:
    """Call after a term was written: its parent may have changed, so records under it are filed anew."""
    filed = SearchEntry.objects.with_any_term([term.pk, *term.children.values_list("pk", flat=True)])
    _refresh([record_of(entry) for entry in filed], changed=True)


def note_saved(concerns: Iterable[str]) -> None:
    """Call after a note was written or deleted; `concerns` are its identifiers, the former ones too.

    The note stands beside a claim or a part (T-AN-01-R4, FAQ-07.3) and so with the record that holds it.
    """
    changes.publish(code[:end] for code in concerns for end in _ends(code))


@transaction.atomic
def source_saved(document: SourceDocument) -> None:
    """Call after a source document was written: its records name it, and how it asks to be cited."""
    changes.publish(
        code
        for model in CONTENT_MODELS
        for code in model.objects.filter(source_document=document).values_list("code", flat=True)
    )


def record_of(entry: SearchEntry) -> Record:
    model = next(model for model in CONTENT_MODELS if model.kind == entry.kind)
    record: Record = model.objects.get(pk=entry.object_id)
    return record


def _stamp(record: Record) -> None:
    record.updated_at = timezone.now()
    record.save(update_fields=["updated_at"])


def _check(record: Record) -> None:
    try:
        record.full_clean()
    except ValidationError as error:
        reasons = "; ".join(error.messages)
        raise NotAllowed(f"{record.code} cannot be published yet: {reasons}") from error


def _refresh(records: Iterable[Record], *, changed: bool = False) -> None:
    affected = list(records)
    if indexing.index(affected) or changed:
        changes.publish(record.code for record in affected)


def _ends(code: str) -> list[int]:
    """Where an identifier, or that of a record which holds what it names, may end."""
    return [*(at for at, char in enumerate(code) if char in "-."), len(code)]
