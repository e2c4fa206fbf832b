"""Searches without a result: what readers look for and the portal lacks."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from knowledge.admin.typed import ModelAdmin
from knowledge.models import SearchGap


@admin.register(SearchGap)
class SearchGapAdmin(ModelAdmin):
    """Written by the searches alone; a curator deletes what has been dealt with."""

    list_display = ("text", "times", "last_asked_at", "search_again")
    search_fields = ("text",)
    # No record: nobody cites it, so many may go at once.
    actions = ["delete_selected"]

    @admin.display(description="Search again")
    def search_again(self, gap: SearchGap) -> SafeString:
        """With its explanation, which also keeps a curator's own search out of the count."""
        query = urlencode({"q": gap.text, "explain": "true"})
        return format_html('<a href="{}?{}">Search again</a>', reverse("search"), query)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
