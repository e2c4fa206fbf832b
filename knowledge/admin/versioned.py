"""Forms of public records work on the next version, beside the public one.

Django's own form views run inside services/draft_versions.in_place: what they save is kept as the draft, and
the tables stay as they are.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from knowledge.admin.lost_updates import Seen
from knowledge.admin.owners import record_of
from knowledge.admin.typed import ModelAdmin
from knowledge.models import DraftVersion, Record
from knowledge.services import acting, curation, draft_versions, versions

View = Callable[[dict[str, Any]], HttpResponse]


def only_in_draft(request: HttpRequest) -> set[str]:
    """The identifiers of what the next version that is worked on has, and nothing public."""
    found: set[str] = getattr(request, "only_in_draft", set())
    return found


class VersionedAdmin(ModelAdmin):
    """A record, or a part of one."""

    change_form_template = "admin/knowledge/change_form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        view = super().changeform_view
        return self._beside_the_public_one(
            request,
            object_id,
            lambda more: view(request, object_id, form_url, {**(extra_context or {}), **more}),
        )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        view = super().delete_view
        return self._beside_the_public_one(
            request, object_id, lambda more: view(request, object_id, {**(extra_context or {}), **more})
        )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.present = getattr(request, "seen", None)
        return form

    def written(self, request: HttpRequest, record: Record) -> None:
        """Call when a record was written with all that is in it: the next version is read from the tables."""
        if getattr(request, "next_version_of", None):
            request.kept = draft_versions.state_of(record)  # type: ignore[attr-defined]
        else:
            curation.saved(record)

    def after_keeping(self, request: HttpRequest, record: Record) -> None:
        """What follows when the next version was kept."""

    def _beside_the_public_one(self, request: HttpRequest, object_id: str | None, view: View) -> HttpResponse:
        with transaction.atomic():
            acting.act(request.user.get_username(), "in the admin")
            record = self._record_at(object_id)
            if record is None:
                return view({})
            record = type(record)._default_manager.select_for_update().get(pk=record.pk)
            request.seen = Seen.of(record)  # type: ignore[attr-defined]
            if not draft_versions.is_public(record):
                response = view({})
                if isinstance(response, TemplateResponse):
                    response.render()
                return response
            return self._next_version(request, record, view)

    def _next_version(self, request: HttpRequest, record: Record, view: View) -> HttpResponse:
        draft = draft_versions.of(record)
        base = draft.base if draft else None
        if base is None and request.method == "POST":
            base = versions.document_of(record)
        request.next_version_of = record  # type: ignore[attr-defined]
        request.only_in_draft = draft_versions.only_in(draft) if draft else set()  # type: ignore[attr-defined]
        with draft_versions.in_place(draft):
            response = view({"next_version_of": record, "next_version": draft})
            if isinstance(response, TemplateResponse):
                response.render()
        state = getattr(request, "kept", None)
        if state and base is not None:
            by = request.user.get_username()
            kept = draft_versions.keep(record, state, base, by)
            if kept and (draft is None or kept.edited_at != draft.edited_at):
                self.log_change(request, record, "Changed the draft beside the public version.")
            self.after_keeping(request, record)
        return response

    def _record_at(self, object_id: str | None) -> Record | None:
        """The record that the form is about, by itself or as the holder of a part; None for a new one."""
        if object_id is None:
            return None
        key = unquote(object_id)
        try:
            found = self.model._default_manager.filter(pk=key).first()
        except (ValueError, ValidationError):
            return None
        if found:
            return versions.whole(record_of(found))
        draft: DraftVersion | None = draft_versions.holding(self.model, key)
        return draft_versions.record_of(draft) if draft else None
