"""The vocabulary: facets and their terms."""

from typing import Any

from rest_framework import serializers

from knowledge.api.serializers.fields import Text
from knowledge.models import Term


class TermSerializer(serializers.Serializer[Term]):
    # the context holds `counts`: public records by facet slug and term slug

    facet = serializers.CharField(source="facet.slug", help_text="Slug of its facet: the parameter")
    slug = serializers.CharField(help_text="Value of the parameter")
    label = serializers.CharField(help_text="Name of the term")  # type: ignore[assignment]  # a field, no attribute
    abbreviations = serializers.ListField(child=serializers.CharField(), help_text="Short names")
    synonyms = serializers.ListField(child=serializers.CharField(), help_text="Other names")
    formula = Text(help_text="Of a material, plain")
    family = Text(source="family_label", help_text="Electrolyte family, or class of another material")
    role = Text(help_text="What a material serves as")
    parent = serializers.SerializerMethodField(  # type: ignore[assignment]  # a declared field, as label
        help_text="Slug of the electrolyte family"
    )
    count = serializers.SerializerMethodField(help_text="Records that a search for this term alone finds")

    def get_parent(self, term: Term) -> str | None:
        return term.parent.slug if term.parent else None

    def get_count(self, term: Term) -> int:
        count: int = self.context["counts"].get((term.facet.slug, term.slug), 0)
        return count


class FacetSerializer(serializers.Serializer[dict[str, Any]]):
    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a declared field, not the attribute
    terms = TermSerializer(many=True)


class FacetsSerializer(serializers.Serializer[dict[str, Any]]):
    revision = serializers.IntegerField()
    facets = FacetSerializer(many=True)
