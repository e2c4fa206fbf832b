"""The OpenAPI description: every parameter, format, header and problem body, from what the views declare."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    PolymorphicProxySerializer,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from knowledge.api.bibliographies import CSLJSONRenderer
from knowledge.api.pagination import DEFAULT_LIMIT, LARGEST_LIMIT
from knowledge.api.parameters import LISTED
from knowledge.api.problem import MEDIA_TYPE
from knowledge.api.renderers import FACETS, JSONLDRenderer
from knowledge.api.serializers.reference import CSLItemSerializer
from knowledge.api.serializers.status import ProblemSerializer
from knowledge.models.evidence import Grade
from knowledge.search.measured import MEASURED, MeasuredQuantity
from knowledge.search.parameters import DEFAULT_PAGE_SIZE, KINDS, LARGEST_PAGE_SIZE, LONGEST_QUERY

AnySerializer = type[serializers.BaseSerializer[Any]]

CONTENT_REVISION = OpenApiParameter(
    "Content-Revision",
    int,
    OpenApiParameter.HEADER,
    response=True,
    description="Counter that every publication raises; equal revisions mean equal content.",
)
RATE_LIMIT = OpenApiParameter(
    "RateLimit",
    str,
    OpenApiParameter.HEADER,
    response=True,
    description='What is left: `"anonymous";r=280;t=12` is 280 requests within the next 12 s, then anew',
)
RATE_LIMIT_POLICY = OpenApiParameter(
    "RateLimit-Policy",
    str,
    OpenApiParameter.HEADER,
    response=True,
    description='What may be: `"anonymous";q=300;w=60` is 300 requests in 60 s, `"token"` that of a token',
)
RETRY_AFTER = OpenApiParameter(
    "Retry-After",
    int,
    OpenApiParameter.HEADER,
    response=[429],
    description="Seconds until requests count anew",
)
# of every address that looks at tokens, by BearerToken and portal/limited_requests.py
_OF_EVERY_CALLER = (401, 429)
_PROBLEMS = {
    400: "Bad parameters: every fault at once",
    401: "No token, or one that is unknown, expired or revoked",
    403: "What was sent with the request does not allow this",
    404: "There is no such record or page",
    405: "What stands in the place of the identifier can be none: the address takes no changes",
    409: "The record is no draft: it is published or retired",
    412: "The record has changed since; `etag` and `updated_at` say how it is now",
    406: "None of the media types in the Accept header is offered",
    413: "The body is larger than 1 MiB",
    415: "The body is not JSON",
    422: "The Idempotency-Key was used for another request",
    428: "If-Match is missing: the ETag of the record as you read it",
    429: "Too many requests in this minute; Retry-After says when again",
    500: "An unforeseen fault",
    503: "The database does not answer, or the search takes too long",
}


class Documented:
    """What a view says of itself for the schema."""

    operation_id: ClassVar[str] = ""
    answer: ClassVar[AnySerializer | None] = None
    answer_status: ClassVar[int] = 200
    request_body: ClassVar[AnySerializer | PolymorphicProxySerializer | None] = None
    problems: ClassVar[tuple[int, ...]] = (400, 406, 500)

    def documented_id(self) -> str:
        return self.operation_id

    def documented_answer(self) -> AnySerializer | None:
        return self.answer

    def documented_status(self) -> int:
        return self.answer_status

    def documented_body(self) -> AnySerializer | PolymorphicProxySerializer | None:
        return self.request_body

    def documented_problems(self) -> tuple[int, ...]:
        return self.problems

    def documented_parameters(self) -> Sequence[OpenApiParameter]:
        return []


class PublicSchema(AutoSchema):
    """REST framework's DEFAULT_SCHEMA_CLASS: asks the view (see Documented), guesses nothing."""

    view: Any

    def get_operation_id(self) -> str:
        return str(self.view.documented_id())

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/v1/").split("/")[0]]

    def get_override_parameters(self) -> list[Any]:
        limits = [RATE_LIMIT, RATE_LIMIT_POLICY, RETRY_AFTER] if self._looks_at_tokens() else []
        format_ = format_parameter(self.view.formats())
        return [CONTENT_REVISION, *limits, format_, *self.view.documented_parameters()]

    def get_request_serializer(self) -> Any:
        return self.view.documented_body()

    def get_response_serializers(self) -> Any:
        answers: dict[Any, Any] = {}
        for renderer in self.view.get_renderers():
            if renderer.media_type == JSONRenderer.media_type:
                answer = OpenApiResponse(self.view.documented_answer(), "The answer")
            elif renderer.media_type == JSONLDRenderer.media_type:
                answer = OpenApiResponse(OpenApiTypes.OBJECT, "The record in the vocabulary of schema.org")
            elif renderer.media_type == CSLJSONRenderer.media_type:
                answer = OpenApiResponse(CSLItemSerializer(many=True), "Items as CSL-JSON names them")
            else:
                kind = OpenApiTypes.BINARY if renderer.charset is None else OpenApiTypes.STR
                answer = OpenApiResponse(kind, "Every row, streamed")
            answers[self.view.documented_status(), str(renderer.media_type)] = answer
        of_caller = _OF_EVERY_CALLER if self._looks_at_tokens() else ()
        for status in sorted({*self.view.documented_problems(), *of_caller}):
            answers[status, MEDIA_TYPE] = OpenApiResponse(ProblemSerializer, _PROBLEMS[status])
        return answers

    def _looks_at_tokens(self) -> bool:
        """All but health, which is not limited either."""
        return bool(self.view.get_authenticators())


