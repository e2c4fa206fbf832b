"""FAQs, and the points of their answers."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from knowledge.admin.citations import CitationInline
from knowledge.admin.parts import PartAdmin, PermanentInline
from knowledge.admin.records import RecordAdmin
from knowledge.models import FAQ, FAQPoint


class PointInline(PermanentInline):
    model = FAQPoint
    fields = ("number", "role", "text", "references")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("faq")


@admin.register(FAQ)
class FAQAdmin(RecordAdmin):
    prefix = "FAQ-"
    fields = ("code", "status", "section", "question", "position", "terms", "source_document")
    inlines = (PointInline, CitationInline)
    search_fields = ("code", "question", "section", "points__text")
    shown_in_list = ("terms", "citations", "points__citations")


@admin.register(FAQPoint)
class FAQPointAdmin(PartAdmin):
    fields = ("part_of", "number", "role", "text", "technique")
    readonly_fields = ("part_of", "number")
    inlines = (CitationInline,)
    list_display = ("code", "role", "text")
    list_select_related = ("faq",)
    search_fields = ("faq__code", "text")
