"""Scripts of any site may use the API; no cookie of theirs comes with it.

On every answer, a 304 and the refusals of other layers too.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_OPEN = "/api/v1/"
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    # the asterisk does not stand for Authorization
    "Access-Control-Allow-Headers": "*, Authorization",
    "Access-Control-Expose-Headers": ", ".join(
        (
            "Content-Disposition",
            "Content-Revision",
            "ETag",
            "Idempotent-Replayed",
            "Location",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
        )
    ),
    "Access-Control-Max-Age": "86400",
}


class CrossOrigin:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(_OPEN):
            methods = response.headers.get("Allow", "GET, HEAD, OPTIONS")
            response.headers["Access-Control-Allow-Methods"] = methods
            for name, value in _HEADERS.items():
                response.headers.setdefault(name, value)
        return response
