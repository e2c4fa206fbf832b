"""The history of a record, the comparison of its draft with what is public, and the preview."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, resolve, reverse

from knowledge.admin.versioned import VersionedAdmin
from knowledge.models import Record
from knowledge.services import curation, draft_versions, history, version_words, versions, workflow
from knowledge.services.differences import differences


class HistoryAdmin(VersionedAdmin):
    """Pages beside the form of a record."""

    change_form_template = "admin/knowledge/record_form.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"knowledge_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/compare/", wrap(self.compare_view), name=f"{name}_compare"),
            path("<path:object_id>/preview/", wrap(self.preview_view), name=f"{name}_preview"),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what, the steps of review, every public version; POST makes a draft of a version."""
        record = self._asked(request, object_id)
        if request.method == "POST":
            return self._revert(request, record)
        context = {
            "entries": history.of(record),
            "steps": workflow.steps_of(record),
            "changes": version_words.changes_of(record),
            "may_revert": self.has_change_permission(request, record) and draft_versions.is_public(record),
        }
        return self._page(
            request, record, "admin/knowledge/history.html", f"History of {record.code}", context
        )

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The draft beside what is public."""
        record = self._asked(request, object_id)
        draft = draft_versions.of(record)
        public = versions.document_of(record)
        found = differences(versions.kind_of(record), public, draft.document) if draft else []
        context = {"draft": draft, "differences": found}
        return self._page(request, record, "admin/knowledge/compare.html", f"Compare {record.code}", context)

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page of the record as the public would see it, were the draft published now."""
        record = self._asked(request, object_id)
        request.is_preview = True  # type: ignore[attr-defined]
        with draft_versions.in_place(draft_versions.of(record)):
            draft_versions.pretend_public(record)
            page = resolve(record.get_absolute_url())
            response: HttpResponse = page.func(request, *page.args, **page.kwargs)
            if isinstance(response, TemplateResponse):
                response.render()
        return response

    def _asked(self, request: HttpRequest, object_id: str) -> Record:
        record = self._record_at(object_id)
        if record is None:
            raise Http404(f"There is no {self.opts.verbose_name} {unquote(object_id)}.")
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record

    def _revert(self, request: HttpRequest, record: Record) -> HttpResponse:
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        asked = request.POST.get("revision", "")
        form = reverse(f"admin:knowledge_{record._meta.model_name}_change", args=[record.pk])
        try:
            workflow.revert(record, int(asked) if asked.isdecimal() else 0, request.user.get_username())
        except curation.NotAllowed as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.path)
        said = (
            f"A draft of {record.code} holds what was public at revision {asked}. Look at it and submit it."
        )
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(form)

    def _page(
        self, request: HttpRequest, record: Record, template: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": record._meta,
            "record": record,
        }
        return TemplateResponse(request, template, shared | context)
