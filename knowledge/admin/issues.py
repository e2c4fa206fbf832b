"""Issues with their first steps, signs, causes and remedies."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet, TextField
from django.forms import Textarea
from django.http import HttpRequest
from django.utils.functional import cached_property

from knowledge.admin.citations import CitationInline
from knowledge.admin.forms import PlainErrorsForm
from knowledge.admin.issue_parts import FirstStepInline, SignInline
from knowledge.admin.lost_updates import WatchedForm
from knowledge.admin.records import RecordAdmin
from knowledge.admin.rows import CitingRow, FillsInNumbers
from knowledge.admin.typed import BaseInlineFormSet, TabularInline
from knowledge.models import Cause, Issue, Record, Remedy, RemedyAddressesCause
from knowledge.services import curation, draft_versions, new_identifiers

LETTERS: dict[type[Record], str] = {Cause: "C", Remedy: "R"}


def claim_codes(model: type[Record], issue: Issue) -> Iterator[str]:
    """The free identifiers of claims on the issue: T-AN-01-C4, T-AN-01-C5, ..."""
    return new_identifiers.free(model, f"{issue.code}-{LETTERS[model]}")


class ClaimForm(PlainErrorsForm):
    """A cause or a remedy. An identifier left empty becomes the next free one of its issue."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            self.fields["code"].required = False
            self.fields["code"].disabled = self.instance.pk is not None

    def clean(self) -> dict[str, Any]:
        super().clean()
        issue = self.cleaned_data.get("issue")
        if self.instance.pk is None and issue is not None and "code" not in self.errors:
            code = self.cleaned_data["code"] or next(claim_codes(type(self.instance), issue))
            self.cleaned_data["code"] = code
            if not code.startswith(f"{issue.code}-"):
                self.add_error("code", f"The identifier must begin with that of its issue: {issue.code}-.")
        return self.cleaned_data


class ClaimRow(ClaimForm, CitingRow):
    """A cause or a remedy in the list on the page of its issue."""


class ClaimFormSet(FillsInNumbers, BaseInlineFormSet):
    counted = "position"
    model: type[Record]

    @cached_property
    def free(self) -> dict[str, Iterator[Any]]:
        return {**super().free, "code": claim_codes(self.model, self.instance)}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk is not None and form.instance.published_at is not None:
            form.fields["DELETE"].disabled = True
            form.fields["DELETE"].widget.attrs["title"] = "Was public: retire it instead."

    def delete_existing(self, obj: Record, commit: bool = True) -> None:
        curation.delete(obj)


class ClaimInline(TabularInline):
    form = ClaimRow
    formset = ClaimFormSet
    fields = ("code", "text", "references", "position", "status")
    readonly_fields = ("status",)
    formfield_overrides = {TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 60})}}
    extra = 0
    show_change_link = True
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("citations")


class CauseInline(ClaimInline):
    model = Cause


class RemedyInline(ClaimInline):
    model = Remedy


@admin.register(Issue)
class IssueAdmin(RecordAdmin):
    fields = (
        "code",
        "status",
        "title",
        "summary",
        "area",
        "trace",
        "position",
        "also_described_as",
        "diagnosis",
        "see_also",
        "terms",
        "source_document",
    )
    autocomplete_fields = ("see_also", "terms")
    inlines = (CauseInline, RemedyInline, FirstStepInline, SignInline)
    list_filter = ("status", "area", *RecordAdmin.list_filter[1:])
    search_fields = ("code", "title", "summary", "also_described_as", "causes__text", "remedies__text")
    shown_in_list = (
        *("terms", "citations", "causes__citations", "remedies__citations"),
        *("first_steps__citations", "signs__citations"),
    )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The area is the curator's choice, so a new issue is offered the next identifier of each."""
        if obj is None:
            kwargs["help_texts"] = {
                "code": f"Permanent and public. Next free: {', '.join(new_identifiers.free_in_each_area())}"
            }
        return super().get_form(request, obj, change, **kwargs)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        written = [*formset.new_objects, *(claim for claim, _ in formset.changed_objects)]
        for claim in written:
            if isinstance(claim, Record) and not draft_versions.is_public(claim):
                curation.saved(claim)


class ClaimPage(ClaimForm, WatchedForm):
    """A cause or a remedy on a page of its own."""


class ClaimAdmin(RecordAdmin):
    """A cause or a remedy on its own page, where its citations have locator and quote."""

    form = ClaimPage
    inlines: ClassVar[tuple[Any, ...]] = (CitationInline,)
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("issue", "terms")
    list_select_related = ("issue",)
    search_fields = ("code", "text", "issue__title")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The identifier names the issue, so a claim stays where it is."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if obj is None else (*fixed, "issue")


@admin.register(Cause)
class CauseAdmin(ClaimAdmin):
    fields = ("issue", "code", "status", "text", "position", "terms", "source_document")


class AddressesFormSet(BaseInlineFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["cause"].queryset = Cause.objects.filter(issue=self.instance.issue_id)


class AddressesInline(TabularInline):
    """The causes that a remedy addresses: those of its own issue."""

    model = RemedyAddressesCause
    form = PlainErrorsForm
    formset = AddressesFormSet
    fields = ("cause", "basis", "rationale")
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("remedy", "cause")


@admin.register(Remedy)
class RemedyAdmin(ClaimAdmin):
    fields = (
        "issue",
        "code",
        "status",
        "text",
        "examples",
        "is_diagnostic",
        "resistance_records",
        "position",
        "terms",
        "source_document",
    )
    autocomplete_fields = ("issue", "resistance_records", "terms")

    def get_inlines(self, request: HttpRequest, obj: Any) -> tuple[Any, ...]:
        """Which causes can be chosen depends on the issue, which a new remedy does not have yet."""
        return (CitationInline,) if obj is None else (AddressesInline, CitationInline)
