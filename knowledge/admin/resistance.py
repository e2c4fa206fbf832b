"""Measured interfacial resistances."""

from django.contrib import admin

from knowledge.admin.citations import CitationInline
from knowledge.admin.records import RecordAdmin
from knowledge.models import ResistanceRecord


@admin.register(ResistanceRecord)
class ResistanceRecordAdmin(RecordAdmin):
    prefix = "RES-"
    fields = (
        "code",
        "status",
        "system_configuration",
        "electrolyte",
        "modification",
        "initial_ohm_cm2",
        "final_ohm_cm2",
        "footnote",
        "terms",
        "source_document",
    )
    inlines = (CitationInline,)
    search_fields = ("code", "system_configuration", "electrolyte", "modification")
