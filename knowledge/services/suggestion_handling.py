"""What a curator does with a suggestion, apart from making a draft: done, or not taken with the reason."""

from typing import Any

from django.db import transaction
from django.db.models import Case, CharField, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from knowledge.models import Citation, Suggestion
from knowledge.services.suggesting import REPORTS

Status = Suggestion.Status
OPEN = (Status.WAITING, Status.DRAFT)
QUEUE_ORDER = ("place", "-damage", "number")


class CannotHandle(Exception):
    """It cannot be done with this suggestion; the message says why and what to do instead."""


def queued() -> QuerySet[Suggestion]:
    """All suggestions: reports on sources first, then what waits, then the rest.

    `damage` is the number of claims that the reference supports which a suggestion is on; within each of the
    three the greatest comes first, then the oldest.
    """
    claim = Concat(Cast("content_type_id", CharField()), Value(" "), Cast("object_id", CharField()))
    supported = (
        Citation.objects.filter(reference__code=OuterRef("target"), stance=Citation.Stance.SUPPORTS)
        .order_by()
        .values("reference")
        .annotate(claims=Count(claim, distinct=True))
        .values("claims")
    )
    place = Case(
        When(status=Status.WAITING, kind__in=REPORTS, then=0),
        When(status=Status.WAITING, then=1),
        default=2,
        output_field=IntegerField(),
    )
    damage = Coalesce(Subquery(supported), 0)
    return Suggestion.objects.annotate(place=place, damage=damage).order_by(*QUEUE_ORDER)


def next_waiting(after: Suggestion) -> Suggestion | None:
    """What a curator may turn to next."""
    return queued().filter(status=Status.WAITING).exclude(pk=after.pk).first()


@transaction.atomic
def decline(suggestion: Suggestion, by: Any, reason: str) -> None:
    """Not taken; its writer reads the reason. Raises CannotHandle."""
    if not reason.strip():
        raise CannotHandle("Say why it is not taken: whoever suggested it reads the reason.")
    close(locked(suggestion), Status.DECLINED, by, answer=reason.strip())


@transaction.atomic
def finish(suggestion: Suggestion, by: Any, answer: str = "") -> None:
    """What it asked for is done, or needed nothing. Raises CannotHandle."""
    close(locked(suggestion), Status.HANDLED, by, answer=answer.strip())


def locked(suggestion: Suggestion) -> Suggestion:
    """The suggestion as it is now, held until the end of the transaction.

    Raises CannotHandle where somebody is done with it.
    """
    now = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if now.status not in OPEN:
        raise CannotHandle(f"Suggestion {now.number} is closed already: {now.get_status_display().lower()}.")
    return now


def close(suggestion: Suggestion, status: str, by: Any, *, answer: str = "", record: str = "") -> None:
    """Write down what became of it, by a user; an answer or record that it has stays if none is given."""
    suggestion.status = status
    suggestion.answer = answer or suggestion.answer
    suggestion.record = record or suggestion.record
    suggestion.handled_by, suggestion.handled_at = by, timezone.now()
    suggestion.save(update_fields=["status", "answer", "record", "handled_by", "handled_at"])
