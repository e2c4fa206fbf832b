"""What programs of curators do at the address of a kind or of a record: create, change and read drafts."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django.contrib.auth.models import User
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotAuthenticated, NotFound, PermissionDenied
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from access import idempotency
from access.authentication import MayCurate
from access.models import Token
from knowledge.api.drafts.reading import BodyReader, faults_shown
from knowledge.api.drafts.shapes import written
from knowledge.api.parameters import ListRequest
from knowledge.api.problem import Refused
from knowledge.api.schema import AnySerializer, answer_header, header_parameter
from knowledge.api.serializers.draft import draft_of, for_curators, new_draft
from knowledge.api.serializers.record import RecordSerializer, api_url
from knowledge.api.views.writing import Writing, key_parameter, require_object
from knowledge.models import Issue, Record, Status
from knowledge.search.parameters import BadParameters
from knowledge.services import acting, drafting
from knowledge.services.draft_reading import with_status
from knowledge.services.import_faults import ImportFailed

TAG = answer_header("ETag", "Of the record's own state, for If-Match; to a token of scope curate", 200)
_IN_THE_ADMIN = (
    "{} is {}: it is changed in the admin, by a draft beside what is public. "
    "POST /api/v1/suggestions/ proposes a change."
)


class Drafting(Writing):
    http_method_names = ["get", "head", "options", "post", "patch"]

    model: ClassVar[type[Record]]
    detail_serializer: ClassVar[type[RecordSerializer]]
    action: str
    detail: bool

    @property
    def writes(self) -> bool:
        return self.action in ("create", "partial_update")

    def get_permissions(self) -> Sequence[BasePermission]:
        return [MayCurate() if self.writes else AllowAny()]

    def context(self, records: Sequence[Any]) -> dict[str, Any]:
        raise NotImplementedError

    # ------------------------------------------------------------ writing
    def create(self, request: Request) -> Response:
        """Create a draft. It is public for nobody until a curator publishes it in the admin.

        The body has the fields of an answer. What follows from others (html, evidence, url, ...) may be sent
        and is not read. Without an `id` the record gets the next one of its kind; an issue names its own.
        The answer to a repeated Idempotency-Key has no ETag: the record may have changed since.
        """
        return idempotency.once(request, lambda: self._create(request))

    def _create(self, request: Request) -> Response:
        body = _object(request)
        with drafting.alone():
            self._act(request)
            code = self._new_code(body)
            reader = self._reader(body, Status.DRAFT)
            data = reader.record(drafting.KINDS[self.model], body, code)
            if not code:
                free = ", ".join(drafting.free_codes(Issue)) if self.model is Issue else ""
                reader.fault("id", "", f"is missing; free are {free}" if free else "is missing")
            record = self._written(reader, lambda: drafting.create(self.model, data))
            answer = self._answer(record, 201)
        answer.headers["Location"] = api_url(record.kind, record.code)
        return answer

    def partial_update(self, request: Request, id: str) -> Response:
        """Change the fields given of a draft, or of what is in review; a list that is given replaces the old.

        If-Match names the ETag with which the record was read. What has an `id` in a list keeps it.
        """
        tags = _expected(request)
        body = _object(request)
        with drafting.alone():
            self._act(request)
            record = self.model._default_manager.select_for_update().filter(code=id.upper()).first()
            if record is None:
                raise NotFound(f"There is no {self.model.kind} with the identifier {id!r}.")
            _require_draft(record)
            _require_same(record, tags)
            kind = drafting.KINDS[self.model]
            reader = self._reader(body, record.status)
            if str(body.get("id", record.code)).upper() != record.code:
                reader.fault("id", body["id"], f"is permanent: it is {record.code}", [record.code])
            data = reader.record(kind, body, record.code)
            names = written(kind)
            given = frozenset(names[name] for name in body if name in names) - {"code"}
            changed = self._written(reader, lambda: drafting.change(record, data, given))
            return self._answer(changed, 200)

    def _new_code(self, body: dict[str, Any]) -> Any:
        if body.get("id") is not None or self.model is Issue:
            return body.get("id", "")
        issue = body.get("issue")
        if self.model.belongs_to and not isinstance(issue, str):
            return ""
        return next(drafting.free_codes(self.model, str(issue)))

    def _reader(self, body: dict[str, Any], status: str) -> BodyReader:
        reader = BodyReader(self.directory)
        if body.get("status", status) != status:
            detail = f"is {status}; it is changed by publishing or retiring the record in the admin"
            reader.fault("status", body["status"], detail, [status])
        return reader

    def _written(self, reader: BodyReader, write: Any) -> Record:
        """Raises BadParameters with the faults of the body and of the record; nothing is written then."""
        try:
            record: Record = write()
        except ImportFailed as failure:
            found = faults_shown(drafting.KINDS[self.model], failure.faults)
            known = {fault.parameter for fault in reader.faults}
            reader.faults += [fault for fault in found if fault.parameter not in known]
        if reader.faults:
            raise BadParameters(reader.faults)
        return record

    def _answer(self, record: Record, status: int) -> Response:
        whole = self.draft(record.code)
        data = self.detail_serializer(whole, context=self.context([whole])).data
        answer = Response(data, status=status)
        return cast(Response, self.tagged(answer, whole, drafting.tag_of(whole)))

    def _act(self, request: Request) -> None:
        """The history of the record tells who wrote it, and by which token."""
        token = cast(Token, request.auth)
        acting.act(cast(User, request.user).get_username(), f"through the API, token “{token.name}”")

    # ------------------------------------------------------------ reading
    def require_curator(self, request: Request) -> None:
        """Raises NotAuthenticated or PermissionDenied."""
        MayCurate().has_permission(request, self)

    def tag(self, request: Request, code: str) -> str:
        """The tag of the record for a curator's program; empty for everybody else."""
        try:
            self.require_curator(request)
        except (NotAuthenticated, PermissionDenied):
            return ""
        record = self.model._default_manager.filter(code=code.upper()).first()
        return drafting.tag_of(record) if record else ""

    def draft(self, code: str) -> Any:
        return with_status(self.model, *drafting.WAITING).filter(code=code.upper()).first()

    def tagged(self, answer: HttpResponseBase, record: Record, tag: str) -> HttpResponseBase:
        if tag:
            answer.headers["Cache-Control"] = "private, no-store"
            if isinstance(answer, Response) and self.request.accepted_renderer.format == "json":
                answer.headers["ETag"] = f'"{tag}"'
                answer.data = {**answer.data, **for_curators(record)}
        return answer

    def private(self, answer: HttpResponseBase, asked: ListRequest) -> HttpResponseBase:
        if asked.status != Status.PUBLISHED:
            answer.headers["Cache-Control"] = "private, no-store"
        return answer

    # ------------------------------------------------------------ the schema
    def documented_status(self) -> int:
        return 201 if self.action == "create" else 200

    def documented_body(self) -> AnySerializer | None:
        return cast(AnySerializer, new_draft(self.model)) if self.writes else None

    def documented_answer(self) -> AnySerializer | None:
        return cast(AnySerializer, draft_of(self.model))

    def documented_problems(self) -> tuple[int, ...]:
        own = (422,) if self.action == "create" else (404, 405, 409, 412, 428)
        return tuple(sorted((400, 401, 403, 406, 413, 415, 500, *own)))

    def documented_parameters(self) -> Sequence[OpenApiParameter]:
        about = "Of the record's own state, for If-Match"
        if self.action == "create":
            where = answer_header("Location", "Path of the draft in the API", 201)
            return [key_parameter(), where, answer_header("ETag", about, 201)]
        wanted = header_parameter(
            "If-Match", "The ETag of the record as you read it; * is refused", required=True
        )
        return [wanted, answer_header("ETag", about, 200)]


def _object(request: Request) -> dict[str, Any]:
    """Its names are checked by the BodyReader, which knows those of nested objects too."""
    data = request.data
    return dict(require_object(data, data if isinstance(data, dict) else ()))


def _expected(request: Request) -> list[str]:
    """The tags of If-Match, without the W/ that compression puts before them on their way."""
    tags = [tag.removeprefix("W/").strip('"') for tag in parse_etags(request.headers.get("If-Match", ""))]
    if not tags or tags == ["*"]:
        detail = "If-Match must name the ETag of the record as you read it"
        raise Refused(428, f"{detail}; * would overwrite what others wrote." if tags else f"{detail}.")
    return tags


def _require_draft(record: Record) -> None:
    if record.status not in drafting.WAITING:
        raise Refused(409, _IN_THE_ADMIN.format(record.code, record.status))


def _require_same(record: Record, tags: list[str]) -> None:
    present = drafting.tag_of(record)
    if present not in tags:
        changed = record.updated_at.isoformat().replace("+00:00", "Z")
        detail = f"{record.code} was changed at {changed}; read it again and make your change to that."
        raise Refused(412, detail, etag=f'"{present}"', updated_at=changed)
