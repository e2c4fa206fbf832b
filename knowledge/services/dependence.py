"""Which records' entries in the projection hold words, visibility or evidence of another record."""

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Model

from knowledge.models import (
    Cause,
    Citation,
    FAQPoint,
    FirstStep,
    Issue,
    Pitfall,
    Record,
    Reference,
    Remedy,
    ResistanceRecord,
    Sign,
    Step,
)

# each claim and the record that it stands in
_HOLDERS: dict[type[Model], str] = {
    Cause: "issue",
    Remedy: "issue",
    FirstStep: "issue",
    Sign: "issue",
    FAQPoint: "faq",
    Step: "stage__protocol",
    Pitfall: "protocol",
}


def claims_of(record: Record) -> list[Record]:
    """The causes and remedies of an issue; nothing for any other kind."""
    if not isinstance(record, Issue):
        return []
    return [*record.causes.all(), *record.remedies.all()]


def depending_on(record: Record) -> list[Record]:
    """A claim's issue; an issue's claims; what a reference grades; the remedies whose effect was measured."""
    near = [*_owner(record), *claims_of(record)]
    if isinstance(record, Reference):
        near += [_holder(citation.claim) for citation in _citations_of(record)]
    if isinstance(record, ResistanceRecord):
        near += Remedy.objects.filter(resistance_records=record)
    return list(dict.fromkeys([*near, *(owner for each in near for owner in _owner(each))]))


def _owner(record: Record) -> list[Record]:
    return [getattr(record, record.belongs_to)] if record.belongs_to else []


def _citations_of(reference: Reference) -> list[Citation]:
    """With the claims and the records that these stand in: a query for each kind, not for each citation."""
    holders = [kind._default_manager.select_related(holder) for kind, holder in _HOLDERS.items()]
    claims = GenericPrefetch("claim", [*holders, ResistanceRecord.objects.all()])
    return list(Citation.objects.filter(reference=reference).prefetch_related(claims))


def _holder(claim: Model | None) -> Record:
    """The record that a claim stands in."""
    if isinstance(claim, FirstStep | Sign):
        return claim.issue
    if isinstance(claim, FAQPoint):
        return claim.faq
    if isinstance(claim, Step):
        return claim.stage.protocol
    if isinstance(claim, Pitfall):
        return claim.protocol
    assert isinstance(claim, Record)  # noqa: S101  nothing else can cite
    return claim
