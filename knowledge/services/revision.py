"""The content revision: raised by every change of what the public sees, in the same transaction."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from knowledge.models import ContentRevision


def current() -> ContentRevision:
    """The present revision; number 0 before anything was published."""
    return ContentRevision.objects.filter(pk=1).first() or ContentRevision(
        pk=1, number=0, changed_at=timezone.now()
    )


@transaction.atomic
def bump() -> None:
    """Raise the revision. The row lock makes two publications take turns, so no number is used twice."""
    now = timezone.now()
    ContentRevision.objects.get_or_create(pk=1, defaults={"changed_at": now})
    ContentRevision.objects.filter(pk=1).update(number=F("number") + 1, changed_at=now)
