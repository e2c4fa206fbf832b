"""Parts of a record that have a page of their own: first steps, signs, points, stages, steps, pitfalls.

Django's inlines do not nest, so each level is edited on the page of the level above and opened from there.
"""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import ForeignKey, Model, QuerySet, TextField
from django.forms import Textarea
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from knowledge.admin.lost_updates import WatchedForm
from knowledge.admin.owners import owner_of, record_of, was_public
from knowledge.admin.rows import CitingRow, NumberedFormSet
from knowledge.admin.typed import TabularInline
from knowledge.admin.versioned import VersionedAdmin, only_in_draft
from knowledge.models import Term


class PermanentFormSet(NumberedFormSet):
    """Rows whose number is part of a public identifier (FAQ-03.5): fixed once their record was public.

    `only_in_draft` names the rows that only the next version has; those may still go.
    """

    only_in_draft: ClassVar[set[str]] = set()

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        row = form.instance
        if row.pk is not None and was_public(self.instance) and row.code not in self.only_in_draft:
            form.fields["number"].disabled = True
            if "DELETE" in form.fields:
                form.fields["DELETE"].disabled = True


class PermanentRows(TabularInline):
    """Parts whose identifiers stay once they were public."""

    formset = PermanentFormSet
    extra = 0
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.only_in_draft = only_in_draft(request)
        return formset

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        free = not was_public(obj) or bool(only_in_draft(request))
        return free and super().has_delete_permission(request, obj)


class PermanentInline(PermanentRows):
    """Claims inside a record: number, words and references at a glance, the rest on their own page."""

    form = CitingRow
    formfield_overrides = {TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 60})}}
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("citations")


class PartAdmin(VersionedAdmin):
    """Reached from the page of the owner; added, numbered and listed there."""

    form = WatchedForm

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Nothing to offer on the index."""
        return {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        free = not was_public(obj) or obj.code in only_in_draft(request)
        return free and super().has_delete_permission(request, obj)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        if obj is None or not record_of(obj).is_public:
            return None
        return f"{record_of(obj).get_absolute_url()}#{obj.code}"

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "technique":
            kwargs["queryset"] = Term.objects.filter(facet__slug="technique")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="part of")
    def part_of(self, part: Model) -> SafeString:
        return format_html('<a href="{}">{}</a>', _page_of(owner_of(part)), owner_of(part))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.written(request, record_of(form.instance))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        obj.delete()
        self.written(request, record_of(obj))

    def response_post_save_change(self, request: HttpRequest, obj: Model) -> HttpResponseRedirect:
        return HttpResponseRedirect(_page_of(owner_of(obj)))


def _page_of(thing: Model) -> str:
    return reverse(f"admin:knowledge_{thing._meta.model_name}_change", args=[thing.pk])
