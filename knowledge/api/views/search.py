"""Search, suggestions and the vocabulary: the same reader, search and counts as the pages."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request
from rest_framework.response import Response

from access import roles
from access.authentication import BearerToken
from knowledge.api.bibliographies import BIBLIOGRAPHIES, BibliographyRenderer
from knowledge.api.pagination import LARGEST_LIMIT
from knowledge.api.parameters import check_format, read_format, reject_paging, reject_repeated
from knowledge.api.problem import problem
from knowledge.api.schema import search_parameters, text_parameter
from knowledge.api.serializers.facets import FacetsSerializer, TermSerializer
from knowledge.api.serializers.search import (
    FacetValueSerializer,
    HitSerializer,
    MeasuredSerializer,
    NearestSerializer,
    SearchAnswerSerializer,
    SuggestionsSerializer,
)
from knowledge.api.views.public import ListView, PublicView
from knowledge.search.measured import MEASURED
from knowledge.search.parameters import (
    BadParameters,
    ParameterFault,
    ParameterReader,
    SearchRequest,
    read_search,
)
from knowledge.search.query import SearchPage, search
from knowledge.search.suggestions import suggest
from knowledge.services import gaps
from knowledge.services.bibliography.behind import references_behind
from knowledge.services.term_counts import term_counts

# more than there are records: a streamed search is one page
EVERY_HIT = 1_000_000
_ENDS = [f"{name}_{end}" for name in MEASURED for end in ("min", "max")]
_ONCE = ["q", "exact", "explain", "page", "page_size", "format", *_ENDS]


class SearchView(ListView):
    """Records that match a text and filters, best first, with the counts of everything to filter by."""

    file_name = "search"
    renderer_classes = [*ListView.renderer_classes, *BIBLIOGRAPHIES]
    operation_id = "search"
    answer = SearchAnswerSerializer
    problems = (400, 403, 404, 406, 500, 503)
    authentication_classes = [BearerToken, SessionAuthentication]

    def documented_parameters(self) -> list[OpenApiParameter]:
        return search_parameters()

    def perform_authentication(self, request: Request) -> None:
        """The session not before somebody asks for what only curators may see: any other answer is the same
        for all, and a token reads as everyone does."""
        BearerToken().authenticate(request)

    def get(self, request: Request) -> HttpResponseBase:
        asked = self._read(request)
        if asked.explain and not _is_curator(request):
            fault = ParameterFault("explain", "true", "explain is for curators who have signed in.")
            return problem(403, fault.detail, errors=[fault])
        if self.is_streamed(request):
            return self._every_row(request, asked)
        page = search(asked, self.directory)
        response = Response(self._answer(page))
        if gaps.is_gap(page):
            gaps.record(asked.text)
            response["Cache-Control"] = "no-store"
        return response

    def _read(self, request: Request) -> SearchRequest:
        """Raises BadParameters with the faults of the search and those of the format together."""
        reader = ParameterReader(request.query_params, self.directory)
        reject_repeated(reader, _ONCE)
        check_format(reader, self.formats())
        if self.is_streamed(request):
            reject_paging(reader, ["page", "page_size", "explain"])
        try:
            asked = read_search(request.query_params, self.directory, reject_unknown=True, also=["format"])
        except BadParameters as bad:
            reader.faults += bad.faults
            raise BadParameters(reader.faults) from bad
        reader.check()
        return asked

    def _every_row(self, request: Request, asked: SearchRequest) -> HttpResponseBase:
        """Searched before the first line is sent, so that a search given up is a problem and no torn file."""
        everything = search(replace(asked, page=1, page_size=EVERY_HIT), self.directory)
        if isinstance(request.accepted_renderer, BibliographyRenderer):
            behind = references_behind(hit.entry for hit in everything.hits)
            return self.bibliography(request, behind.iterator(chunk_size=LARGEST_LIMIT))
        row = HitSerializer(context={"directory": self.directory})
        rows = (row.to_representation(hit) for hit in everything.hits)
        names: Iterable[str] = row.fields
        return self.streamed(request, rows, [name for name in names if name != "explanation"])

    def _answer(self, page: SearchPage) -> dict[str, Any]:
        asked, understood = page.request, page.understood
        hit = HitSerializer(context={"directory": self.directory}).to_representation
        value = FacetValueSerializer().to_representation
        measured = MeasuredSerializer().to_representation
        nearest = NearestSerializer().to_representation
        return {
            "query": {
                "text": asked.text,
                "corrected": understood.corrected,
                "expanded": understood.expanded,
                "unknown": understood.unknown,
                "exact": asked.exact,
            },
            "revision": self.revision,
            "count": page.count,
            "count_is_approximate": page.counted.is_approximate,
            "page": asked.page,
            "page_size": asked.page_size,
            "next": self._address(asked.page + 1) if asked.page < page.last_page else None,
            "previous": self._address(asked.page - 1) if asked.page > 1 else None,
            "results": [hit(each) for each in page.hits],
            "facets": {facet.slug: [value(each) for each in facet.values] for facet in page.facets},
            "measured": {each.quantity.name: measured(each) for each in page.measured},
            "without": {
                **{facet.slug: facet.more for facet in page.facets if facet.selected},
                **{each.quantity.name: each.more for each in page.measured if each.span},
            },
            "nearest": [nearest(each) for each in page.nearest],
        }

    def _address(self, page: int) -> str:
        parameters = self.request.query_params.copy()
        parameters["page"] = str(page)
        return self.request.build_absolute_uri(f"{self.request.path}?{parameters.urlencode()}")


def _is_curator(request: Request) -> bool:
    """Signed in as one; a token of a curator does not count."""
    is_signed_in = isinstance(request.successful_authenticator, SessionAuthentication)
    return is_signed_in and roles.may_enter(request.user)


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
        check_format(reader, self.formats())
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
        context = {"counts": term_counts(self.directory)}
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
