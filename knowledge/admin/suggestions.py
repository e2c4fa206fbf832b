"""The queue of readers' suggestions: read here, acted on in the records, then marked as handled."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from knowledge.admin.typed import ModelAdmin
from knowledge.models import Suggestion
from knowledge.services import suggesting
from knowledge.services.targets import find_target


@admin.register(Suggestion)
class SuggestionAdmin(ModelAdmin):
    """Written by readers alone; the oldest comes first."""

    list_display = ("number", "target", "kind", "status", "written_at", "name")
    list_filter = ("status", "kind")
    search_fields = ("target", "name", "email")
    list_per_page = 50
    fields = ("number", "about", "kind", "typed", "name", "email", "written_at", "revision", "status")
    readonly_fields = fields
    actions = ("mark_as_handled",)

    @admin.display(description="On")
    def about(self, suggestion: Suggestion) -> SafeString | str:
        target = find_target(suggestion.target) if suggestion.target else None
        if target is None:
            return suggestion.target or "something that is missing"
        return format_html('<a href="{}">{}</a> {}', target.address, target.code, target.text)

    @admin.display(description="What was typed")
    def typed(self, suggestion: Suggestion) -> SafeString:
        return format_html_join("", "<p><b>{}</b><br>{}</p>", suggesting.in_words(suggestion))

    @admin.action(description="Mark as handled", permissions=["handle"])
    def mark_as_handled(self, request: HttpRequest, chosen: QuerySet[Suggestion]) -> None:
        count = chosen.filter(status=Suggestion.Status.WAITING).update(status=Suggestion.Status.HANDLED)
        self.message_user(request, f"Marked as handled: {count}.", messages.SUCCESS)

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("access.handle_suggestions"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
