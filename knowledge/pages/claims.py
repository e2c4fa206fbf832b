"""Causes and remedies across all issues; each is read on the page of its issue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.services import reading


@require_safe
def causes(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/causes.html", {"causes": reading.published_causes()})


@require_safe
def remedies(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/remedies.html", {"remedies": reading.published_remedies()})
