"""Whoever has an answer already is told so; whoever asks the same again is answered from memory.

A public answer is a pure function of its address, of what it varies on and of the content revision. So these,
with the release of the portal, make its tag and the key under which it is kept: nothing is ever invalidated,
and nothing can be stale.

- The revision is read first. What a publication changes meanwhile makes an answer newer than its name, never
  older; one during which a revision came may hold parts of both, so it is neither tagged nor kept.
- Streamed rows leave after that, but are tagged: the tag is accepted only as long as its revision is the
  present one, and then nothing was published since they were named, nor while they were sent.
- A tag is given only with an answer to exactly that request, so it is recognised without making the answer.
- A date has whole seconds and knows no releases: Last-Modified informs, and is not accepted instead of a tag.
- Whoever has a session may see more than others: nothing here is for them, and nothing of theirs is kept.
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import http_date, parse_etags

from knowledge.models import ContentRevision
from knowledge.services import revision
from portal import release
from portal.compression import coding_for

# what an answer may depend on beyond its address; one that names anything else is neither tagged nor kept
VARIES = ("Accept", "Accept-Encoding")
# a thousand of them are kept
LARGEST_KEPT_BYTES = 200_000

Answer = Callable[[HttpRequest], HttpResponseBase]


class RepeatedAnswers:
    def __init__(self, get_response: Answer) -> None:
        if settings.DEBUG:
            raise MiddlewareNotUsed("templates change while one develops")
        self.get_response = get_response
        self.release = release.stamp()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_public(request):
            return _private(self.get_response(request))
        try:
            current = revision.current()
        except DatabaseError:
            # the view says best what is wrong
            return self.get_response(request)
        key = self._key(request, current)
        if _has(request, key):
            return _named(HttpResponseNotModified(), current, key)
        kept: HttpResponse | None = caches["answers"].get(key)
        return _named(kept, current, key) if kept else self._made(request, current, key)

    def _made(self, request: HttpRequest, current: ContentRevision, key: str) -> HttpResponseBase:
        with current.answering():
            response = self.get_response(request)
        if not (_is_pure(response) and _is_same(ContentRevision.read(), current)):
            response.headers.setdefault("Content-Revision", str(current.number))
            return response
        if isinstance(response, HttpResponse) and len(response.content) <= LARGEST_KEPT_BYTES:
            caches["answers"].set(key, response, timeout=None)
        return _named(response, current, key)

    def _key(self, request: HttpRequest, current: ContentRevision) -> str:
        """Hashed, since an address is longer than a key may be. The time tells apart the revisions of a
        database that was restored and went another way."""
        asked = (
            self.release,
            str(current.number),
            current.changed_at.isoformat(),
            request.build_absolute_uri(),
            request.headers.get("Accept", ""),
            coding_for(request),
        )
        return hashlib.sha256("\n".join(asked).encode()).hexdigest()[:32]


def _is_public(request: HttpRequest) -> bool:
    """Reading, by nobody in particular or with a token, which reads what all may read.

    HEAD is answered as GET; its body is left out further out. `bearer` is a valid token (access).
    """
    is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
    claims = "Authorization" in request.headers and not getattr(request, "bearer", None)
    return request.method in {"GET", "HEAD"} and not is_known and not claims


def _private(response: HttpResponseBase) -> HttpResponseBase:
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _has(request: HttpRequest, key: str) -> bool:
    """Compared weakly, as for reading: a proxy that compresses marks a tag with W/."""
    tags = parse_etags(request.headers.get("If-None-Match", ""))
    return key in [tag.removeprefix("W/").strip('"') for tag in tags]


def _is_same(one: ContentRevision, other: ContentRevision) -> bool:
    return (one.number, one.changed_at) == (other.number, other.changed_at)


def _is_pure(response: HttpResponseBase) -> bool:
    """What changes something, or is somebody's own, says no-store or sets a cookie."""
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")}
    return (
        response.status_code == 200
        and not response.cookies
        and not response.has_header("ETag")
        and "no-store" not in response.headers.get("Cache-Control", "")
        and varies <= {"", *(name.lower() for name in VARIES)}
    )


def _named(response: HttpResponseBase, current: ContentRevision, key: str) -> HttpResponseBase:
    """With its tag and revision; kept by others only to ask each time whether it still holds.

    As they ask with the cookies of whoever wants it, it need not vary on them.
    """
    response.headers["ETag"] = f'"{key}"'
    response.headers["Last-Modified"] = http_date(current.changed_at.timestamp())
    response.headers["Content-Revision"] = str(current.number)
    patch_cache_control(response, no_cache=True)
    response.headers["Vary"] = ", ".join(VARIES)
    return response
