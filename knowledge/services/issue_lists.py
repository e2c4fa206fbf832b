"""Issues for lists: with counts and grade, by the shapes one recognises them by, and what to do first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from knowledge.models import Issue, SearchEntry, Status
from knowledge.services import reading
from knowledge.services.prefetching import first_steps

# what most come with, in this order and even without an issue; the other shapes follow as their issues do
FIRST_SHAPES = (Issue.Trace.SHORT, Issue.Trace.RISE, Issue.Trace.SEMICIRCLE, Issue.Trace.FADE)


@dataclass(frozen=True)
class IssuesOfShape:
    shape: Issue.Trace
    issues: list[Issue]


def listed_issues() -> QuerySet[Issue]:
    """Issues with terms, `cause_count`, `remedy_count`, `measured_count`, and `grade` as search has it."""
    public = Q(remedies__status=Status.PUBLISHED, remedies__resistance_records__status=Status.PUBLISHED)
    entry = SearchEntry.objects.filter(kind=Issue.kind, code=OuterRef("code")).order_by()
    return reading.counted_issues().annotate(
        measured_count=Count("remedies__resistance_records", filter=public, distinct=True),
        grade=Subquery(entry.values("evidence")[:1]),
    )


def by_shape(issues: Sequence[Issue]) -> list[IssuesOfShape]:
    """The shapes that most come with, then each other that has issues; issues without a shape are left out.

    Empty without issues.
    """
    if not issues:
        return []
    found: dict[str, list[Issue]] = {shape.value: [] for shape in FIRST_SHAPES}
    for issue in issues:
        if issue.trace:
            found.setdefault(issue.trace, []).append(issue)
    return [IssuesOfShape(Issue.Trace(shape), group) for shape, group in found.items()]


def first_to_act_on(shape: Issue.Trace) -> Issue | None:
    """The first published issue of that shape that says what to do first, with these steps; else None."""
    issues = Issue.objects.published().filter(trace=shape, first_steps__isnull=False)
    return issues.prefetch_related(first_steps()).order_by("position", "code").first()
