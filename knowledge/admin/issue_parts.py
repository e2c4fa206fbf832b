"""First steps and signs of an issue. Protocol, technique and causes are chosen on their own page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from knowledge.admin.citations import CitationInline
from knowledge.admin.forms import PlainErrorsForm
from knowledge.admin.parts import PartAdmin, PermanentInline
from knowledge.admin.typed import BaseInlineFormSet, TabularInline
from knowledge.models import Cause, FirstStep, Sign, SignPointsToCause


class IssuePartInline(PermanentInline):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("issue")


class FirstStepInline(IssuePartInline):
    model = FirstStep
    fields = ("number", "text", "references")


class SignInline(IssuePartInline):
    model = Sign
    fields = ("number", "text", "references")


class PointsToFormSet(BaseInlineFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["cause"].queryset = Cause.objects.filter(issue=self.instance.issue_id)


class PointsToInline(TabularInline):
    """The causes that a sign points to: those of its own issue."""

    model = SignPointsToCause
    form = PlainErrorsForm
    formset = PointsToFormSet
    fields = ("cause", "basis")
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("sign__issue", "cause")


@admin.register(FirstStep)
class FirstStepAdmin(PartAdmin):
    fields = ("part_of", "number", "text", "protocol")
    readonly_fields = ("part_of", "number")
    inlines = (CitationInline,)
    list_display = ("code", "text")
    list_select_related = ("issue",)
    search_fields = ("issue__code", "text")


@admin.register(Sign)
class SignAdmin(PartAdmin):
    fields = ("part_of", "number", "text", "technique")
    readonly_fields = ("part_of", "number")
    inlines = (PointsToInline, CitationInline)
    list_display = ("code", "text")
    list_select_related = ("issue",)
    search_fields = ("issue__code", "text")
