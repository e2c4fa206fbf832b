"""Search results and suggestions.

The classes describe the answer for the schema. Those with many items are written by `to_representation`
directly: 150 facet values through declared fields cost more than the search itself.
"""

from functools import cached_property
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from knowledge.api.serializers.evidence import GRADE_OR_NULL
from knowledge.api.serializers.record import api_url
from knowledge.models import Term
from knowledge.models.record import Passage
from knowledge.search.facets import FacetValue, MeasuredCounts
from knowledge.search.hits import Hit
from knowledge.search.nearest import Nearest
from knowledge.search.parameters import KINDS
from knowledge.search.suggestions import Suggestion
from knowledge.services.search_address import query_string
from knowledge.typography import highlighted

HTML = "Escaped HTML in which only <mark> is markup"


class PassageSerializer(serializers.Serializer[Passage]):
    id = serializers.CharField(
        allow_null=True, help_text="Identifier of the claim, step or point; null where it has none"
    )
    url = serializers.CharField(help_text="Its place on the page of the record")
    html = serializers.CharField(help_text=HTML)


class PartSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="What was looked for, or a factor: coverage, length, kind")
    value = serializers.FloatField(help_text="What that adds to the sum, or what the sum is multiplied by")


class HitSerializer(serializers.Serializer[Hit]):
    # the context holds `directory`, the TermDirectory

    id = serializers.CharField()
    kind = serializers.ChoiceField(KINDS)
    title = serializers.CharField()
    url = serializers.CharField()
    api_url = serializers.CharField()
    snippet = serializers.CharField(help_text=f"The best passage. {HTML}")
    passages = PassageSerializer(many=True, help_text="What matched, the best first")
    terms = serializers.SerializerMethodField(help_text="Slugs by facet, parents included")
    score = serializers.FloatField(help_text="Comparable within one answer only")
    evidence = serializers.SerializerMethodField(help_text="Grade; null for references")
    explanation = PartSerializer(many=True, required=False, help_text="With explain=true, for curators")

    def get_terms(self, hit: Hit) -> dict[str, list[str]]:
        """In the order of facets and terms."""
        slugs: dict[str, list[str]] = {}
        for _, facet, slug in sorted(self._places[key] for key in hit.entry.terms if key in self._places):
            slugs.setdefault(facet, []).append(slug)
        return slugs

    @cached_property
    def _places(self) -> dict[int, tuple[int, str, str]]:
        """Place, facet and slug of each term to filter by, once for all hits."""
        terms: dict[int, Term] = self.context["directory"].terms
        return {
            key: (place, term.facet.slug, term.slug)
            for place, (key, term) in enumerate(terms.items())
            if term.facet.is_filter
        }

    @extend_schema_field(GRADE_OR_NULL)
    def get_evidence(self, hit: Hit) -> str | None:
        return hit.entry.evidence or None

    def to_representation(self, hit: Hit) -> dict[str, Any]:
        entry = hit.entry
        passages = [_passage(passage, entry.url) for passage in hit.passages]
        row = {
            "id": entry.code,
            "kind": entry.kind,
            "title": entry.title,
            "url": entry.url,
            "api_url": api_url(entry.kind, entry.code),
            "snippet": passages[0]["html"] if passages else "",
            "passages": passages,
            "terms": self.get_terms(hit),
            "score": round(hit.score, 4),
            "evidence": self.get_evidence(hit),
        }
        if hit.explanation:
            row["explanation"] = [{"name": part.name, "value": part.value} for part in hit.explanation]
        return row


def _passage(passage: Passage, url: str) -> dict[str, Any]:
    address = f"{url.partition('#')[0]}#{passage.code}" if passage.code else url
    return {"id": passage.code or None, "url": address, "html": str(highlighted(passage.text))}


