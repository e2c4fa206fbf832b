"""List filters that mirror the public facets."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from knowledge.models import Term


class _FacetFilter(admin.SimpleListFilter):
    """Records filed under a term of one facet, or under a child of that term."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        terms = Term.objects.filter(facet__slug=self.parameter_name)
        return [(term.slug, str(term)) for term in terms]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        chosen = Q(facet__slug=self.parameter_name, slug=self.value())
        within = Q(parent__facet__slug=self.parameter_name, parent__slug=self.value())
        terms = Term.objects.filter(chosen | within)
        filed = queryset.model._default_manager.filter(terms__in=terms)
        return queryset.filter(pk__in=filed.values("pk"))


class InterfaceFilter(_FacetFilter):
    title = parameter_name = "interface"


class TechniqueFilter(_FacetFilter):
    title = parameter_name = "technique"


class MaterialFilter(_FacetFilter):
    title = parameter_name = "material"


class MechanismFilter(_FacetFilter):
    title = parameter_name = "mechanism"


class StrategyFilter(_FacetFilter):
    title = parameter_name = "strategy"


class FamilyFilter(_FacetFilter):
    title = "electrolyte family"
    parameter_name = "family"


FACET_FILTERS = (
    InterfaceFilter,
    TechniqueFilter,
    MaterialFilter,
    FamilyFilter,
    MechanismFilter,
    StrategyFilter,
)
