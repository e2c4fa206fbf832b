"""The one writer of the audit log, beside the triggers that record what happens to roles and permissions."""

from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db import connection

from knowledge.models import AuditEntry
from knowledge.services.acting import act

Action = AuditEntry.Action
Who = User | AnonymousUser | None


def note(action: AuditEntry.Action, who: Who, about: object = "", **detail: Any) -> None:
    """Write one line. `detail` is kept as JSON and names records, roles or counts, never a reader."""
    known = who if isinstance(who, User) else None
    AuditEntry.objects.create(
        action=action,
        who=known.get_username() if known else "",
        user=known,
        about=str(about)[:200],
        detail=detail,
    )


def acting(who: Who) -> None:
    """Say who it is, until the end of the transaction, to the triggers (access/migrations/0004)."""
    known = who if isinstance(who, User) else None
    act(known.get_username() if known else "", "accounts")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('interphase.user', %s, true)",
            [str(known.pk) if known else ""],
        )
