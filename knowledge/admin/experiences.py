"""What readers report: a note is read by a curator before others read it."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from knowledge.admin.suggestions import MAY_HANDLE
from knowledge.admin.typed import ModelAdmin
from knowledge.models import Experience
from knowledge.services import experience


@admin.register(Experience)
class ExperienceAdmin(ModelAdmin):
    """Written by readers alone; nobody changes what they reported."""

    list_display = ("target", "outcome", "electrolyte", "note", "is_note_public", "at")
    list_filter = ("is_note_public", "kind", "outcome")
    search_fields = ("target", "electrolyte", "note")
    list_per_page = 50
    fields = ("target", "kind", "outcome", "electrolyte", "note", "is_note_public", "at", "revision")
    readonly_fields = fields
    actions = ("show_notes", "hide_notes", "remove")

    @admin.action(description="Show the notes to all", permissions=["handle"])
    def show_notes(self, request: HttpRequest, chosen: QuerySet[Experience]) -> None:
        count = experience.show_notes(chosen, public=True)
        self.message_user(request, f"Notes shown to all: {count}.", messages.SUCCESS)

    @admin.action(description="Hide the notes", permissions=["handle"])
    def hide_notes(self, request: HttpRequest, chosen: QuerySet[Experience]) -> None:
        count = experience.show_notes(chosen, public=False)
        self.message_user(request, f"Notes hidden: {count}.", messages.SUCCESS)

    @admin.action(description="Remove reports that are none (they no longer count)", permissions=["handle"])
    def remove(self, request: HttpRequest, chosen: QuerySet[Experience]) -> None:
        self.log_deletions(request, chosen)
        self.message_user(request, f"Removed: {experience.remove(chosen)}.", messages.SUCCESS)

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_HANDLE))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_handle_permission(request) or super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_handle_permission(request) or super().has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
