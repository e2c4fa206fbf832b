"""What keeps machines from filling the queue, without a puzzle: a trap, a clock and a limit.

Each refusal is a sentence that a person can act on; nothing that was typed is lost.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

TRAP = "website"  # people do not see this field; machines fill it in
CLOCK = "opened"
SHORTEST = timedelta(seconds=2)
LONGEST = timedelta(days=1)
MOST_AN_HOUR = 10
_HOUR_SECONDS = 3600
_SALT = "knowledge.suggestions"


def clock() -> str:
    """When the form was given out, signed."""
    return signing.TimestampSigner(salt=_SALT).sign("opened")


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


def is_over_limit(request: HttpRequest) -> bool:
    """Whether as many suggestions came from the same place within this hour as are taken."""
    return int(caches["memory"].get(_key(request), 0)) >= MOST_AN_HOUR


def count(request: HttpRequest) -> None:
    """Count one that was taken."""
    key = _key(request)
    counts = caches["memory"]
    counts.add(key, 0, timeout=_HOUR_SECONDS)
    counts.incr(key)


def _key(request: HttpRequest) -> str:
    """Says nothing of who it was, and is forgotten within the hour."""
    hour = timezone.now().strftime("%Y-%m-%dT%H")
    return salted_hmac(_SALT, f"{_sender(request)} {hour}", algorithm="sha256").hexdigest()


def _sender(request: HttpRequest) -> str:
    forwarded = str(request.headers.get("X-Forwarded-For", ""))
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
