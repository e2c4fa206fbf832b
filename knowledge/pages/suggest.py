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
from knowledge.services.targets import Target, find_target, link_of, sources_of

UNPROCESSABLE, TOO_MANY = 422, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest) -> HttpResponse:
    """The form on `?target=`, or on something that is missing.

    `?text=`, `?kind=`, `?record_kind=` and `?url=` fill it in; kinds with a form of their own show that.
    """
    code = (request.POST if request.method == "POST" else request.GET).get("target", "").strip()
    target = find_target(code) if code else None
    if code and target is None:
        context = {"unknown": code, "nearest": identifiers_near(code)}
        return render(request, "knowledge/suggest_unknown.html", context, status=404)
    if request.method == "POST":
        return _send(request, {"target": target})
    try:
        form = SuggestionForm(initial=_initial(request, target), auto_id="suggest-%s")
    except BadParameters as bad:
        return render(request, "400.html", {"faults": bad.faults}, status=400)
    return _form(request, form, {"target": target})


def _initial(request: HttpRequest, target: Target | None) -> dict[str, str]:
    """What the address fills in. Raises BadParameters."""
    reader = ParameterReader(request.GET, TermDirectory.load())
    text, kinds = reader.text("text"), reader.choices("kind", Suggestion.Kind.values)
    record_kinds = reader.choices("record_kind", list(suggesting.NEW_RECORDS))
    reader.check()
    kind = next(iter(kinds), "" if target else Suggestion.Kind.OTHER.value)
    return {
        "kind": kind,
        "details": text if target or not text else f"Nothing is here on “{text}”.",
        "record_kind": next(iter(record_kinds), ""),
        "url": link_of(target) if kind == Suggestion.Kind.BROKEN_LINK else "",
    }


def _send(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    form, target = SuggestionForm(request.POST, auto_id="suggest-%s"), context["target"]
    code = target.code if target else ""
    if form.is_valid() and (reason := suggesting.unfit(form.cleaned_data["kind"], form.answers, code)):
        form.add_error("kind", reason)
    context["refusal"] = "" if form.errors else suggestion_guard.refusal(request)
    if form.errors or context["refusal"]:
        return _form(request, form, context, status=UNPROCESSABLE)
    seconds = suggestion_guard.seconds_until_next(request, "suggestion")
    if seconds:
        context["refusal"] = (
            f"At most {suggestion_guard.MOST_AN_HOUR} suggestions an hour are taken from one address. "
            f"Send it again in {suggestion_guard.in_minutes(seconds)}; nothing that you typed is lost while "
            "this page is open."
        )
        response = _form(request, form, context, status=TOO_MANY)
        response["Retry-After"] = str(seconds)
        return response
    typed = form.cleaned_data
    written = suggesting.write(code, typed["kind"], form.answers, name=typed["name"], email=typed["email"])
    return redirect(written)


def _form(
    request: HttpRequest, form: SuggestionForm, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shown = {**context, **suggestion_guard.fields(), "form": form}
    target = context["target"]
    if target and not form.own_kind:
        shown["sources"] = sources_of(target)
    if target is None:
        shown["new_records"] = suggesting.NEW_RECORDS
    return render(request, "knowledge/suggest.html", shown, status=status)


@never_cache
@require_safe
def suggestion(request: HttpRequest, token: str) -> HttpResponse:
    """Where a suggestion stands, for whoever has its address."""
    found = get_object_or_404(Suggestion, token=token)
    context = {
        "suggestion": found,
        "target": find_target(found.target) if found.target else None,
        "typed": suggesting.in_words(found),
        "came_of_it": find_target(found.record) if found.record else None,
    }
    return render(request, "knowledge/suggestion.html", context)
