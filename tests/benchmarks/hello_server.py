"""The portal's WSGI application with one address more: a view that says hello, through the same middleware.

It is the floor: what any answer of the portal costs before it has done anything.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

import portal.urls
from portal.wsgi import application

__all__ = ["application"]


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello, world.")


addresses: list[Any] = portal.urls.urlpatterns
addresses.insert(0, path("hello/", hello))
