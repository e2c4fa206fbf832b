"""A user's own tokens: what there is, a new one with its secret shown once, and revoking."""

from typing import Any, cast

from allauth.account.views import password_reset
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from access import second_factor, tokens
from access.models import Scope, Token

_WHAT_IT_MAY = {
    Scope.READ: "Read what everyone may read, with a limit of its own",
    Scope.SUGGEST: "Send suggestions to the curators",
    Scope.CURATE: "Create and change drafts",
}


class TokenForm(forms.Form):
    name = forms.CharField(
        max_length=80,
        help_text="What uses it, like “notebook of the impedance lab”",
        error_messages={"required": "Give it a name, so that you know later which one to revoke."},
    )
    scope = forms.ChoiceField(
        label="It may", widget=forms.RadioSelect, error_messages={"required": "Choose what it may do."}
    )
    lifetime_days = forms.TypedChoiceField(
        label="Expires after",
        coerce=int,
        choices=[(days, f"{days} days") for days in tokens.LIFETIMES_DAYS],
        initial=90,
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = cast(forms.ChoiceField, self.fields["scope"])
        scope.choices = [(each.value, _WHAT_IT_MAY[each]) for each in tokens.scopes_for(user)]
        scope.initial = Scope.READ.value


@never_cache
@login_required
@second_factor.required
@require_http_methods(["GET", "HEAD", "POST"])
def own_tokens(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if request.method != "POST":
        return _page(request, TokenForm(user))
    form = TokenForm(user, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    wanted = form.cleaned_data
    try:
        token, secret = tokens.create(user, wanted["name"], Scope(wanted["scope"]), wanted["lifetime_days"])
    except tokens.NotGranted as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=422)
    return _page(request, TokenForm(user), created=token, secret=secret)


@never_cache
def reset_password(request: HttpRequest) -> HttpResponse:
    """By mail; a portal that sends none says whom to ask."""
    if not settings.MAIL.is_sent:
        return render(request, "access/ask.html", {"administrator": settings.ADMINISTRATOR})
    return cast(HttpResponse, password_reset(request))


@login_required
@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    tokens.revoke(get_object_or_404(Token, token_key=key, user=request.user))
    return redirect("tokens")


def _page(request: HttpRequest, form: TokenForm, *, status: int = 200, **more: Any) -> HttpResponse:
    owned = Token.objects.filter(user=request.user)
    return render(request, "access/tokens.html", {"form": form, "tokens": owned, **more}, status=status)