class QuerySerializer(serializers.Serializer[dict[str, Any]]):
    text = serializers.CharField()
    corrected = serializers.CharField(
        allow_null=True, help_text="The text that was searched for instead; exact=true switches it off"
    )
    expanded = serializers.ListField(
        child=serializers.CharField(), help_text="Other names that were searched for as well"
    )
    unknown = serializers.ListField(child=serializers.CharField(), help_text="Words that stand in no record")
    exact = serializers.BooleanField()


class FacetValueSerializer(serializers.Serializer[FacetValue]):
    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a declared field, not the attribute
    count = serializers.IntegerField()
    selected = serializers.BooleanField()
    group = serializers.CharField(
        allow_null=True, help_text="Electrolyte family or class of a material; null where there is none"
    )

    def to_representation(self, value: FacetValue) -> dict[str, Any]:
        return {
            "value": value.value,
            "label": value.label,
            "count": value.count,
            "selected": value.selected,
            "group": value.group or None,
        }


class BinSerializer(serializers.Serializer[Any]):
    min = serializers.FloatField(allow_null=True, help_text="Included; null is open")
    max = serializers.FloatField(allow_null=True, help_text="Included; null is open")
    count = serializers.IntegerField()
    selected = serializers.BooleanField()


class MeasuredSerializer(serializers.Serializer[MeasuredCounts]):
    label = serializers.CharField()  # type: ignore[assignment]  # a declared field, not the attribute
    unit = serializers.CharField(allow_null=True, help_text="Null for a ratio")
    min = serializers.FloatField(allow_null=True, help_text="As it was asked for")
    max = serializers.FloatField(allow_null=True, help_text="As it was asked for")
    more = serializers.IntegerField(help_text="How many more results there are without this span")
    bins = BinSerializer(many=True)

    def to_representation(self, measured: MeasuredCounts) -> dict[str, Any]:
        span = measured.span
        return {
            "label": measured.quantity.label,
            "unit": measured.quantity.unit or None,
            "min": span.least if span else None,
            "max": span.most if span else None,
            "more": measured.more,
            "bins": [
                {"min": each.bin.least, "max": each.bin.most, "count": each.count, "selected": each.selected}
                for each in measured.bins
            ],
        }


class NearestSerializer(serializers.Serializer[Nearest]):
    why = serializers.CharField(help_text="How it differs from what was asked")
    text = serializers.CharField()
    count = serializers.IntegerField()
    url = serializers.CharField()
    api_url = serializers.CharField()

    def to_representation(self, nearest: Nearest) -> dict[str, Any]:
        query = query_string(nearest.request)
        return {
            "why": nearest.why,
            "text": nearest.request.text,
            "count": nearest.count,
            "url": f"{reverse('search')}?{query}",
            "api_url": f"{reverse('api:search')}?{query}",
        }


class SearchAnswerSerializer(serializers.Serializer[dict[str, Any]]):
    # the context holds `directory`, the TermDirectory

    query = QuerySerializer()
    revision = serializers.IntegerField()
    count = serializers.IntegerField()
    count_is_approximate = serializers.BooleanField(
        help_text="True where this and the other counts are estimates"
    )
    page = serializers.IntegerField()
    page_size = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = HitSerializer(many=True)
    facets = serializers.DictField(child=FacetValueSerializer(many=True))
    measured = serializers.DictField(child=MeasuredSerializer())
    without = serializers.DictField(
        child=serializers.IntegerField(), help_text="Filters that are on: how many more results without"
    )
    nearest = NearestSerializer(many=True, help_text="Where nothing was found: searches that find something")


class SuggestionSerializer(serializers.Serializer[Suggestion]):
    text = serializers.CharField()
    kind = serializers.CharField(help_text="A kind of record, or the facet of a term")
    id = serializers.CharField(help_text="Identifier of a record, or slug of a term")
    url = serializers.CharField()


class SuggestionsSerializer(serializers.Serializer[dict[str, Any]]):
    suggestions = SuggestionSerializer(many=True)