def page_serializer(item: AnySerializer) -> AnySerializer:
    """The page of a list of such items."""
    name = item.__name__.removesuffix("Serializer") + "Page"
    fields = {
        "next": serializers.URLField(allow_null=True, help_text="Address of the next page"),
        "previous": serializers.URLField(allow_null=True, help_text="Address of the page before"),
        "results": item(many=True),
    }
    page = type(f"{name}Serializer", (serializers.Serializer,), fields)
    return extend_schema_serializer(many=False, component_name=name)(page)


def format_parameter(formats: Iterable[str]) -> OpenApiParameter:
    return OpenApiParameter(
        "format",
        str,
        enum=list(formats),
        description="Overrides the Accept header; all but json and jsonld: every row",
    )


def header_parameter(name: str, about: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=required, description=about)


def answer_header(name: str, about: str, *status: int) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=about, response=list(status))


def identifier_parameter(example: str) -> OpenApiParameter:
    return OpenApiParameter(
        "id", str, OpenApiParameter.PATH, description=f"Identifier in any letter case, like {example}"
    )


def code_parameter(name: str, example: str) -> OpenApiParameter:
    prefix = "".join(f"[{letter}{letter.lower()}]" for letter in example.partition("-")[0])
    code = {"type": "string", "pattern": rf"^{prefix}-[0-9]{{2,}}$"}
    about = f"Identifier in any letter case, like {example}"
    return OpenApiParameter(name, code, required=True, description=about)


def facet_parameters() -> list[OpenApiParameter]:
    """Those of the vocabulary, and the grade of evidence."""
    about = "A slug of /api/v1/facets/, or a name, synonym or formula of the term; repeat it to widen."
    facets = [OpenApiParameter(facet, str, many=True, explode=True, description=about) for facet in FACETS]
    return [*facets, choice_parameter("evidence", Grade.values)]


def choice_parameter(name: str, values: Iterable[str]) -> OpenApiParameter:
    about = "Repeat it to widen."
    return OpenApiParameter(name, str, many=True, explode=True, enum=list(values), description=about)


def list_parameters(
    orderings: Iterable[str], ranges: Iterable[str], choices: Mapping[str, Iterable[str]]
) -> list[OpenApiParameter]:
    names = [name for field in orderings for name in (field, f"-{field}")]
    ends = [
        OpenApiParameter(f"{name}_{end}", float, description=f"{about} {name} stated; unknown is left out")
        for name in ranges
        for end, about in (("min", "Least"), ("max", "Largest"))
    ]
    return [
        *facet_parameters(),
        *(choice_parameter(name, values) for name, values in choices.items()),
        *ends,
        OpenApiParameter(
            "status",
            str,
            enum=LISTED,
            default=LISTED[0],
            description="All but the first with a token of scope curate, and without facets",
        ),
        OpenApiParameter("ordering", str, enum=names, default=names[0], description="Unknown comes last"),
        *_paging_parameters(),
    ]


def changes_parameters() -> list[OpenApiParameter]:
    since = {"type": "integer", "minimum": 0, "default": 0}
    return [
        OpenApiParameter("since", since, description="Revision of your copy; 0: everything that is public"),
        choice_parameter("kind", KINDS),
        *_paging_parameters(),
    ]


def _paging_parameters() -> list[OpenApiParameter]:
    limit = {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT}
    return [
        OpenApiParameter("limit", limit, description="Records a page; JSON only"),
        OpenApiParameter("cursor", str, description="As given in `next` or `previous`; JSON only"),
    ]


def search_parameters() -> list[OpenApiParameter]:
    size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE}
    about_kind = "Causes and remedies are found through their issue unless asked for here."
    return [
        text_parameter(),
        OpenApiParameter("kind", str, many=True, explode=True, enum=list(KINDS), description=about_kind),
        *facet_parameters(),
        *_span_parameters(),
        OpenApiParameter("exact", bool, default=False, description="Without other names and corrections"),
        OpenApiParameter(
            "explain", bool, default=False, description="JSON only, curators only: why in this order"
        ),
        OpenApiParameter("page", {"type": "integer", "minimum": 1, "default": 1}, description="JSON only"),
        OpenApiParameter("page_size", size, description="JSON only"),
    ]


def _span_parameters() -> list[OpenApiParameter]:
    """The ends of each measured quantity; a record that does not state it is left out."""
    return [
        OpenApiParameter(f"{quantity.name}_{end}", float, description=f"{about} {_described(quantity)}")
        for quantity in MEASURED.values()
        for end, about in (("min", "Least"), ("max", "Largest"))
    ]


def _described(quantity: MeasuredQuantity) -> str:
    unit = f", in {quantity.unit}" if quantity.unit else ""
    return f"{quantity.label.lower()} stated{unit}; unknown is left out"


def text_parameter() -> OpenApiParameter:
    text = {"type": "string", "maxLength": LONGEST_QUERY}
    return OpenApiParameter("q", text, description='Words, "a phrase", -without, this OR that')
