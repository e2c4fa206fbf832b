"""What keeps machines from filling the queues of readers' words, without a puzzle: a trap, a clock, a limit.

Each refusal is a sentence that a person can act on; nothing that was typed is lost. The limits are counted
in the database, for all processes and servers together (access/limits.py).
"""

import math
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest

from access import limits
from access.callers import sender_of

TRAP = "website"  # people do not see this field; machines fill it in
CLOCK = "opened"
SHORTEST = timedelta(seconds=2)
LONGEST = timedelta(days=1)
MOST_AN_HOUR = 10
_HOUR_S = 3600
DAY_S = 24 * _HOUR_S
_SALT = "knowledge.suggestions"


def clock() -> str:
    """When the form was given out, signed."""
    return signing.TimestampSigner(salt=_SALT).sign("opened")


def fields() -> dict[str, str]:
    """What the template of a guarded form shows (partials/guard.html)."""
    return {"trap": TRAP, "clock": CLOCK, "now": clock()}


def refusal(request: HttpRequest) -> str:
    """Why what was sent is not taken; empty where it is."""
    if request.POST.get(TRAP):
        return "One field of the form must stay empty, and it was filled in. Send it again."
    signer = signing.TimestampSigner(salt=_SALT)
    given = request.POST.get(CLOCK, "")
    try:
        signer.unsign(given, max_age=LONGEST)
    except signing.BadSignature:
        return "This form was open for more than a day, or was changed on its way. Send it again."
    try:
        signer.unsign(given, max_age=SHORTEST)
    except signing.SignatureExpired:
        return ""
    return "This was sent faster than anyone types. Send it again."


def seconds_until_next(request: HttpRequest, doing: str) -> int:
    """Count one that is otherwise taken; for how long it is too much from that address, 0 where it is not."""
    usage = limits.count_within(sender_of(request, doing), MOST_AN_HOUR, _HOUR_S)
    return usage.seconds if usage.is_too_much else 0


def is_repeated(request: HttpRequest, doing: str) -> bool:
    """Count one; whether the same was done from that address within a day before."""
    return limits.count_within(sender_of(request, doing), 1, DAY_S).is_too_much


def in_minutes(seconds: int) -> str:
    minutes = math.ceil(seconds / 60)
    return f"{minutes} minute{'s' if minutes > 1 else ''}"
