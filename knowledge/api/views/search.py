"""Search, suggestions and the vocabulary: the same reader, search and counts as the pages."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge.api.parameters import read_format, reject_paging, reject_repeated
from knowledge.api.renderers import Row
from knowledge.api.schema import search_parameters, text_parameter
from knowledge.api.serializers.facets import FacetsSerializer, TermSerializer
from knowledge.api.serializers.search import HitSerializer, SearchAnswerSerializer, SuggestionsSerializer
from knowledge.api.views.public import ListView, PublicView
from knowledge.models import SearchEntry
from knowledge.search.facets import count_facets
from knowledge.search.parameters import BadParameters, ParameterReader, SearchRequest, read_search
from knowledge.search.query import SearchPage, search
from knowledge.search.suggestions import suggest

# more than there are records: a streamed search is one page
EVERY_HIT = 1_000_000


class SearchView(ListView):
    """Records that match a text and facets, best first, with the counts of every facet."""

    file_name = "search"
    operation_id = "search"
    answer = SearchAnswerSerializer
    problems = (400, 404, 406, 500)

    def documented_parameters(self) -> list[OpenApiParameter]:
        return search_parameters()

    def get(self, request: Request) -> HttpResponseBase:
        asked = self._read(request)
        if self.is_streamed(request):
            return self.streamed(request, self._all_rows(asked), HitSerializer().fields)
        page = search(asked, self.directory)
        answer = SearchAnswerSerializer(self._answer(page), context={"directory": self.directory})
        return Response(answer.data)

    def _read(self, request: Request) -> SearchRequest:
        """Raises BadParameters with the faults of the search and those of the format together."""
        reader = ParameterReader(request.query_params, self.directory)
        reject_repeated(reader, ["q", "exact", "page", "page_size", "format"])
        reader.choices("format", self.formats())
        if self.is_streamed(request):
            reject_paging(reader, ["page", "page_size"])
        try:
            asked = read_search(request.query_params, self.directory, reject_unknown=True, also=["format"])
        except BadParameters as bad:
            reader.faults += bad.faults
            raise BadParameters(reader.faults) from bad
        reader.check()
        return asked

    def _answer(self, page: SearchPage) -> dict[str, Any]:
        asked = page.request
        return {
            "query": {
                "text": asked.text,
                "corrected": None,
                "expanded": page.expanded,
                "exact": asked.exact,
            },
            "revision": self.revision,
            "count": page.count,
            "page": asked.page,
            "page_size": asked.page_size,
            "next": self._address(asked.page + 1) if asked.page < page.last_page else None,
            "previous": self._address(asked.page - 1) if asked.page > 1 else None,
            "results": page.hits,
            "facets": {facet.slug: facet.values for facet in page.facets},
        }

    def _address(self, page: int) -> str:
        parameters = self.request.query_params.copy()
        parameters["page"] = str(page)
        return self.request.build_absolute_uri(f"{self.request.path}?{parameters.urlencode()}")

    def _all_rows(self, asked: SearchRequest) -> Iterator[Row]:
        everything = search(replace(asked, page=1, page_size=EVERY_HIT), self.directory)
        row = HitSerializer(context={"directory": self.directory})
        yield from (row.to_representation(hit) for hit in everything.hits)


class SuggestView(PublicView):
    """Records and terms that begin like what was typed; fast enough for each keystroke."""

    operation_id = "suggest"
    answer = SuggestionsSerializer

    def documented_parameters(self) -> list[OpenApiParameter]:
        return [text_parameter()]

    def get(self, request: Request) -> Response:
        reader = ParameterReader(request.query_params, self.directory)
        reader.reject_unknown(["q", "format"])
        reject_repeated(reader, ["q", "format"])
        reader.choices("format", self.formats())
        text = reader.text("q")
        reader.check()
        return Response(SuggestionsSerializer({"suggestions": suggest(text, self.directory)}).data)


class FacetsView(ListView):
    """The vocabulary: what a facet parameter may be, and how many records each term finds."""

    file_name = "facets"
    operation_id = "facets"
    answer = FacetsSerializer

    def get(self, request: Request) -> HttpResponseBase:
        read_format(request.query_params, self.formats())
        context = {"counts": self._counts()}
        if self.is_streamed(request):
            row = TermSerializer(context=context)
            rows = (
                row.to_representation(term)
                for facet in self.directory.facets
                for term in self.directory.of_facet(facet.slug)
            )
            return self.streamed(request, rows, row.fields)
        facets = [
            {"slug": facet.slug, "label": facet.label, "terms": self.directory.of_facet(facet.slug)}
            for facet in self.directory.facets
        ]
        return Response(FacetsSerializer({"revision": self.revision, "facets": facets}, context=context).data)

    def _counts(self) -> dict[tuple[str, str], int]:
        facets = count_facets(SearchEntry.objects.all(), SearchRequest(), self.directory)
        return {(facet.slug, value.value): value.count for facet in facets for value in facet.values}
