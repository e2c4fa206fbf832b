"""The schema, and a page about the API; all that they load comes from the portal itself."""

from typing import Any

from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.renderers import BaseRenderer, TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge.api.parameters import read_format
from knowledge.api.views.public import PublicView


class SchemaView(PublicView, SpectacularAPIView):
    """The OpenAPI 3.1 schema, as JSON or YAML."""

    renderer_classes: list[type[BaseRenderer]] = [
        OpenApiJsonRenderer2,
        OpenApiJsonRenderer,
        OpenApiYamlRenderer,
        OpenApiYamlRenderer2,
    ]

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        read_format(request.query_params, self.formats())
        answer: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        return answer


# Swagger UI sets style attributes from its script; nothing else of the portal needs to.
@method_decorator(csp_update({"style-src": ["'self'", "'unsafe-inline'"]}), name="dispatch")
class DocsView(PublicView, SpectacularSwaggerSplitView):
    renderer_classes: list[type[BaseRenderer]] = [TemplateHTMLRenderer]
    url_name = "api:schema"
    template_name = "knowledge/api_docs.html"
    template_name_js = "knowledge/api_docs.js"

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        return answer
