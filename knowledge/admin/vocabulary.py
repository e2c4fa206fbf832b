"""Facets and their terms. Slugs are addresses of the public API, so they stay as they are."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from knowledge.admin.forms import FORM_FIELDS, PlainErrorsForm
from knowledge.admin.typed import ModelAdmin
from knowledge.models import CONTENT_MODELS, Facet, Term
from knowledge.services import curation, revision

SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


class VocabularyAdmin(ModelAdmin):
    form = PlainErrorsForm
    formfield_overrides = FORM_FIELDS

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        obj.delete()
        revision.bump()


@admin.register(Facet)
class FacetAdmin(VocabularyAdmin):
    fields = ("label", "slug", "position", "is_filter")
    list_display = ("label", "slug", "position", "is_filter")
    search_fields = ("label", "slug")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("slug",)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        revision.bump()


@admin.register(Term)
class TermAdmin(VocabularyAdmin):
    fields = (
        "facet",
        "label",
        "slug",
        "abbreviations",
        "synonyms",
        "formula",
        "family",
        "role",
        "parent",
        "position",
    )
    list_display = ("label", "short_name", "facet", "parent", "slug")
    list_filter = ("facet",)
    list_select_related = ("facet", "parent")
    search_fields = ("label", "slug", "formula", "abbreviations", "synonyms")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("facet", "slug")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Formulae are stored with plain digits."""
        return super().get_search_results(request, queryset, search_term.translate(SUBSCRIPTS))

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "parent":
            kwargs["queryset"] = Term.objects.filter(facet__slug="family")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        curation.term_saved(form.instance)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may_delete: bool = super().has_delete_permission(request, obj)
        return may_delete and (obj is None or not _files_records(obj))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say what to do instead where records would lose the term; Django would answer a bare 403."""
        term = self.get_object(request, unquote(object_id))
        if term is not None and self.has_view_permission(request, term) and _files_records(term):
            message = f"Records are filed under {term}: file them elsewhere first, then delete the term."
            self.message_user(request, message, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:knowledge_term_change", args=[term.pk]))
        return super().delete_view(request, object_id, extra_context)


def _files_records(term: Term) -> bool:
    """Deleting would take it off them in silence: many-to-many relations are not protected."""
    return any(model._default_manager.filter(terms=term).exists() for model in CONTENT_MODELS)
