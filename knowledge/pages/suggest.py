"""Suggest an edit: the form for one claim, and where the suggestion stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.models import Suggestion
from knowledge.pages import suggestion_guard
from knowledge.search.parameters import BadParameters, ParameterReader
from knowledge.search.terms import TermDirectory
from knowledge.services import suggesting
from knowledge.services.identifiers_near import identifiers_near
from knowledge.services.suggestion_form import SuggestionForm
from knowledge.services.targets import find_target

UNPROCESSABLE, TOO_MANY = 422, 429
_HOUR_SECONDS = "3600"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest) -> HttpResponse:
    """The form on `?target=`, or on something that is missing; `?text=` and `?kind=` fill it in."""
    code = (request.POST if request.method == "POST" else request.GET).get("target", "").strip()
    target = find_target(code) if code else None
    if code and target is None:
        context = {"unknown": code, "nearest": identifiers_near(code)}
        return render(request, "knowledge/suggest_unknown.html", context, status=404)
    if request.method == "POST":
        return _send(request, {"target": target})
    try:
        form = SuggestionForm(initial=_initial(request, has_target=target is not None), auto_id="suggest-%s")
    except BadParameters as bad:
        return render(request, "400.html", {"faults": bad.faults}, status=400)
    return _form(request, form, {"target": target})


def _initial(request: HttpRequest, *, has_target: bool) -> dict[str, str]:
    """What the address fills in. Raises BadParameters."""
    reader = ParameterReader(request.GET, TermDirectory.load())
    text, kinds = reader.text("text"), reader.choices("kind", Suggestion.Kind.values)
    reader.check()
    kind = next(iter(kinds), "" if has_target else Suggestion.Kind.OTHER.value)
    return {"kind": kind, "details": text if has_target or not text else f"Nothing is here on “{text}”."}


def _send(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    form = SuggestionForm(request.POST, auto_id="suggest-%s")
    is_valid = form.is_valid()
    if suggestion_guard.is_over_limit(request):
        context["refusal"] = (
            f"At most {suggestion_guard.MOST_AN_HOUR} suggestions an hour are taken from one place. "
            "Send it again in an hour; nothing that you typed is lost while this page is open."
        )
        response = _form(request, form, context, status=TOO_MANY)
        response["Retry-After"] = _HOUR_SECONDS
        return response
    context["refusal"] = suggestion_guard.refusal(request) if is_valid else ""
    if not is_valid or context["refusal"]:
        return _form(request, form, context, status=UNPROCESSABLE)
    suggestion_guard.count(request)
    target, typed = context["target"], form.cleaned_data
    suggestion = suggesting.write(
        target.code if target else "",
        typed["kind"],
        form.answers,
        name=typed["name"],
        email=typed["email"],
    )
    return redirect(suggestion)


def _form(
    request: HttpRequest, form: SuggestionForm, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    guard = {"trap": suggestion_guard.TRAP, "clock": suggestion_guard.CLOCK, "now": suggestion_guard.clock()}
    return render(request, "knowledge/suggest.html", {**context, **guard, "form": form}, status=status)


@never_cache
@require_safe
def suggestion(request: HttpRequest, token: str) -> HttpResponse:
    """Where a suggestion stands, for whoever has its address."""
    found = get_object_or_404(Suggestion, token=token)
    context = {
        "suggestion": found,
        "target": find_target(found.target) if found.target else None,
        "typed": suggesting.in_words(found),
    }
    return render(request, "knowledge/suggestion.html", context)
