"""Search results and suggestions."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from knowledge.api.serializers.evidence import GRADE_OR_NULL
from knowledge.api.serializers.record import api_url
from knowledge.search.facets import FacetValue
from knowledge.search.parameters import KINDS
from knowledge.search.query import Hit
from knowledge.search.suggestions import Suggestion
from knowledge.typography import highlighted


class HitSerializer(serializers.Serializer[Hit]):
    """Its context holds `directory`, the TermDirectory."""

    id = serializers.CharField(source="entry.code")
    kind = serializers.ChoiceField(KINDS, source="entry.kind")
    title = serializers.CharField(source="entry.title")
    url = serializers.CharField(source="entry.url")
    api_url = serializers.SerializerMethodField()
    snippet = serializers.SerializerMethodField(help_text="Escaped HTML in which only <mark> is markup")
    terms = serializers.SerializerMethodField(help_text="Slugs by facet, parents included")
    score = serializers.SerializerMethodField(help_text="Comparable within one answer only")
    evidence = serializers.SerializerMethodField(help_text="Grade; null for references")

    def get_api_url(self, hit: Hit) -> str:
        return api_url(hit.entry.kind, hit.entry.code)

    def get_snippet(self, hit: Hit) -> str:
        return str(highlighted(hit.snippet))

    def get_terms(self, hit: Hit) -> dict[str, list[str]]:
        terms: dict[str, list[str]] = self.context["directory"].slugs_by_facet(hit.entry.terms)
        return terms

    def get_score(self, hit: Hit) -> float:
        return round(hit.score, 4)

    @extend_schema_field(GRADE_OR_NULL)
    def get_evidence(self, hit: Hit) -> str | None:
        return hit.entry.evidence or None


class QuerySerializer(serializers.Serializer[dict[str, Any]]):
    text = serializers.CharField()
    corrected = serializers.CharField(allow_null=True)
    expanded = serializers.ListField(child=serializers.CharField())
    exact = serializers.BooleanField()


class FacetValueSerializer(serializers.Serializer[FacetValue]):
    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a declared field, not the attribute
    count = serializers.IntegerField()
    selected = serializers.BooleanField()


class SearchAnswerSerializer(serializers.Serializer[dict[str, Any]]):
    query = QuerySerializer()
    revision = serializers.IntegerField()
    count = serializers.IntegerField()
    page = serializers.IntegerField()
    page_size = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = HitSerializer(many=True)
    facets = serializers.DictField(child=FacetValueSerializer(many=True))


class SuggestionSerializer(serializers.Serializer[Suggestion]):
    text = serializers.CharField()
    kind = serializers.CharField(help_text="A kind of record, or the facet of a term")
    id = serializers.CharField(help_text="Identifier of a record, or slug of a term")
    url = serializers.CharField()


class SuggestionsSerializer(serializers.Serializer[dict[str, Any]]):
    suggestions = SuggestionSerializer(many=True)
