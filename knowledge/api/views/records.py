"""Lists and details of every kind."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, TypeAlias

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSetMixin

from knowledge.api.bibliographies import BIBLIOGRAPHIES, BibliographyRenderer
from knowledge.api.claims import claims_by_reference
from knowledge.api.pagination import Ordering, Page, batches_of
from knowledge.api.parameters import ListRequest, read_format, read_list
from knowledge.api.renderers import JSONLDRenderer, Row
from knowledge.api.schema import AnySerializer, identifier_parameter, list_parameters, page_serializer
from knowledge.api.serializers.faq import FAQSerializer
from knowledge.api.serializers.issue import (
    CauseSerializer,
    IssueDetailSerializer,
    IssueSerializer,
    RemedySerializer,
)
from knowledge.api.serializers.protocol import ProtocolSerializer
from knowledge.api.serializers.record import RecordSerializer, context_of
from knowledge.api.serializers.reference import ReferenceSerializer
from knowledge.api.serializers.resistance import ResistanceSerializer
from knowledge.api.views.drafting import TAG, Drafting
from knowledge.api.views.paged import PagedView
from knowledge.models import (
    FAQ,
    Cause,
    Issue,
    Protocol,
    Reference,
    Remedy,
    ResistanceRecord,
    Status,
)
from knowledge.services import reading
from knowledge.services.draft_reading import with_status
from knowledge.services.linked_data import linked_data
from knowledge.services.measured_request import CHOICES, NUMBERS, YEAR
from knowledge.services.measured_tables import with_year

# inside the class, `list` is its action
Renderers: TypeAlias = list[BaseRenderer]

# records with all that stands inside them, in memory: some MB
EXPORTED_AT_ONCE = 100


class RecordViewSet(Drafting, ViewSetMixin, PagedView):
    """`list` and `retrieve` of one kind, its drafts written by `Drafting`; see `read_list` for `orderings`,
    `ranges` and `choices`."""

    lookup_url_kwarg = "id"
    # a dot too, so that FAQ-03.5 is answered with what there is no record of
    lookup_value_regex = r"[A-Za-z0-9.-]+"

    example: ClassVar[str]
    serializer: ClassVar[type[RecordSerializer]]
    orderings: ClassVar[dict[str, str]] = {"id": "code", "updated_at": "updated_at"}
    ranges: ClassVar[dict[str, str]] = {}
    choices: ClassVar[Mapping[str, Sequence[str]]] = {}

    def published(self) -> QuerySet[Any]:
        """Public records of this kind with all that is shown of them, in a fixed number of queries."""
        raise NotImplementedError

    def get_renderers(self) -> Renderers:
        if self.writes:
            return [JSONRenderer()]
        return [JSONRenderer(), JSONLDRenderer()] if self.action == "retrieve" else super().get_renderers()

    def documented_id(self) -> str:
        return f"{self.file_name}_{self.action}"

    def documented_answer(self) -> AnySerializer | None:
        if self.writes:
            return super().documented_answer()
        return self.detail_serializer if self.action == "retrieve" else page_serializer(self.serializer)

    def documented_problems(self) -> tuple[int, ...]:
        if self.writes:
            return super().documented_problems()
        return (400, 401, 404, 406, 500) if self.action == "retrieve" else (400, 401, 403, 406, 500)

    def documented_parameters(self) -> Sequence[OpenApiParameter]:
        identifier = [identifier_parameter(self.example)] if self.detail else []
        if self.writes:
            return [*identifier, *super().documented_parameters()]
        if self.action == "retrieve":
            return [*identifier, TAG]
        return list_parameters(self.orderings, self.ranges, self.choices)

    def list(self, request: Request) -> HttpResponseBase:
        is_streamed = self.is_streamed(request)
        asked = read_list(
            request.query_params,
            self.directory,
            formats=self.formats(),
            orderings=self.orderings,
            ranges=self.ranges,
            choices=self.choices,
            paged=not is_streamed,
        )
        if asked.status != Status.PUBLISHED:
            self.require_curator(request)
        if is_streamed:
            return self.private(self.every_row(request, asked), asked)
        page = self._page(asked)
        answer = Response(
            {
                "next": self.address(page.next),
                "previous": self.address(page.previous),
                "results": self._rows(page.records),
            }
        )
        return self.private(answer, asked)

    def every_row(self, request: Request, asked: ListRequest) -> HttpResponseBase:
        return self.streamed(request, self._all_rows(asked), self.serializer().fields)

    def retrieve(self, request: Request, id: str) -> HttpResponseBase:
        read_format(request.query_params, self.formats())
        # before the record is read: it is never newer than what it names
        tag = self.tag(request, id)
        record = self.published().filter(code=id.upper()).first() or (tag and self.draft(id))
        if not record:
            raise NotFound(f"There is no public {self.model.kind} with the identifier {id!r}.")
        return self.tagged(self.whole(request, record), record, tag)

    def whole(self, request: Request, record: Any) -> HttpResponseBase:
        if isinstance(request.accepted_renderer, JSONLDRenderer):
            return Response(linked_data(record, request.build_absolute_uri("/").rstrip("/")))
        return Response(self.detail_serializer(record, context=self.context([record])).data)

    def context(self, records: Sequence[Any]) -> dict[str, Any]:
        site = self.request.build_absolute_uri("/").rstrip("/")
        shows_drafts = any(not record.is_public for record in records)
        return {**context_of(records, self.revision, site), "shows_drafts": shows_drafts}

    def records(self, asked: ListRequest) -> QuerySet[Any]:
        found = (
            self.published() if asked.status == Status.PUBLISHED else with_status(self.model, asked.status)
        )
        return asked.narrow(found)

    def _page(self, asked: ListRequest) -> Page:
        return self.page(self.records(asked), asked.ordering, asked.cursor, asked.limit)

    def _rows(self, records: Sequence[Any]) -> Sequence[Row]:
        row = self.serializer(context=self.context(records))
        return [row.to_representation(record) for record in records]

    def _all_rows(self, asked: ListRequest) -> Iterator[Row]:
        for records in batches_of(self.records(asked), asked.ordering):
            yield from self._rows(records)

    @classmethod
    def for_export(cls, request: Request, revision: int) -> "RecordViewSet":
        """The list of this kind, whose rows name that revision."""
        view = cls()
        view.request, view.action, view.revision = request, "list", revision
        return view

    def every_record(self) -> Iterator[Row]:
        """Each as an item of the list, by identifier."""
        for records in batches_of(self.published(), Ordering("id", "code"), EXPORTED_AT_ONCE):
            yield from self._rows(records)


class IssueViewSet(RecordViewSet):
    """What goes wrong, with its causes and remedies."""

    model = Issue
    example = "T-AN-01"
    file_name = "issues"
    serializer = IssueSerializer
    detail_serializer = IssueDetailSerializer

    def published(self) -> QuerySet[Any]:
        return reading.published_issues()


class CauseViewSet(RecordViewSet):
    """Why an issue may occur."""

    model = Cause
    example = "T-AN-01-C1"
    file_name = "causes"
    serializer = detail_serializer = CauseSerializer

    def published(self) -> QuerySet[Any]:
        return reading.published_causes()


class RemedyViewSet(RecordViewSet):
    """What to do about an issue, and which of its causes that addresses."""

    model = Remedy
    example = "T-AN-01-R1"
    file_name = "remedies"
    serializer = detail_serializer = RemedySerializer

    def published(self) -> QuerySet[Any]:
        return reading.published_remedies()


class FAQViewSet(RecordViewSet):
    """Questions and their answers, point by point."""

    model = FAQ
    example = "FAQ-03"
    file_name = "faqs"
    serializer = detail_serializer = FAQSerializer

    def published(self) -> QuerySet[Any]:
        return reading.published_faqs()


class ResistanceViewSet(RecordViewSet):
    """What was measured at an interface and under which conditions; what is not stated is null."""

    model = ResistanceRecord
    example = "RES-01"
    file_name = "resistance"
    serializer = detail_serializer = ResistanceSerializer
    orderings = {**RecordViewSet.orderings, **NUMBERS}
    ranges = {**NUMBERS, YEAR: YEAR}
    choices = CHOICES

    def published(self) -> QuerySet[Any]:
        return with_year(reading.published_resistance_records())


class ProtocolViewSet(RecordViewSet):
    """Stages and steps with parameters that carry their unit."""

    model = Protocol
    example = "PROT-01"
    file_name = "protocols"
    serializer = detail_serializer = ProtocolSerializer

    def published(self) -> QuerySet[Any]:
        return reading.published_protocols()


class ReferenceViewSet(RecordViewSet):
    """Sources, how surely they are identified, and what rests on them."""

    model = Reference
    example = "REF-06"
    file_name = "references"
    serializer = detail_serializer = ReferenceSerializer
    orderings = {**RecordViewSet.orderings, "number": "number", "year": "year"}
    renderer_classes = [*PagedView.renderer_classes, *BIBLIOGRAPHIES]

    def published(self) -> QuerySet[Any]:
        return reading.published_references()

    def get_renderers(self) -> Renderers:
        found = super().get_renderers()
        return [*found, *(each() for each in BIBLIOGRAPHIES)] if self.action == "retrieve" else found

    def every_row(self, request: Request, asked: ListRequest) -> HttpResponseBase:
        if isinstance(request.accepted_renderer, BibliographyRenderer):
            batches = batches_of(self.records(asked), asked.ordering)
            return self.bibliography(request, (reference for batch in batches for reference in batch))
        return super().every_row(request, asked)

    def whole(self, request: Request, record: Any) -> HttpResponseBase:
        if isinstance(request.accepted_renderer, BibliographyRenderer):
            return self.bibliography(request, [record], record.code)
        return super().whole(request, record)

    def context(self, records: Sequence[Any]) -> dict[str, Any]:
        return {**super().context(records), "cited_by": claims_by_reference(records)}


VIEWSETS: tuple[type[RecordViewSet], ...] = (
    IssueViewSet,
    CauseViewSet,
    RemedyViewSet,
    FAQViewSet,
    ResistanceViewSet,
    ProtocolViewSet,
    ReferenceViewSet,
)
