"""The audit log, to read and to filter."""

import json
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from knowledge.models import AuditEntry

# a class of Django that takes a parameter for the checker, none at run time
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[AuditEntry]
else:
    ModelAdmin = admin.ModelAdmin


@admin.register(AuditEntry)
class AuditLogAdmin(ModelAdmin):
    list_display = ("at", "shown_action", "who", "about", "details")
    list_display_links = None
    list_filter = ("action", "who")
    search_fields = ("who", "about")
    date_hierarchy = "at"
    list_per_page = 100
    # counting all of a long log takes longer than showing a page of it
    show_full_result_count = False

    @admin.display(description="action", ordering="action")
    def shown_action(self, entry: AuditEntry) -> str:
        return entry.get_action_display()

    @admin.display(description="details")
    def details(self, entry: AuditEntry) -> str:
        return "; ".join(f"{name}: {_in_words(value)}" for name, value in entry.detail.items())

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("access.read_audit_log"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value)
