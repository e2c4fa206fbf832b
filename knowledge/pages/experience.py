"""Did this help, and what came of trying it: the form on an issue or a remedy, and what others reported."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from knowledge.pages import suggestion_guard
from knowledge.pages.suggest import TOO_MANY, UNPROCESSABLE
from knowledge.search.parameters import BadParameters, ParameterReader
from knowledge.search.terms import TermDirectory
from knowledge.services import experience
from knowledge.services.experience_form import ExperienceForm, takes_reports
from knowledge.services.identifiers_near import identifiers_near
from knowledge.services.targets import Target, find_target


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form on `?target=`, an issue or a remedy; `?outcome=` chooses in it, `?sent` says thank you."""
    code = (request.POST if request.method == "POST" else request.GET).get("target", "").strip()
    target = find_target(code) if code else None
    if target is None or not takes_reports(target):
        context = {"unknown": code, "target": target, "nearest": identifiers_near(code)}
        return render(request, "knowledge/experience_unknown.html", context, status=404)
    if request.method == "POST":
        return _send(request, target)
    try:
        outcome = _chosen(request)
    except BadParameters as bad:
        return render(request, "400.html", {"faults": bad.faults}, status=400)
    return _form(
        request, target, ExperienceForm(target=target, initial={"outcome": outcome}, auto_id="report-%s")
    )


def _chosen(request: HttpRequest) -> str:
    """Raises BadParameters."""
    reader = ParameterReader(request.GET, TermDirectory.load())
    outcomes = reader.choices("outcome", experience.Outcome.values)
    reader.check()
    return next(iter(outcomes), "")


def _send(request: HttpRequest, target: Target) -> HttpResponse:
    form = ExperienceForm(request.POST, target=target, auto_id="report-%s")
    is_valid = form.is_valid()
    refusal = suggestion_guard.refusal(request) if is_valid else ""
    if not is_valid or refusal:
        return _form(request, target, form, refusal=refusal, status=UNPROCESSABLE)
    seconds = suggestion_guard.seconds_until_next(request, "experience")
    if seconds:
        refusal = (
            f"At most {suggestion_guard.MOST_AN_HOUR} reports an hour are taken from one address. "
            f"Send it again in {suggestion_guard.in_minutes(seconds)}."
        )
    elif suggestion_guard.is_repeated(request, f"{_kind(form)} {target.code}"):
        refusal = (
            f"A report on {target.code} was counted from this address within a day. One a day counts, so "
            "that the numbers mean something; you may add to it with a suggestion."
        )
    if refusal:
        response = _form(request, target, form, refusal=refusal, status=TOO_MANY)
        response["Retry-After"] = str(seconds or suggestion_guard.DAY_S)
        return response
    form.write(target.code)
    return redirect(f"{reverse('experience')}?target={target.code}&sent=1")


def _kind(form: ExperienceForm) -> str:
    return experience.KIND_OF[experience.Outcome(form.cleaned_data["outcome"])].value


def _form(
    request: HttpRequest, target: Target, form: ExperienceForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "target": target,
        "form": form,
        "refusal": refusal,
        "is_sent": "sent" in request.GET and request.method != "POST",
        "tallies": experience.counts_of([target.code]).get(target.code, []),
        "notes": experience.public_notes(target.code),
        "electrolytes": experience.electrolytes(),
        **suggestion_guard.fields(),
    }
    return render(request, "knowledge/experience.html", context, status=status)
