"""Import and export: a file is checked, its check is read, and what was checked is imported as one step."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from knowledge.admin.typed import ModelAdmin
from knowledge.models import ImportBatch, ImportUpload, Status
from knowledge.services import import_plan, table_import
from knowledge.services.fixture_kinds import SECTIONS
from knowledge.services.import_plan import Plan
from knowledge.services.table_import import File
from knowledge.services.tables import writing
from knowledge.services.tables.columns import TABLES
from knowledge.services.tables.grid import MAX_BYTES, MAX_ROWS

PERMISSION = "access.import_records"
# a page with more is no longer read; the CSV holds them all
SHOWN_FAULTS = 500
_LIST = "admin:knowledge_importbatch_changelist"


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


class ImportForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text=(
            "XLSX, CSV, YAML, or a zip of CSV or YAML files;"
            f" at most {MAX_BYTES // 2**20} MB and {MAX_ROWS:,} rows."
        ),
    )
    table = forms.ChoiceField(
        label="Holds",
        required=False,
        choices=[("", "what its name says"), *((name, _words(name)) for name in TABLES)],
        help_text="Only for a CSV or YAML file that is not named after its table, like resistance.csv.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size and file.size > MAX_BYTES:
            size = file.size / 2**20
            raise forms.ValidationError(f"The file is {size:.1f} MB; allowed are {MAX_BYTES // 2**20} MB.")
        return file


class ExportForm(forms.Form):
    sections = forms.MultipleChoiceField(
        label="What",
        choices=[(name, _words(name)) for name in SECTIONS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )
    format = forms.ChoiceField(label="Format", choices=list(writing.FORMATS.items()))
    statuses = forms.MultipleChoiceField(
        label="Status",
        choices=Status.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
        help_text="Vocabulary and sources have none and are written whole.",
    )


@admin.register(ImportBatch)
class ImportBatchAdmin(ModelAdmin):
    """Every import, and the pages on which one is made and taken back."""

    list_display = ("number", "file_name", "what", "by_name", "at", "state")
    fields = ("number", "file_name", "sha256", "what", "by_name", "at", "transaction", "state")
    readonly_fields = fields
    actions = ()
    list_per_page = 50

    @admin.display(description="What")
    def what(self, batch: ImportBatch) -> str:
        words = ("new", "changed", "removed")
        return "; ".join(
            f"{kind}: "
            + ", ".join(f"{count} {word}" for count, word in zip(counts, words, strict=True) if count)
            for kind, counts in batch.counts.items()
            if any(counts)
        )

    @admin.display(description="State")
    def state(self, batch: ImportBatch) -> SafeString | str:
        if batch.undone_at:
            return f"Undone on {batch.undone_at:%Y-%m-%d %H:%M} by {batch.undone_by or 'nobody who is known'}"
        return format_html(
            '<a href="{}">Undo</a>', reverse("admin:knowledge_import_undo", args=[batch.number])
        )

    # ------------------------------------------------------------ who may
    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(PERMISSION)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # ------------------------------------------------------------ pages
    def get_urls(self) -> list[URLPattern]:
        pages: tuple[tuple[str, Any, str], ...] = (
            ("import/", self.import_page, "import"),
            ("import/<str:token>/", self.check_page, "import_check"),
            ("import/<str:token>/mistakes.csv", self.mistakes, "import_mistakes"),
            ("<int:number>/undo/", self.undo_page, "import_undo"),
            ("export/", self.export_page, "export"),
        )
        own = [path(at, self._guarded(view), name=f"knowledge_{name}") for at, view, name in pages]
        return [*own, *super().get_urls()]

    def _guarded(self, view: Any) -> Any:
        def guarded(request: HttpRequest, **given: Any) -> HttpResponse:
            if not request.user.has_perm(PERMISSION):
                raise PermissionDenied
            answer: HttpResponse = view(request, **given)
            return answer

        return self.admin_site.admin_view(guarded)

    def import_page(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            brought = form.cleaned_data["file"]
            file = File(brought.name, brought.read(), form.cleaned_data["table"])
            upload = table_import.check(file, request.user)
            return HttpResponseRedirect(reverse("admin:knowledge_import_check", args=[upload.token]))
        return self._page(request, "import", "Import", form=form)

    def check_page(self, request: HttpRequest, token: str) -> HttpResponse:
        """What the check found; sent back with its sum, what was checked is imported."""
        upload = _own_upload(request, token)
        plan = Plan.from_json(upload.plan)
        if request.method == "POST":
            return self._apply(request, upload)
        return self._page(
            request,
            "import_check",
            f"Import of {upload.file_name}",
            **{"upload": upload, "plan": plan, "faults": plan.faults[:SHOWN_FAULTS]},
            shown_changes=import_plan.SHOWN_CHANGES,
        )

    def _apply(self, request: HttpRequest, upload: ImportUpload) -> HttpResponse:
        try:
            batch = table_import.apply_upload(upload, request.POST.get("sha256", ""), request.user)
        except table_import.Changed as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:knowledge_import"))
        except table_import.ImportFailed:
            # something changed since the check: the new one says what
            content = File(upload.file_name, bytes(upload.content), upload.table)
            again = table_import.check(content, request.user)
            self.message_user(
                request, "The database changed since the check; nothing was imported.", messages.ERROR
            )
            return HttpResponseRedirect(reverse("admin:knowledge_import_check", args=[again.token]))
        self.message_user(request, f"Imported {batch.file_name}: {self.what(batch)}.", messages.SUCCESS)
        return HttpResponseRedirect(reverse(_LIST))

    def mistakes(self, request: HttpRequest, token: str) -> HttpResponse:
        plan = Plan.from_json(_own_upload(request, token).plan)
        return _download("mistakes.csv", "\ufeff" + import_plan.faults_as_csv(plan))

    def undo_page(self, request: HttpRequest, number: int) -> HttpResponse:
        batch = get_object_or_404(ImportBatch, pk=number)
        if request.method == "POST":
            try:
                table_import.undo(batch, request.user)
            except table_import.NotUndone as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
            else:
                self.message_user(request, f"Undone: import {batch.number}.", messages.SUCCESS)
            return HttpResponseRedirect(reverse(_LIST))
        return self._page(
            request, "import_undo", f"Undo import {batch.number}", batch=batch, what=self.what(batch)
        )

    def export_page(self, request: HttpRequest) -> HttpResponse:
        everything = {"sections": list(SECTIONS), "statuses": list(Status.values), "format": writing.XLSX}
        form = ExportForm(request.POST or None, initial=everything)
        if request.method == "POST" and form.is_valid():
            chosen = form.cleaned_data
            try:
                content = writing.write(chosen["format"], chosen["sections"], chosen["statuses"])
            except writing.TooLong as refusal:
                form.add_error("format", str(refusal))
            else:
                return _download(writing.file_name(chosen["format"]), content)
        return self._page(request, "export", "Export", form=form)

    def _page(self, request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
        template = f"admin/knowledge/importbatch/{name}.html"
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, template, {**shared, **context})


def _own_upload(request: HttpRequest, token: str) -> ImportUpload:
    """Of the curator who brought it; gone when it was imported or has expired."""
    table_import.forget_expired()
    return get_object_or_404(ImportUpload, token=token, by=request.user.pk)


def _download(name: str, content: str | bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
