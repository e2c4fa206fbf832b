"""The page of one record: what every kind has in common."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from knowledge.models import Record, Status
from knowledge.pages.versions import version

AnyRecord = TypeVar("AnyRecord", bound=Record)


def show(
    request: HttpRequest,
    code: str,
    *,
    among: QuerySet[AnyRecord],
    template: str,
    beside: Callable[[AnyRecord], dict[str, Any]],
    versioned: bool = True,
) -> HttpResponse:
    """The published record with that identifier, and what `beside` puts next to it; `?revision=` as it was.

    Another letter case leads to the canonical address; a withdrawn record answers 410, any other 404.
    """
    if code != code.upper() and request.resolver_match is not None:
        asked = request.resolver_match
        address = reverse(asked.view_name, kwargs={**asked.kwargs, "code": code.upper()})
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
    if versioned and "revision" in request.GET:
        return version(request, among.model, code)
    record = among.filter(code=code).first()
    if record is None:
        return _absent(request, among.model, code)
    return render(request, template, {"record": record, **beside(record)})


def _absent(request: HttpRequest, model: type[Record], code: str) -> HttpResponse:
    if model.objects.filter(code=code, status=Status.RETIRED).exists():
        return render(request, "410.html", {"code": code}, status=410)
    raise Http404(f"No published {model.kind_label.lower()} has the identifier {code}.")
