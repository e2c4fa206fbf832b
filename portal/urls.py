"""All addresses. Those of the API and of records are a public promise: add, never change."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("account/", include("access.urls")),
    path("api/v1/", include("knowledge.api.urls")),
    path("", include("knowledge.pages.urls")),
]

handler400 = "knowledge.pages.errors.bad_request"
handler404 = "knowledge.pages.errors.not_found"
handler500 = "knowledge.pages.errors.server_error"
