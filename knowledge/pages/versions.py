"""Versions of a record: what it said at a content revision, and what changed from one to the next."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from knowledge.models import FAQ, Issue, Protocol, Record, Reference, ResistanceRecord, Status
from knowledge.search.parameters import ParameterFault
from knowledge.services import version_words, versions

# no revision has more digits
_MOST_DIGITS = 18
SECTIONS: dict[str, type[Record]] = {
    "issues": Issue,
    "faqs": FAQ,
    "data": ResistanceRecord,
    "protocols": Protocol,
    "references": Reference,
}


def version(request: HttpRequest, model: type[Record], code: str) -> HttpResponse:
    """The record as it was at `?revision=`, for good: also when it was withdrawn later."""
    record = _once_public(model, code)
    asked = request.GET["revision"]
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= _MOST_DIGITS):
        fault = ParameterFault("revision", asked, "A content revision is a whole number, such as 12.", [])
        return render(request, "400.html", {"faults": [fault]}, status=400)
    known = versions.of(record)
    found = next((each for each in known if each.revision <= int(asked)), None)
    context = {"record": record, "asked": int(asked), "known": known}
    if found is None:
        return render(request, "knowledge/version_unknown.html", context, status=404)
    later = [each for each in known if each.revision > found.revision]
    context |= {
        "version": found,
        "next": later[-1] if later else None,
        "parts": version_words.parts_of(record, found),
        "since": version_words.since(record, found),
        "is_withdrawn": record.status == Status.RETIRED,
    }
    return render(request, "knowledge/version.html", context)


@require_safe
def history(request: HttpRequest, section: str, code: str) -> HttpResponse:
    """Every version with what it changed."""
    if code != code.upper():
        return redirect(reverse("history", args=[section, code.upper()]))
    record = _once_public(SECTIONS[section], code)
    context = {
        "record": record,
        "changes": version_words.changes_of(record),
        "is_withdrawn": record.status == Status.RETIRED,
    }
    return render(request, "knowledge/history.html", context)


def _once_public(model: type[Record], code: str) -> Record:
    record: Record | None = model._default_manager.filter(code=code, published_at__isnull=False).first()
    if record is None:
        raise Http404(f"No {model.kind_label.lower()} with the identifier {code} was ever public.")
    return record
