"""Reading without a connection: the service worker's entry and the page for what was never visited."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from knowledge.services import revision


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The settings of static/js/offline_worker.js, which it loads.

    A browser installs the worker anew when this text changes: with each content revision and each release.
    """
    worker_settings = {
        "revision": revision.current().number,
        "offlinePage": reverse("offline"),
        "lists": [reverse("issues"), reverse("protocols")],
        "untouched": [reverse("admin:index"), "/api/"],
        "assets": settings.STATIC_URL,
    }
    worker = json.dumps(static("js/offline_worker.js"))
    text = f"self.offlineReading = {json.dumps(worker_settings)};\nimportScripts({worker});\n"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/offline.html")
