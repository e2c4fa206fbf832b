"""What is answered when a page cannot be given. portal/urls.py names these functions as handlers."""

import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from knowledge.models import SearchEntry
from knowledge.services.identifiers_near import identifiers_near

_RETRY_AFTER_SECONDS = "60"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With the identifiers near what the path ends in, where that looks like one."""
    asked = request.path.rstrip("/").rpartition("/")[2]
    return render(request, "404.html", {"nearest": _near(asked)}, status=404)


def _near(asked: str) -> list[SearchEntry]:
    """Help is not worth a second fault: none where the database does not answer."""
    try:
        return identifiers_near(asked)
    except DatabaseError:
        return []


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without a context: whatever failed, the database included, is not asked again.

    Where the database cannot be reached it is 503, which tells programs to come back.
    """
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        response = HttpResponse(loader.get_template("503.html").render(), status=503)
        response["Retry-After"] = _RETRY_AFTER_SECONDS
        return response
    return HttpResponse(loader.get_template("500.html").render(), status=500)
