"""How many requests a caller may make in a minute, counted for all processes and servers together.

A fixed window, which is what the quota and the time window of draft-ietf-httpapi-ratelimit-headers describe:
so many requests from the first one on, then anew. Whoever waits for the end of a window may send two quotas
at once; for that, "300 in a minute, 280 left, anew in 12 s" is the whole rule, and a script can keep to it.

REST framework's throttle is not used: it reads a list and writes it back, which loses what others counted
between, takes several queries in a shared cache, and stands in the view, which a kept answer never sees.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.models.functions import Now

from access.callers import ANONYMOUS, Caller
from access.models import RequestCount

WINDOW_S = 60
REMOVED = "access.limits.removed"
_REMOVED_EVERY_S = 60

# the clock of the database, which is one for all servers
_COUNT = """
    WITH clock AS (SELECT coalesce(%(now)s, statement_timestamp()) AS now)
    INSERT INTO access_requestcount AS old (caller, requests, ends_at)
    SELECT %(caller)s, 1, now + make_interval(secs => %(seconds)s) FROM clock
    ON CONFLICT (caller) DO UPDATE SET
        requests = CASE WHEN old.ends_at > excluded.ends_at - make_interval(secs => %(seconds)s)
            THEN old.requests + 1 ELSE 1 END,
        ends_at = CASE WHEN old.ends_at > excluded.ends_at - make_interval(secs => %(seconds)s)
            THEN old.ends_at ELSE excluded.ends_at END
    RETURNING requests, ceil(extract(epoch FROM ends_at - (SELECT now FROM clock)))::int
"""


@dataclass(frozen=True)
class Usage:
    """`requests` in the present window, this one included, which ends in `seconds`."""

    kind: str
    limit: int
    requests: int
    seconds: int

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.requests)

    @property
    def is_too_much(self) -> bool:
        return self.requests > self.limit


def limit_of(kind: str) -> int:
    """Requests in a minute; 0 if there is no limit."""
    limit: int = settings.ANONYMOUS_PER_MINUTE if kind == ANONYMOUS else settings.TOKEN_PER_MINUTE
    return limit


def count(caller: Caller, now: datetime | None = None) -> Usage | None:
    """Count one request in one statement; None where there is no limit. Without `now` it is the present."""
    limit = limit_of(caller.kind)
    if not limit:
        return None
    return count_within(caller, limit, WINDOW_S, now)


def count_within(caller: Caller, limit: int, window_s: int, now: datetime | None = None) -> Usage:
    """Count one doing of a caller in a window of so many seconds, which begins with the first.

    Each caller has one window: what is counted otherwise is another kind of caller (callers.py).
    """
    with connection.cursor() as cursor:
        values = {"now": now, "caller": caller.key, "seconds": window_s}
        cursor.execute(_COUNT, values)
        requests, seconds = cursor.fetchone()
    if caches["memory"].add(REMOVED, True, _REMOVED_EVERY_S):
        remove_expired(now)
    return Usage(caller.kind, limit, requests, seconds)


def remove_expired(now: datetime | None = None) -> None:
    """Forget every caller whose window has ended: each process once in a minute."""
    RequestCount.objects.filter(ends_at__lte=now or Now()).delete()
