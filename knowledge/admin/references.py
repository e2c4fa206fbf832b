"""References, and what an unidentified one may be."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from knowledge.admin.doi_filling import FillsFromDoi
from knowledge.admin.records import RecordAdmin
from knowledge.admin.reference_duplicates import ReferenceDuplicates
from knowledge.admin.reference_importing import ReferenceImporting
from knowledge.admin.rows import NumberedFormSet, Row
from knowledge.admin.typed import StackedInline
from knowledge.models import Reference, ReferenceCandidate


class CandidateInline(StackedInline):
    model = ReferenceCandidate
    form = Row
    formset = NumberedFormSet
    extra = 0


@admin.register(Reference)
class ReferenceAdmin(ReferenceImporting, ReferenceDuplicates, FillsFromDoi, RecordAdmin):
    prefix = "REF-"
    fields = (
        "code",
        "status",
        "number",
        "aliases",
        "csl_type",
        "source_kind",
        "identification",
        "confidence",
        "identification_note",
        "title",
        "authors",
        "container_title",
        "volume",
        "issue_number",
        "pages",
        "year",
        "doi",
        "doi_seen_in",
        "url",
        "seen_as",
        "seen_in",
        "title_as_given",
        "site_as_given",
        "same_work_as",
        "terms",
        "source_document",
    )
    inlines = (CandidateInline,)
    autocomplete_fields = ("same_work_as", "terms")
    list_display = ("code", "number", "short_heading", "badge", "identification", "claim_count", "updated_at")
    list_filter = ("status", "identification", "source_kind", *RecordAdmin.list_filter[1:])
    search_fields = (
        "code",
        "=number",
        "title",
        "doi",
        "authors",
        "container_title",
        "title_as_given",
        "site_as_given",
        "aliases",
    )
    shown_in_list = ("cited_by",)

    @admin.display(description="claims")
    def claim_count(self, reference: Reference) -> int:
        return len({(mark.content_type_id, mark.object_id) for mark in reference.cited_by.all()})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The number printed in a citation is that of the identifier."""
        initial = super().get_changeform_initial_data(request)
        initial.setdefault("number", int(str(initial["code"]).removeprefix(self.prefix)))
        return initial
