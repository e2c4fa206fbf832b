"""Import references: paste or upload, look at the plan, confirm. There is no script in it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from knowledge.admin import waiting_imports
from knowledge.admin.typed import ModelAdmin
from knowledge.admin.waiting_imports import Waiting
from knowledge.models import Reference
from knowledge.services import acting, reference_import
from knowledge.services.import_faults import ImportFailed
from knowledge.services.reference_import import Imported, Plan, PlanChanged
from knowledge.services.reference_matching import State
from knowledge.services.reference_reading import reading
from knowledge.services.reference_reading.decoding import decoded
from knowledge.services.reference_reading.entries import Reading

PERMISSION = "access.import_records"
PASTED = "pasted text"
# what is typed comes back with a fault; more than the site takes as a form is refused before that
LONGEST_PASTED = 1_000_000


class ImportForm(forms.Form):
    text = forms.CharField(
        label="Paste",
        required=False,
        strip=False,
        max_length=LONGEST_PASTED,
        widget=AdminTextareaWidget(attrs={"rows": 14, "spellcheck": "false", "autocomplete": "off"}),
        help_text="BibTeX, RIS or CSL-JSON, one entry or many; which it is, is recognised. At most 1 MB.",
    )
    file = forms.FileField(
        label="Or upload a file",
        required=False,
        allow_empty_file=True,
        max_length=200,
        help_text=f"At most {reading.LARGEST_FILE // 2**20} MB and {reading.MOST_ENTRIES:,} entries.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > reading.LARGEST_FILE:
            allowed = filesizeformat(reading.LARGEST_FILE)
            raise forms.ValidationError(
                f"The file has {filesizeformat(file.size)}; at most {allowed} are allowed."
            )
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("file") and not data.get("text", "").strip():
            raise forms.ValidationError("Paste a text or choose a file.")
        return data

    def waiting(self) -> Waiting:
        file = self.cleaned_data["file"]
        if not file:
            return Waiting(PASTED, self.cleaned_data["text"], [])
        text, notes = decoded(file.read())
        name = "".join(char for char in file.name if char.isprintable())[:100]
        return Waiting(f"the file {name}", text, notes)


class ReferenceImporting(ModelAdmin):
    change_list_template = "admin/knowledge/reference/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(self.import_view), name="knowledge_reference_import"),
            path("import/<slug:key>/", wrap(self.import_plan_view), name="knowledge_reference_import_plan"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_import": request.user.has_perm(PERMISSION), **(extra_context or {})}
        return super().changelist_view(request, context)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        _check(request)
        if request.method != "POST":
            before = waiting_imports.find(request, request.GET.get("again", ""))
            form = ImportForm(initial={"text": before.text} if before else None)
            return self._form_page(request, form, None)
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._form_page(request, form, None)
        waiting = form.waiting()
        plan = _plan(waiting)
        if not plan.matches:
            # what was uploaded can be corrected there, too
            if len(waiting.text) <= LONGEST_PASTED and waiting.source != PASTED:
                form = ImportForm(initial={"text": waiting.text.replace("\0", "\N{REPLACEMENT CHARACTER}")})
            return self._form_page(request, form, plan)
        return HttpResponseRedirect(_address(waiting_imports.keep(request, waiting)))

    def import_plan_view(self, request: HttpRequest, key: str) -> HttpResponse:
        _check(request)
        waiting = waiting_imports.find(request, key)
        if waiting is None:
            self.message_user(
                request,
                "This import is done already, or is older than a day: start it anew.",
                messages.WARNING,
            )
            return HttpResponseRedirect(reverse("admin:knowledge_reference_changelist"))
        if request.method != "POST":
            return self._plan_page(request, waiting, key)
        try:
            done = self._applied(request, waiting)
        except PlanChanged:
            said = "The references changed since this was shown, so nothing was imported: look at it again."
            self.message_user(request, said, messages.WARNING)
            return self._plan_page(request, waiting, key)
        except ImportFailed as failed:
            for fault in failed.faults[:20]:
                self.message_user(request, f"Nothing was imported. {fault}", messages.ERROR)
            return self._plan_page(request, waiting, key)
        waiting_imports.forget(request, key)
        return self._result_page(request, waiting, done)

    @transaction.atomic
    def _applied(self, request: HttpRequest, waiting: Waiting) -> Imported:
        acting.act(request.user.get_username(), f"imported references from {waiting.source}")
        done = reference_import.apply(
            _read(waiting),
            waiting.source,
            tag=request.POST.get("tag", ""),
            left_out=request.POST.getlist("leave_out"),
            filled=request.POST.getlist("fill_in"),
        )
        for records, flag, what in (
            (done.created, ADDITION, f"Imported from {waiting.source}."),
            (done.filled, CHANGE, f"Filled in from {waiting.source}."),
        ):
            if records:
                _log(request, records, flag, what)
        return done

    # ------------------------------------------------------------ pages
    def _form_page(self, request: HttpRequest, form: ImportForm, plan: Plan | None) -> HttpResponse:
        context = {**self._context(request, "Import references"), "form": form, "plan": plan}
        return TemplateResponse(request, "admin/knowledge/reference/import.html", context)

    def _plan_page(self, request: HttpRequest, waiting: Waiting, key: str) -> HttpResponse:
        plan = _plan(waiting)
        context = {
            **self._context(request, "Import references: what would happen"),
            "plan": plan,
            "key": key,
            "may_correct": len(waiting.text) <= LONGEST_PASTED,
            "new": plan.of(State.NEW),
            "conflicting": plan.of(State.CONFLICTING),
            "same": plan.of(State.SAME),
            "left_out": request.POST.getlist("leave_out"),
            "filled": request.POST.getlist("fill_in"),
        }
        return TemplateResponse(request, "admin/knowledge/reference/import_plan.html", context)

    def _result_page(self, request: HttpRequest, waiting: Waiting, done: Imported) -> HttpResponse:
        context = {
            **self._context(request, "References imported"),
            "source": waiting.source,
            "created": done.created,
            "filled": done.filled,
        }
        return TemplateResponse(request, "admin/knowledge/reference/import_result.html", context)

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def _address(key: str) -> str:
    return reverse("admin:knowledge_reference_import_plan", args=[key])


def _read(waiting: Waiting) -> Reading:
    read = reading.read(waiting.text)
    read.notes[:0] = waiting.notes
    return read


def _plan(waiting: Waiting) -> Plan:
    return reference_import.plan(_read(waiting), waiting.source)


def _log(request: HttpRequest, records: list[Reference], flag: int, what: str) -> None:
    LogEntry.objects.log_actions(request.user.pk, records, flag, what)  # type: ignore[arg-type]
