"""The queue of readers' suggestions: read here, turned into a draft, not taken, or marked as done."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from knowledge.admin.typed import ModelAdmin
from knowledge.models import Suggestion
from knowledge.services import suggesting, suggestion_drafts, suggestion_handling
from knowledge.services.suggestion_handling import CannotHandle
from knowledge.services.targets import find_target

MAY_HANDLE = "access.handle_suggestions"


@admin.register(Suggestion)
class SuggestionAdmin(ModelAdmin):
    """Written by readers alone; what most rests on comes first, then the oldest."""

    list_display = ("number", "target", "kind", "status", "claims", "written_at", "name")
    list_filter = ("status", "kind")
    search_fields = ("target", "record", "name", "email")
    list_per_page = 50
    fields = (
        *("number", "about", "kind", "typed", "name", "email", "written_at", "revision"),
        *("status", "record", "answer", "handled_by", "handled_at"),
    )
    readonly_fields = fields
    actions = ("mark_as_handled",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Suggestion]:
        return suggestion_handling.queued()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return suggestion_handling.QUEUE_ORDER

    @admin.display(description="claims that rest on it", ordering="damage")
    def claims(self, suggestion: Any) -> str:
        return str(suggestion.damage or "")

    @admin.display(description="On")
    def about(self, suggestion: Suggestion) -> SafeString | str:
        target = find_target(suggestion.target) if suggestion.target else None
        if target is None:
            return suggestion.target or "something that is missing"
        return format_html('<a href="{}">{}</a> {}', target.address, target.code, target.text)

    @admin.display(description="What was typed")
    def typed(self, suggestion: Suggestion) -> SafeString:
        return format_html_join("", "<p><b>{}</b><br>{}</p>", suggesting.in_words(suggestion))

    @admin.action(description="Mark as done", permissions=["handle"])
    def mark_as_handled(self, request: HttpRequest, chosen: QuerySet[Suggestion]) -> None:
        count = 0
        for suggestion in chosen.filter(status__in=suggestion_handling.OPEN):
            suggestion_handling.finish(suggestion, request.user)
            self.log_change(request, suggestion, "Done.")
            count += 1
        self.message_user(request, f"Marked as done: {count}.", messages.SUCCESS)

    def get_urls(self) -> list[URLPattern]:
        handle = self.admin_site.admin_view(self.handle_view)
        return [
            path("<int:number>/handle/", handle, name="knowledge_suggestion_handle"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        suggestion = context["original"]
        is_open = suggestion is not None and suggestion.status in suggestion_handling.OPEN
        if is_open and self.has_handle_permission(request):
            context["may_handle"] = True
            context["identifiers"] = suggestion_drafts.identifiers_for(suggestion)
        context["next_waiting"] = suggestion_handling.next_waiting(suggestion) if suggestion else None
        return super().render_change_form(request, context, *args, **kwargs)

    def handle_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Do with a suggestion what the button says: `draft`, `decline` or `done`."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_handle_permission(request):
            raise PermissionDenied
        suggestion = get_object_or_404(Suggestion, number=number)
        try:
            return self._handled(request, suggestion)
        except CannotHandle as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(_form_of(suggestion))

    def _handled(self, request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
        """Raises CannotHandle."""
        doing, answer = request.POST.get("do"), request.POST.get("answer", "")
        if doing == "draft":
            taken = suggestion_drafts.take_up(suggestion, request.user, request.POST.get("code", ""))
            record = taken.record
            if taken.is_new:
                self.log_addition(request, record, f"From suggestion {suggestion.number}.")
            self._told(request, suggestion, f"Taken up in {record.code}.")
            return HttpResponseRedirect(_form_of(record))
        if doing == "decline":
            suggestion_handling.decline(suggestion, request.user, answer)
            self._told(request, suggestion, "Not taken.")
        else:
            suggestion_handling.finish(suggestion, request.user, answer)
            self._told(request, suggestion, "Done.")
        return HttpResponseRedirect(_form_of(suggestion))

    def _told(self, request: HttpRequest, suggestion: Suggestion, done: str) -> None:
        self.log_change(request, suggestion, done)
        following = suggestion_handling.next_waiting(suggestion)
        message = format_html("Suggestion {}: {}", suggestion.number, done)
        if following:
            address = _form_of(following)
            message = format_html('{} Next in the queue: <a href="{}">{}</a>.', message, address, following)
        self.message_user(request, message, messages.SUCCESS)

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_HANDLE))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_handle_permission(request) or super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_handle_permission(request) or super().has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes a reader's words; what is done with them has a permission of its own."""
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def taken_up_in(code: str) -> list[dict[str, Any]]:
    """What a curator still reads while the record is edited: each suggestion with its words; one query."""
    taken = Suggestion.objects.filter(record=code, status=Suggestion.Status.DRAFT)
    return [{"suggestion": each, "words": suggesting.in_words(each)} for each in taken]


def _form_of(thing: Model) -> str:
    return reverse(f"admin:knowledge_{thing._meta.model_name}_change", args=[thing.pk])
