"""The schema, a page about the API and one that tries it out; all comes from the portal itself."""

from typing import Any

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

from knowledge.api import example_scripts
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


class DocsView(PublicView):
    """The page for whoever writes a script: five tasks, then the rules."""

    schema = None
    renderer_classes: list[type[BaseRenderer]] = [TemplateHTMLRenderer]

    def get(self, request: Request) -> Response:
        portal = request.build_absolute_uri("/").rstrip("/")
        return Response(
            {
                "languages": example_scripts.LANGUAGES,
                "tasks": {task: example_scripts.scripts(task, portal) for task in example_scripts.TASKS},
            },
            template_name="knowledge/api_docs.html",
        )


class InteractiveView(PublicView, SpectacularSwaggerSplitView):
    """Every address with a form that tries it out: Swagger UI, too heavy to stand on the page above."""

    renderer_classes: list[type[BaseRenderer]] = [TemplateHTMLRenderer]
    url_name = "api:schema"
    template_name = "knowledge/api_interactive.html"
    template_name_js = "knowledge/api_interactive.js"

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        return answer
