"""What waits for curators, as the front page of their pages lists it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from knowledge.models import (
    CONTENT_MODELS,
    DraftVersion,
    PublishedVersion,
    ReviewStep,
    SearchGap,
    Status,
    Suggestion,
)
from knowledge.services import checking, revision, versions
from knowledge.services.rows_by_identifier import Row, rows_named

REVIEWED_AGAIN_AFTER = timedelta(days=365)
# of each queue, the rest is a number
MOST_SHOWN = 8


@dataclass(frozen=True)
class Task:
    """One thing to do; `row` is what its form mends, None where the list of all has to do."""

    name: str
    text: str = ""
    row: Row | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Queue:
    """Things of one sort. `everything` names the model whose list has them all, where there is one."""

    title: str
    count: int
    tasks: list[Task] = field(default_factory=list)
    everything: str = ""


def queues() -> list[Queue]:
    """Every queue that is not empty, what others wait for first."""
    found = [
        _of_status("Waiting for review", Status.IN_REVIEW),
        _suggestions(),
        *_findings(),
        _of_status("Drafts", Status.DRAFT),
        _not_reviewed(),
        _gaps(),
    ]
    return [queue for queue in found if queue.count]


def _of_status(title: str, status: Status) -> Queue:
    """Records and next versions, the longest waiting first."""
    tasks = [
        Task(record.code, record.heading, Row(model._meta.model_name or "", record.pk), record.updated_at)
        for model in CONTENT_MODELS
        for record in model._default_manager.filter(status=status)
    ]
    for draft in DraftVersion.objects.filter(status=status).select_related("content_type"):
        row = Row(draft.content_type.model, draft.object_id)
        tasks.append(Task(draft.code, f"changed by {draft.edited_by or 'somebody'}", row, draft.edited_at))
    return Queue(title, len(tasks), sorted(tasks, key=lambda task: task.at or timezone.now())[:MOST_SHOWN])


def _suggestions() -> Queue:
    waiting = Suggestion.objects.filter(status=Suggestion.Status.WAITING).order_by("number")
    tasks = [
        Task(str(each), each.get_kind_display(), Row("suggestion", each.pk), each.written_at)
        for each in waiting[:MOST_SHOWN]
    ]
    return Queue("Readers’ suggestions", waiting.count(), tasks, "suggestion")


def _findings() -> Iterator[Queue]:
    """What check_knowledge finds; the same until something is published."""
    key = f"findings-{revision.current().number}"
    found = cache.get_or_set(key, checking.check, timeout=3600) or []
    shown = {code for finding in found for code in finding.identifiers[:MOST_SHOWN]}
    # a finding may say more behind the identifier
    rows = rows_named(code.split(" ")[0] for code in shown)
    for finding in found:
        tasks = [Task(code, row=rows.get(code.split(" ")[0])) for code in finding.identifiers[:MOST_SHOWN]]
        yield Queue(finding.name.capitalize(), len(finding.identifiers), tasks)


def _not_reviewed() -> Queue:
    """Public for a year without a change or a review."""
    before = timezone.now() - REVIEWED_AGAIN_AFTER
    recently = set(
        ReviewStep.objects.filter(action=ReviewStep.Action.PUBLISHED, at__gte=before).values_list(
            "code", flat=True
        )
    ) | set(PublishedVersion.objects.filter(published_at__gte=before).values_list("code", flat=True))
    tasks = [
        Task(record.code, record.heading, Row(model._meta.model_name or "", record.pk), record.updated_at)
        for model in versions.WHOLE
        for record in model._default_manager.published().filter(updated_at__lt=before)
        if record.code not in recently
    ]
    tasks.sort(key=lambda task: task.at or before)
    return Queue("Not reviewed for a year", len(tasks), tasks[:MOST_SHOWN])


def _gaps() -> Queue:
    asked = SearchGap.objects.order_by("-times", "-last_asked_at")
    tasks = [
        Task(f"“{gap.text}”", f"{gap.times} times" if gap.times > 1 else "once", None, gap.last_asked_at)
        for gap in asked[:MOST_SHOWN]
    ]
    return Queue("Searches that found nothing", asked.count(), tasks, "searchgap")
