"""Everything under /api/v1/. These addresses are a public promise."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from knowledge.api.views.changes import ChangesView
from knowledge.api.views.comparison import ComparisonView
from knowledge.api.views.docs import DocsView, InteractiveView, SchemaView
from knowledge.api.views.export import ExportView
from knowledge.api.views.health import HealthView
from knowledge.api.views.public import IndexView, NotFoundView
from knowledge.api.views.records import VIEWSETS
from knowledge.api.views.search import FacetsView, SearchView, SuggestView
from knowledge.api.views.suggestions import SuggestionsView

app_name = "api"

router = SimpleRouter()
for viewset in VIEWSETS:
    router.register(viewset.file_name, viewset, basename=viewset.model.kind)

urlpatterns = [
    path("", IndexView.as_view(), name="index"),
    path("search/", SearchView.as_view(), name="search"),
    path("suggest/", SuggestView.as_view(), name="suggest"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("suggestions/", SuggestionsView.as_view(), name="suggestions"),
    path("facets/", FacetsView.as_view(), name="facets"),
    # before the records: it would be read as the identifier of one
    path("resistance/compare/", ComparisonView.as_view(), name="compare"),
    *router.urls,
    path("export/", ExportView.as_view(), name="export"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    path("docs/interactive/", InteractiveView.as_view(), name="interactive"),
    path("health/", HealthView.as_view(), name="health"),
    # with its slash only: an address that merely lacks one is redirected by Django
    re_path(r"^.*/$", NotFoundView.as_view(), name="unknown"),
]
