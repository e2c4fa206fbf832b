"""The button "Fill in from DOI": fills what is empty in the form, says what differs, saves nothing."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from knowledge.admin.typed import ModelAdmin
from knowledge.models import Reference
from knowledge.services import doi_lookup, reference_matching
from knowledge.services.reference_matching import Difference
from knowledge.services.reference_reading.entries import TEXT_FIELDS, Entry
from knowledge.services.reference_reading.fitting import bare_doi

BUTTON = "_fill_doi"


class _NotSaved:
    """A form that is shown again whatever stands in it."""

    def is_valid(self) -> bool:
        super().is_valid()  # type: ignore[misc]
        return False


class FillsFromDoi(ModelAdmin):
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        # outside of the form's transaction: nobody waits for the resolver with locks in hand
        if request.method == "POST" and BUTTON in request.POST and self._may_write(request, object_id):
            request.POST = self._filled(request)  # type: ignore[assignment]
        context = {"show_fill_doi": self._may_write(request, object_id), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if request.method == "POST" and BUTTON in request.POST:
            return type(form.__name__, (_NotSaved, form), {})
        return form

    def _may_write(self, request: HttpRequest, object_id: str | None) -> bool:
        if object_id is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, self.get_object(request, unquote(object_id)))

    def _filled(self, request: HttpRequest) -> QueryDict:
        """What was typed, with what was empty filled in."""
        typed = request.POST.copy()
        doi = bare_doi(typed.get("doi", ""))
        try:
            entry = doi_lookup.look_up(doi)
        except doi_lookup.NotFound as reason:
            self.message_user(request, str(reason), messages.ERROR)
            return typed
        typed["doi"] = doi
        differing, lacking = reference_matching.compared(_as_typed(typed), entry)
        for each in lacking:
            typed[each.field] = _in_form(entry, each)
        if not typed.get("doi_seen_in", "").strip():
            typed["doi_seen_in"] = f"answer of the DOI resolver, {timezone.now():%d %B %Y}"
        self._tell(request, doi, differing, lacking)
        return typed

    def _tell(
        self,
        request: HttpRequest,
        doi: str,
        differing: tuple[Difference, ...],
        lacking: tuple[Difference, ...],
    ) -> None:
        filled = ", ".join(each.label for each in lacking) or "nothing, all of it stands here already"
        self.message_user(request, f"Filled in from {doi}: {filled}. Nothing is saved yet.", messages.SUCCESS)
        for each in differing:
            said = f"{each.label} differs and was left: here “{each.ours}”, there “{each.theirs}”."
            self.message_user(request, said, messages.WARNING)


def _in_form(entry: Entry, each: Difference) -> str:
    return "\n".join(entry.authors) if each.field == "authors" else each.theirs


def _as_typed(typed: QueryDict) -> Reference:
    year = typed.get("year", "").strip()
    return Reference(
        **{name: typed.get(name, "").strip() for name in TEXT_FIELDS},
        authors=[line.strip() for line in typed.get("authors", "").splitlines() if line.strip()],
        year=int(year) if year.isascii() and year.isdecimal() and len(year) < 6 else None,
    )
