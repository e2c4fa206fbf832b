"""What is answered when a page cannot be given. portal/urls.py names these functions as handlers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without a context: whatever failed, the database included, is not asked again."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)
