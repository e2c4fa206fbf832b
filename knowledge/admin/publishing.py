"""The steps from draft to public and back: as actions of the list, and as buttons of the form."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from knowledge.admin.history import HistoryAdmin
from knowledge.models import Record, Status
from knowledge.services import audit, curation, draft_versions, drafting, reading, workflow

MAY_REVIEW = "access.review_records"


def _submit(record: Record, by: str, comment: str) -> list[Record]:
    workflow.submit(record, by, comment)
    return [record]


def _send_back(record: Record, by: str, comment: str) -> list[Record]:
    workflow.send_back(record, by, comment)
    return [record]


def _discard(record: Record, by: str, comment: str) -> list[Record]:
    workflow.discard(record, by)
    return [record]


Step = Callable[[Record, str, str], list[Record]]
# the buttons of the form: what each does, and how it is said when it is done
STEPS: dict[str, tuple[Step, str]] = {
    "_submit": (_submit, "Submitted for review"),
    "_send_back": (_send_back, "Sent back"),
    "_publish": (workflow.publish, "Published"),
    "_retire": (workflow.retire, "Retired"),
    "_discard": (_discard, "Draft discarded"),
}
AUDITED = {"_publish": audit.Action.PUBLISHED, "_retire": audit.Action.RETIRED}
REVIEWERS_STEPS = {"_send_back", "_publish", "_retire"}


class PublishingAdmin(HistoryAdmin):
    actions = ("publish", "retire")

    @admin.action(description="Publish selected records", permissions=["review"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._apply(request, queryset, "_publish")

    @admin.action(description="Retire selected records", permissions=["review"])
    def retire(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._apply(request, queryset, "_retire")

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_REVIEW)

    def response_change(self, request: HttpRequest, obj: Record) -> HttpResponse:
        if self._pressed(request) is None:
            return super().response_change(request, obj)
        if not getattr(request, "next_version_of", None):
            self._take_step(request, obj)
        return HttpResponseRedirect(request.path)

    def after_keeping(self, request: HttpRequest, record: Record) -> None:
        """The step is about the draft, which stands only now."""
        self._take_step(request, record)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and self.has_change_permission(request, obj):
            context |= self._steps_offered(request, obj, context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _steps_offered(self, request: HttpRequest, obj: Record, context: dict[str, Any]) -> dict[str, Any]:
        may_review = self.has_review_permission(request)
        draft = context.get("next_version")
        status = draft.status if draft else obj.status
        # what is typed into the form of a public record becomes a draft when it is saved
        waits = bool(context.get("next_version_of")) or _is_waiting(obj)
        return {
            "show_submit": waits and status not in (Status.IN_REVIEW, Status.RETIRED),
            "show_send_back": may_review and status == Status.IN_REVIEW,
            "show_publish": may_review and waits,
            "show_retire": may_review and obj.status != Status.RETIRED,
            "show_discard": draft is not None,
            "review_steps": workflow.steps_of(obj)[:5],
            "review_alone": not settings.REVIEW_BY_SECOND_PERSON,
        }

    def _pressed(self, request: HttpRequest) -> str | None:
        return next((name for name in STEPS if name in request.POST), None)

    def _take_step(self, request: HttpRequest, record: Record) -> None:
        pressed = self._pressed(request)
        if pressed:
            self._apply(request, [record], pressed)

    def _apply(self, request: HttpRequest, records: Iterable[Record], name: str) -> None:
        step, done = STEPS[name]
        if name in REVIEWERS_STEPS and not self.has_review_permission(request):
            self.message_user(request, "Only reviewers publish, send back and retire.", messages.ERROR)
            return
        comment = request.POST.get("_comment", "").replace("\0", "")
        changed: list[Record] = []
        unchanged: list[Record] = []
        for record in records:
            try:
                with transaction.atomic():
                    became = step(record, request.user.get_username(), comment)
                    for each in became:
                        self.log_change(request, each, f"{done}.")
                        if name in AUDITED:
                            audit.note(AUDITED[name], request.user, each.code)
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
    return (
        record.status != Status.PUBLISHED
        or any(claim.status in drafting.WAITING for claim in claims)
        or draft_versions.of(record) is not None
    )


def _codes(records: Iterable[Record]) -> str:
    return ", ".join(record.code for record in records)
