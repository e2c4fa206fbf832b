"""Publish and retire: as actions of the list, and as buttons of the form."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from knowledge.admin.typed import ModelAdmin
from knowledge.models import Record, Status
from knowledge.services import curation, reading


class PublishingAdmin(ModelAdmin):
    actions = ("publish", "retire")

    @admin.action(description="Publish selected records", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._apply(request, queryset, curation.publish, "Published")

    @admin.action(description="Retire selected records", permissions=["change"])
    def retire(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._apply(request, queryset, curation.retire, "Retired")

    def response_change(self, request: HttpRequest, obj: Record) -> HttpResponse:
        if "_publish" in request.POST:
            self._apply(request, [obj], curation.publish, "Published")
        elif "_retire" in request.POST:
            self._apply(request, [obj], curation.retire, "Retired")
        else:
            return super().response_change(request, obj)
        return HttpResponseRedirect(request.path)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        may_change = obj is not None and self.has_change_permission(request, obj)
        context["show_publish"] = may_change and _is_waiting(obj)
        context["show_retire"] = may_change and obj.status != Status.RETIRED
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _apply(
        self,
        request: HttpRequest,
        records: Iterable[Record],
        change: Callable[[Record], list[Record]],
        done: str,
    ) -> None:
        changed: list[Record] = []
        unchanged: list[Record] = []
        for record in records:
            try:
                with transaction.atomic():
                    became = change(record)
                    for each in became:
                        self.log_change(request, each, f"{done}.")
            except curation.NotAllowed as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
                continue
            changed += became
            unchanged += [] if became else [record]
        if changed:
            self.message_user(request, f"{done}: {_codes(changed)}.", messages.SUCCESS)
        if unchanged:
            self.message_user(request, f"Already {done.lower()}: {_codes(unchanged)}.", messages.WARNING)


def _is_waiting(record: Record) -> bool:
    """Whether publishing the record would make anything public."""
    claims = (claim for claim in reading.claims_of(record) if isinstance(claim, Record))
    return record.status != Status.PUBLISHED or any(
        claim.status in {Status.DRAFT, Status.IN_REVIEW} for claim in claims
    )


def _codes(records: Iterable[Record]) -> str:
    return ", ".join(record.code for record in records)
