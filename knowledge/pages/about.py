"""About: what Interphase is, what it was taken from, how sources are identified and claims graded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.services import reading


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "documents": reading.source_documents(),
        "identification": reading.identification_counts(),
    }
    return render(request, "knowledge/about.html", context)


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/evidence.html", {"grades": reading.grade_counts()})


@require_safe
def shortcuts(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/shortcuts.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/accessibility.html")
