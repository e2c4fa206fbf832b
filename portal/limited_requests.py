"""Requests of the API are counted and limited (access/limits.py), and each answer says what is left.

Outside of RepeatedAnswers: a 304 and a kept answer count too, and what is left is kept with none.
Health is for whoever watches the portal, and a preflight belongs to the request that follows it.
The fields are those of draft-ietf-httpapi-ratelimit-headers, names as strings; the 429 is that of RFC 6585.
"""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from access import limits
from access.callers import ANONYMOUS, TOKEN, caller_of
from access.limits import WINDOW_S, Usage
from knowledge.api.problem import problem

_LIMITED = "/api/v1/"
_FREE = "/api/v1/health/"
ABOUT = "/api/v1/docs/#limits"


class LimitedRequests:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        usage = _counted(request) if _is_limited(request) else None
        if usage is None:
            return self.get_response(request)
        response = _refusal(usage) if usage.is_too_much else self.get_response(request)
        response.headers["RateLimit-Policy"] = f'"{usage.kind}";q={usage.limit};w={WINDOW_S}'
        response.headers["RateLimit"] = f'"{usage.kind}";r={usage.remaining};t={usage.seconds}'
        return response


def _is_limited(request: HttpRequest) -> bool:
    return request.path.startswith(_LIMITED) and request.path != _FREE and request.method != "OPTIONS"


def _counted(request: HttpRequest) -> Usage | None:
    try:
        return limits.count(caller_of(request))
    except (OperationalError, InterfaceError):
        # without a database nothing is counted, and the view says best what is wrong
        return None


def _refusal(usage: Usage) -> HttpResponseBase:
    whose = "this address" if usage.kind == ANONYMOUS else "this token"
    detail = (
        f"{whose.capitalize()} may make {usage.limit:,} requests in a minute; again in {usage.seconds} s."
    )
    if usage.kind == ANONYMOUS:
        more = limits.limit_of(TOKEN)
        detail += f" With a token of /account/tokens/ it is {f'{more:,}' if more else 'any number'}."
    response = problem(429, detail, kind=ABOUT)
    response.headers["Retry-After"] = str(usage.seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
