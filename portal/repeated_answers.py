"""The same search again, while nothing was published in between, is answered from memory.

A public answer is a pure function of its address and the content revision, so the revision in the key is all
the invalidation there is. Stored as it leaves (compressed, with its headers), it costs one small query. It
stands outside the session: whoever has a session cookie may see more than others and is never answered so.
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from knowledge.services import revision

# what can be asked for in endless variety and costs most
REPEATED = ("/search/", "/api/v1/search/", "/api/v1/suggest/")
# an answer that changes something (a search without a result is counted) says no-store
_NOT_KEPT = "no-store"

Answer = Callable[[HttpRequest], HttpResponseBase]


class RepeatedAnswers:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_public(request):
            return self.get_response(request)
        key = _key(request)
        kept: HttpResponse | None = cache.get(key)
        if kept is not None:
            return kept
        response = self.get_response(request)
        if _may_be_kept(response):
            cache.set(key, response, timeout=None)
        return response


def _is_public(request: HttpRequest) -> bool:
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.method == "GET" and request.path in REPEATED and not has_session


def _key(request: HttpRequest) -> str:
    """Everything that an answer depends on; hashed, since an address is longer than a key may be."""
    asked = [
        str(revision.current().number),
        request.build_absolute_uri(),
        *(request.headers.get(name, "") for name in ("Accept", "Accept-Encoding", "HX-Request")),
    ]
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()


def _may_be_kept(response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and _NOT_KEPT not in response.headers.get("Cache-Control", "")
    )
