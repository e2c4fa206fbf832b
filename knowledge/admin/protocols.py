"""Protocols, their stages, and the steps with parameters and outcomes."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from knowledge.admin.citations import CitationInline
from knowledge.admin.parts import PartAdmin, PermanentInline, PermanentRows
from knowledge.admin.records import RecordAdmin
from knowledge.admin.rows import NumberedFormSet, Row
from knowledge.admin.typed import TabularInline
from knowledge.models import Outcome, Parameter, Pitfall, Protocol, Stage, Step


class StageInline(PermanentRows):
    model = Stage
    form = Row
    fields = ("number", "title")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("protocol")


class PitfallInline(PermanentInline):
    model = Pitfall
    fields = ("number", "text", "references")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("protocol")


@admin.register(Protocol)
class ProtocolAdmin(RecordAdmin):
    prefix = "PROT-"
    fields = ("code", "status", "title", "purpose", "terms", "source_document")
    inlines = (StageInline, PitfallInline, CitationInline)
    search_fields = ("code", "title", "purpose", "stages__title")
    shown_in_list = ("terms", "citations", "stages__steps__citations", "pitfalls__citations")


class StepInline(PermanentInline):
    model = Step
    fields = ("number", "text", "references")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("stage__protocol")


@admin.register(Stage)
class StageAdmin(PartAdmin):
    fields = ("part_of", "number", "title")
    readonly_fields = ("part_of", "number")
    inlines = (StepInline,)
    list_display = ("code", "title")
    list_select_related = ("protocol",)
    search_fields = ("protocol__code", "title")


class ParameterInline(TabularInline):
    model = Parameter
    form = Row
    formset = NumberedFormSet
    fields = (
        "number",
        "name",
        "qualifier",
        "value_low",
        "value_high",
        "value_text",
        "unit",
        "example_of",
        "note",
    )
    extra = 0


class OutcomeInline(TabularInline):
    model = Outcome
    form = Row
    formset = NumberedFormSet
    fields = ("number", "sign", "meaning", "issue")
    autocomplete_fields = ("issue",)
    extra = 0


@admin.register(Pitfall)
class PitfallAdmin(PartAdmin):
    fields = ("part_of", "number", "text")
    readonly_fields = ("part_of", "number")
    inlines = (CitationInline,)
    list_display = ("code", "text")
    list_select_related = ("protocol",)
    search_fields = ("protocol__code", "text")


@admin.register(Step)
class StepAdmin(PartAdmin):
    fields = ("part_of", "number", "text", "technique")
    readonly_fields = ("part_of", "number")
    inlines = (ParameterInline, OutcomeInline, CitationInline)
    list_display = ("code", "text")
    list_select_related = ("stage__protocol",)
    search_fields = ("stage__protocol__code", "text")
