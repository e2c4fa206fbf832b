"""One press turns a suggestion into a draft: what was typed, in the fields of a record that waits."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from knowledge.models import (
    FAQ,
    Cause,
    Issue,
    Protocol,
    Record,
    Reference,
    Remedy,
    ResistanceRecord,
    Suggestion,
)
from knowledge.services import acting, drafting
from knowledge.services.import_faults import ImportFailed
from knowledge.services.suggested_values import row_of
from knowledge.services.suggestion_handling import CannotHandle, close, locked
from knowledge.services.targets import record_named

Kind = Suggestion.Kind
_MODELS: dict[str, type[Record]] = {
    model.kind: model for model in (Issue, Cause, Remedy, FAQ, Protocol, Reference)
}
_NO_SECTION_YET = "General"


@dataclass(frozen=True)
class TakenUp:
    """The record whose form the curator goes on with; `is_new` where it was made of the suggestion."""

    record: Record
    is_new: bool


def identifiers_for(suggestion: Suggestion) -> list[str]:
    """What a new issue may be named, one in each area, for a curator to choose; else empty."""
    return list(drafting.free_codes(Issue)) if _new_kind(suggestion) is Issue else []


@transaction.atomic
def take_up(suggestion: Suggestion, by: Any, code: str = "") -> TakenUp:
    """Make a draft of it, or open the record that it is on; the suggestion is marked as taken up.

    `code` is one of `identifiers_for`, else the first of them. Pressed twice, it is the same draft. Raises
    CannotHandle.
    """
    with drafting.alone():
        acting.act(by.get_username(), f"from suggestion {suggestion.number}")
        now = locked(suggestion)
        if now.record and (earlier := record_named(now.record)):
            return TakenUp(earlier, is_new=False)
        taken = _taken_up(now, code)
        close(now, Suggestion.Status.DRAFT, by, record=taken.record.code)
    return taken


def _taken_up(suggestion: Suggestion, code: str) -> TakenUp:
    model = _new_kind(suggestion)
    if model is Reference and (same := _with_doi(suggestion.fields.get("doi", ""))):
        return TakenUp(same, is_new=False)
    if model is not None:
        return TakenUp(_draft(suggestion, model, code), is_new=True)
    record = record_named(suggestion.target)
    if record is None:
        raise CannotHandle("It names no record to open: make what it asks for, then mark it as done.")
    # its form makes a draft beside what is public
    return TakenUp(record, is_new=False)


def _new_kind(suggestion: Suggestion) -> type[Record] | None:
    """The kind of record that the suggestion asks for; None where it is on one that exists."""
    if suggestion.kind == Kind.NEW_RECORD:
        return _MODELS[suggestion.fields["record_kind"]]
    if suggestion.kind == Kind.NEW_VALUE:
        return ResistanceRecord
    if suggestion.kind == Kind.MISSING_REFERENCE and not suggestion.target:
        return Reference
    return None


def _draft(suggestion: Suggestion, model: type[Record], code: str) -> Record:
    issue = _issue_of(suggestion)
    code = code or next(iter(drafting.free_codes(model, issue)))
    fields = {name: value for name, value in _fields(suggestion, model, issue, code).items() if value}
    try:
        return drafting.create(model, {"code": code, **fields})
    except ImportFailed as refused:
        raise CannotHandle("; ".join(map(str, refused.faults))) from refused


def _fields(suggestion: Suggestion, model: type[Record], issue: str, code: str) -> dict[str, Any]:
    """What was typed, by the names that the fixtures have for it."""
    typed = suggestion.fields
    heading, details, doi = (typed.get(name, "") for name in ("heading", "details", "doi"))
    source = _with_doi(doi)
    cites: dict[str, Any] = {"cites": [source.code]} if source else {}
    if model is Issue:
        return {"title": heading, "summary": details or heading, "area": _area_of(code)}
    if model in (Cause, Remedy):
        return {"issue": issue, "text": heading, **cites}
    if model is FAQ:
        points = [{"number": 1, "text": details, **cites}] if details else []
        return {"section": _NO_SECTION_YET, "question": heading, "points": points}
    if model is Protocol:
        return {"title": heading, "purpose": details or heading, **cites}
    if model is Reference:
        return {"title": heading, "doi": doi}
    return {**row_of(suggestion, record_named(suggestion.target)), **cites}


def _issue_of(suggestion: Suggestion) -> str:
    """The issue that a suggested cause or remedy belongs to."""
    named = record_named(suggestion.target)
    return named.issue.code if isinstance(named, Cause | Remedy) else suggestion.target


def _area_of(code: str) -> str:
    """As the other issues with such an identifier have it."""
    family = code.rpartition("-")[0]
    beside = Issue.objects.filter(code__startswith=f"{family}-").values_list("area", flat=True).first()
    return beside or family.rpartition("-")[2]


def _with_doi(doi: str) -> Reference | None:
    return Reference.objects.filter(doi__iexact=doi).first() if doi else None
