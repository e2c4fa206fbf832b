"""Everything public in one file."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import User
from django.http.response import HttpResponseBase, StreamingHttpResponse
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from knowledge.api.export.whole import as_ndjson, as_zip
from knowledge.api.parameters import read_format
from knowledge.api.renderers import NDJSONRenderer
from knowledge.api.views.public import PublicView
from knowledge.models import ContentRevision
from knowledge.services import audit
from knowledge.services.audit import Action


class ZipRenderer(BaseRenderer):
    """CSV files with a data dictionary."""

    media_type = "application/zip"
    format = "zip"
    charset = None
    render_style = "binary"


class ExportView(PublicView):
    """Everything public as it stands at one content revision: NDJSON, or a zip of CSV files."""

    operation_id = "export"
    renderer_classes: Sequence[type[BaseRenderer]] = [NDJSONRenderer, ZipRenderer]

    def get(self, request: Request) -> HttpResponseBase:
        read_format(request.query_params, self.formats())
        renderer = request.accepted_renderer
        whole = as_zip(request) if isinstance(renderer, ZipRenderer) else as_ndjson(request)
        if request.method == "GET" and (who := _known(request)):
            audit.note(Action.EXPORTED, who, renderer.format)
        # takes the snapshot, so that the header names the revision that is sent
        next(whole)
        self.revision = ContentRevision.read().number
        return _download(whole, renderer, f"interphase-r{self.revision}.{renderer.format}")


def _known(request: Request) -> User | None:
    """Who asks with a token or signed in; without a cookie no session is looked for."""
    who = request.user
    if who is None and settings.SESSION_COOKIE_NAME in request.COOKIES:
        who = get_user(request._request)
    return who if isinstance(who, User) else None


def _download(content: Iterator[bytes], renderer: BaseRenderer, name: str) -> StreamingHttpResponse:
    charset = f"; charset={renderer.charset}" if renderer.charset else ""
    return StreamingHttpResponse(
        content,
        content_type=f"{renderer.media_type}{charset}",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
