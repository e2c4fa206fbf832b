"""Who must have a second factor is led to enrol one, before the page that was asked for opens."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url

from access import roles

_WHY = "Your role asks for a second factor: add an authenticator app or a security key, then go on."


def is_missing(user: Any) -> bool:
    return isinstance(user, User) and roles.needs_second_factor(user) and not is_mfa_enabled(user)


def required(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_missing(request.user):
            return view(request, *args, **kwargs)
        messages.warning(request, _WHY)
        return HttpResponseRedirect(resolve_url("mfa_index"))

    return checked
