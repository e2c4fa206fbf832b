"""What a curator pasted or uploaded, between the dry run and the import.

It waits in a session of its own: in the database, so that any process finds it; away from the curator's
session, which every request reads; and gone after a day.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

_OF = "import_of_user"
_A_DAY = 86_400


@dataclass(frozen=True)
class Waiting:
    """`source` names where the text is from; `notes` say how it was read."""

    source: str
    text: str
    notes: list[str]


def keep(request: HttpRequest, waiting: Waiting) -> str:
    """The key under which it is found again, by this user alone."""
    store = _store(request)
    store[_OF] = request.user.pk
    store["source"], store["text"], store["notes"] = waiting.source, waiting.text, waiting.notes
    store.set_expiry(_A_DAY)
    store.create()
    return str(store.session_key)


def find(request: HttpRequest, key: str) -> Waiting | None:
    store = _store(request, key)
    if store.get(_OF) != request.user.pk:
        return None
    return Waiting(store["source"], store["text"], store["notes"])


def forget(request: HttpRequest, key: str) -> None:
    if find(request, key):
        _store(request, key).delete()


def _store(request: HttpRequest, key: str | None = None) -> Any:
    return type(request.session)(key)
