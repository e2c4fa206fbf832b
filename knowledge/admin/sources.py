"""Source documents, and what curators noted about them and about records."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from knowledge.admin.forms import FORM_FIELDS, PlainErrorsForm
from knowledge.admin.rows import NumberedFormSet, Row
from knowledge.admin.typed import ModelAdmin, StackedInline
from knowledge.models import CuratorNote, SourceDocument
from knowledge.search.identifiers import canonical, locate
from knowledge.services import curation


class SourceAdmin(ModelAdmin):
    form = PlainErrorsForm
    formfield_overrides = FORM_FIELDS

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        forms = [form, *(each for formset in formsets for each in formset.forms)]
        before = [code for each in forms for code in each.initial.get("concerns") or []]
        curation.note_saved([*before, *concerns_of(form.instance)])
        if form.has_changed() and isinstance(form.instance, SourceDocument):
            curation.source_saved(form.instance)
        self._warn_of_unknown(request, notes_of(form.instance))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        concerned = concerns_of(obj)
        obj.delete()
        curation.note_saved(concerned)

    def _warn_of_unknown(self, request: HttpRequest, notes: list[CuratorNote]) -> None:
        """A note may come before its record does, so this is no error."""
        for note in notes:
            unknown = [code for code in note.concerns if code != canonical(code) or locate(code) is None]
            if unknown:
                text = f"{note} is not shown beside {', '.join(unknown)} yet: no such public record."
                self.message_user(request, text, messages.WARNING)


class CuratorNoteInline(StackedInline):
    model = CuratorNote
    form = Row
    formset = NumberedFormSet
    formfield_overrides = FORM_FIELDS
    fields = ("number", "text", "concerns")
    extra = 0


@admin.register(SourceDocument)
class SourceDocumentAdmin(SourceAdmin):
    inlines = (CuratorNoteInline,)
    list_display = ("title", "author", "publisher", "date_as_given")
    search_fields = ("title", "author", "slug")


@admin.register(CuratorNote)
class CuratorNoteAdmin(SourceAdmin):
    fields = ("source_document", "number", "text", "concerns")
    list_display = ("__str__", "text", "concerns", "source_document")
    list_filter = ("source_document",)
    list_select_related = ("source_document",)
    search_fields = ("text", "concerns")


def concerns_of(written: SourceDocument | CuratorNote) -> list[str]:
    return [code for note in notes_of(written) for code in note.concerns]


def notes_of(written: SourceDocument | CuratorNote) -> list[CuratorNote]:
    return [written] if isinstance(written, CuratorNote) else list(written.curator_notes.all())
