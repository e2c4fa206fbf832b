"""From draft to public and back: who may take which step, and what is written down of it.

`by` is the name of a user; empty for a command, which nobody has to review. Every function is one
transaction and raises NotAllowed, having changed nothing.
"""

from django.conf import settings
from django.db import transaction

from knowledge.models import ContentRevision, DraftVersion, Record, ReviewStep, Status
from knowledge.services import acting, curation, draft_versions, drafting, history, merging, versions
from knowledge.services.curation import NotAllowed
from knowledge.services.documents import as_json
from knowledge.services.import_faults import ImportFailed

Action = ReviewStep.Action


@transaction.atomic
def submit(record: Record, by: str, comment: str = "") -> None:
    """Ask for a review of what waits: the record itself, or the next version of a public one."""
    acting.act(by, "submitted for review")
    waiting = _waiting(record)
    if waiting.status == Status.IN_REVIEW:
        raise NotAllowed(f"{record.code} waits for review already.")
    _set_status(waiting, Status.IN_REVIEW)
    _note(record, Action.SUBMITTED, by, comment)


@transaction.atomic
def send_back(record: Record, by: str, comment: str) -> None:
    """Give what waits for review back to its author, who is told why."""
    acting.act(by, "sent back")
    waiting = _waiting(record)
    if waiting.status != Status.IN_REVIEW:
        raise NotAllowed(f"{record.code} does not wait for review.")
    if not comment.strip():
        raise NotAllowed(f"Say in the comment what {record.code} lacks: its author reads it.")
    _set_status(waiting, Status.DRAFT)
    _note(record, Action.SENT_BACK, by, comment)


def publish(record: Record, by: str, comment: str = "") -> list[Record]:
    """Make what waits public, with an issue its waiting claims; what became public or changed in public."""
    with drafting.alone():
        acting.act(by, f"published. {comment}".strip())
        alone = _is_alone(record, by)
        draft = draft_versions.of(record)
        published = _put_in_place(draft) if draft else curation.publish(record)
        if published:
            _note(record, Action.PUBLISHED, by, comment, alone=alone)
        return published


@transaction.atomic
def retire(record: Record, by: str, comment: str = "") -> list[Record]:
    """Withdraw a record from the public; a next version of it is gone with it. What was retired."""
    acting.act(by, f"retired. {comment}".strip())
    if record == versions.whole(record):
        DraftVersion.objects.filter(code=record.code).delete()
    retired = curation.retire(record)
    if retired:
        _note(record, Action.RETIRED, by, comment)
    return retired


@transaction.atomic
def discard(record: Record, by: str) -> None:
    """Drop the next version of a public record; the history keeps what it said."""
    acting.act(by, "draft discarded")
    draft = draft_versions.of(record)
    if draft is None:
        raise NotAllowed(f"{record.code} has no draft beside its public version.")
    draft.delete()
    _note(versions.whole(record), Action.DISCARDED, by, "")


@transaction.atomic
def revert(record: Record, revision: int, by: str) -> DraftVersion:
    """Make a draft of what was public at that content revision, to be reviewed like any other."""
    acting.act(by, f"draft taken from revision {revision}")
    whole = versions.whole(record)
    version = versions.at(whole, revision)
    if version is None:
        raise NotAllowed(f"{whole.code} was not public at revision {revision}.")
    if draft_versions.of(whole):
        raise NotAllowed(f"{whole.code} has a draft already: publish or discard that first.")
    base = versions.document_of(whole)
    then = versions.with_later_claims_retired(version.document, base)
    draft = draft_versions.keep(whole, draft_versions.State(then, {}), base, by)
    if draft is None:
        raise NotAllowed(f"{whole.code} says now what it said at revision {revision}.")
    _note(whole, Action.REVERTED, by, f"Revision {version.revision}")
    return draft


def steps_of(record: Record) -> list[ReviewStep]:
    """All steps of the record and of the claims in it, the newest first."""
    codes = [each.code for each in drafting.with_claims(versions.whole(record))]
    return list(ReviewStep.objects.filter(code__in=codes).order_by("-id"))


def _waiting(record: Record) -> Record | DraftVersion:
    """The draft that a step is about."""
    draft = draft_versions.of(record)
    if draft:
        return draft
    if record.status not in drafting.WAITING:
        raise NotAllowed(f"{record.code} is {record.status} and nothing of it waits to be published.")
    return record


def _set_status(waiting: Record | DraftVersion, status: Status) -> None:
    waiting.status = status
    waiting.save(update_fields=["status"])


def _is_alone(record: Record, by: str) -> bool:
    """Whether the last editor publishes, where the portal allows it. Raises NotAllowed where it does not."""
    draft = draft_versions.of(record)
    editor = draft.edited_by if draft else history.last_editor(record)
    if not by or by != editor:
        return False
    if settings.REVIEW_BY_SECOND_PERSON:
        raise NotAllowed(f"You edited {record.code} last: somebody else reviews and publishes it.")
    return True


def _put_in_place(draft: DraftVersion) -> list[Record]:
    """Make the next version the public one."""
    record = draft_versions.record_of(draft)
    public = versions.document_of(record)
    if public != draft.base:
        draft.document = _brought_together(record, draft, public)
    try:
        draft_versions.write(draft)
    except ImportFailed as failed:
        reasons = "; ".join(str(fault) for fault in failed.faults)
        raise NotAllowed(f"{record.code} cannot be published yet: {reasons}") from failed
    draft.delete()
    record.refresh_from_db()
    published = curation.publish(record)
    curation.saved(record)
    return list(dict.fromkeys([record, *published]))


def _brought_together(record: Record, draft: DraftVersion, public: dict[str, object]) -> dict[str, object]:
    """The draft with what became public since it was begun."""
    try:
        return as_json(merging.merged(versions.kind_of(record), draft.base, draft.document, public))
    except merging.Contradiction as found:
        places = ", ".join(f"{each.code} {each.field}" for each in found.differences)
        raise NotAllowed(
            f"Since the draft of {record.code} was begun, the public version changed in the same places:"
            f" {places}. Compare the two, then discard the draft or bring it up to date."
        ) from found


def _note(record: Record, action: str, by: str, comment: str, *, alone: bool = False) -> None:
    number = None
    if action == Action.PUBLISHED:
        number = ContentRevision.objects.values_list("number", flat=True).first()
    ReviewStep.objects.create(
        code=record.code, action=action, by=by, comment=comment.strip(), revision=number, alone=alone
    )
