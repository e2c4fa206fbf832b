"""What every address of the API does: reading only, for every origin, naming the content revision."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from rest_framework.exceptions import NotFound
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from access.authentication import BearerToken
from knowledge.api.bibliographies import BibliographyRenderer
from knowledge.api.parameters import read_format
from knowledge.api.renderers import CSVRenderer, NDJSONRenderer, Row, RowRenderer
from knowledge.api.schema import Documented
from knowledge.models import Reference
from knowledge.search.terms import TermDirectory
from knowledge.services import revision

ADDRESSES = (
    "search",
    "suggest",
    "issues",
    "causes",
    "remedies",
    "faqs",
    "resistance",
    "protocols",
    "references",
    "facets",
    "changes",
    "export",
    "schema",
    "docs",
    "health",
)


class PublicView(Documented, APIView):
    http_method_names = ["get", "head", "options"]
    parser_classes = []
    # reading needs none; one that is given must be valid
    authentication_classes = [BearerToken]
    renderer_classes: Sequence[type[BaseRenderer]] = [JSONRenderer]

    @cached_property
    def revision(self) -> int:
        return revision.current().number

    @cached_property
    def directory(self) -> TermDirectory:
        return TermDirectory.load()

    def formats(self) -> list[str]:
        return [str(renderer.format) for renderer in self.get_renderers()]

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # not rendered: most formats have no way to write nothing
        return HttpResponse(status=204)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        try:
            answer.headers["Content-Revision"] = str(self.revision)
        except DatabaseError:
            # an answer about the fault stands, and says it better
            if answer.status_code < 500:
                raise
        return answer


class ListView(PublicView):
    """An address that answers with rows: as JSON in pages, as CSV or NDJSON with every row, streamed."""

    renderer_classes: Sequence[type[BaseRenderer]] = [JSONRenderer, CSVRenderer, NDJSONRenderer]
    file_name: ClassVar[str]

    def is_streamed(self, request: Request) -> bool:
        return isinstance(request.accepted_renderer, RowRenderer | BibliographyRenderer)

    def bibliography(
        self, request: Request, references: Iterable[Reference], name: str = ""
    ) -> StreamingHttpResponse:
        """References in one of the formats of reference managers; `name` is that of the file."""
        renderer = request.accepted_renderer
        assert isinstance(renderer, BibliographyRenderer)  # noqa: S101  asked by is_streamed before
        site = request.build_absolute_uri("/").rstrip("/")
        file_name = f"interphase-{name or self.file_name}-r{self.revision}.{renderer.file_ending}"
        return _download(renderer.stream(references, site), renderer, file_name)

    def streamed(self, request: Request, rows: Iterable[Row], fields: Iterable[str]) -> StreamingHttpResponse:
        renderer = request.accepted_renderer
        assert isinstance(renderer, RowRenderer)  # noqa: S101  asked by is_streamed before
        lines: Iterator[str] = renderer.stream(rows, list(fields))
        name = f"interphase-{self.file_name}-r{self.revision}.{renderer.format}"
        return _download(lines, renderer, name)


def _download(lines: Iterator[str], renderer: BaseRenderer, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        lines,
        content_type=f"{renderer.media_type}; charset={renderer.charset}",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


class NotFoundView(PublicView):
    """Any other address below /api/v1/."""

    schema = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        raise NotFound("This address does not exist; /api/v1/ lists those that do.")


class IndexView(PublicView):
    """The addresses of the API."""

    schema = None

    def get(self, request: Request) -> Response:
        read_format(request.query_params, self.formats())
        return Response({name: f"{request.path}{name}/" for name in ADDRESSES})
