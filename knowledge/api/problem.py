"""Every error of the API as application/problem+json (RFC 9457), all faults at once."""

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import HttpResponse
from rest_framework import exceptions
from rest_framework.views import exception_handler

from knowledge.search.parameters import BadParameters, ParameterFault
from knowledge.search.query import PageOutOfRange, SearchTooBroad

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
BAD_PARAMETERS = "/api/v1/docs/#bad-parameters"
_ABOUT_THE_STATUS_ONLY = "about:blank"


class Refused(exceptions.APIException):
    """An answer with this status; `more` stands in its body beside what every problem says."""

    def __init__(self, status: int, detail: str, **more: str) -> None:
        super().__init__(detail)
        self.status_code = status
        self.more = more


def problem(
    status: int,
    detail: str,
    *,
    kind: str = _ABOUT_THE_STATUS_ONLY,
    errors: Sequence[ParameterFault] = (),
    more: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A problem body; `errors` names each parameter at fault and the values allowed, where listed."""
    body = {
        "type": kind,
        "title": "Bad parameters" if kind == BAD_PARAMETERS else HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": [
            {"parameter": fault.parameter, "detail": fault.detail, "allowed": fault.allowed}
            for fault in errors
        ],
        **(more or {}),
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)


def problem_of(exception: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """REST framework's EXCEPTION_HANDLER. None lets Django show its own page of a fault while developing."""
    if isinstance(exception, BadParameters):
        detail = " ".join(fault.detail for fault in exception.faults)
        return problem(400, detail, kind=BAD_PARAMETERS, errors=exception.faults)
    if isinstance(exception, PageOutOfRange):
        pages = f"1 to {exception.last_page}"
        fault = ParameterFault("page", str(exception.page), f"page must be from {pages}.")
        return problem(404, str(exception), errors=[fault])
    if isinstance(exception, SearchTooBroad):
        return problem(503, str(exception), errors=[ParameterFault("q", "", str(exception))])
    if isinstance(exception, Refused):
        return problem(exception.status_code, str(exception.detail), more=exception.more)
    if isinstance(exception, RequestDataTooBig):
        return problem(413, f"The body is larger than {settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes.")
    if isinstance(exception, SuspiciousOperation):
        return problem(400, "The request is malformed.")
    answer = exception_handler(exception, context)
    if answer is not None:
        found = problem(answer.status_code, _detail(exception, answer.data["detail"], context["view"]))
        for name, value in answer.headers.items():
            found.headers.setdefault(name, value)
        return found
    return None if settings.DEBUG else _unforeseen(exception, context)


def _detail(exception: Exception, detail: str, view: Any) -> str:
    if isinstance(exception, exceptions.NotAcceptable):
        offered = ", ".join(renderer.media_type for renderer in exception.available_renderers or ())
        return f"This address answers in none of the media types of the Accept header; it offers {offered}."
    if isinstance(exception, exceptions.MethodNotAllowed):
        return f"{detail} This address takes {', '.join(view.allowed_methods)}."
    return detail


def _unforeseen(exception: Exception, context: dict[str, Any]) -> HttpResponse:
    request = context["request"]
    logger.error("Unforeseen fault at %s", request.path, exc_info=exception)
    # as Django does for a page: error reporters, and the test client, learn of it by this
    got_request_exception.send(sender=problem_of, request=request)
    return problem(500, "The portal met an unforeseen fault; it has been logged.")
