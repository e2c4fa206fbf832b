"""What the page of results shows of its records beyond the projection: a query for each, none per record."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from knowledge.models import FirstStep, Issue, ResistanceRecord, Sign


@dataclass(frozen=True)
class Glance:
    """`trace` is the shape by which the issue is recognised, empty where it has none."""

    trace: Issue.Trace | None
    has_first_steps: bool
    has_signs: bool


def drawn_records(ids: Collection[int]) -> dict[int, ResistanceRecord]:
    """Those of the rows that state an area-specific resistance, before or after, by their primary key."""
    stated = Q(initial_ohm_cm2__isnull=False) | Q(final_ohm_cm2__isnull=False)
    return {record.pk: record for record in ResistanceRecord.objects.published().filter(stated, pk__in=ids)}


def glance_at(issue_id: int) -> Glance:
    """Nothing to see where the issue went away since it was found."""
    steps = Exists(FirstStep.objects.filter(issue=OuterRef("pk")))
    signs = Exists(Sign.objects.filter(issue=OuterRef("pk")))
    found = Issue.objects.published().filter(pk=issue_id).values_list("trace", steps, signs).first()
    trace, has_first_steps, has_signs = found or ("", False, False)
    return Glance(Issue.Trace(trace) if trace else None, has_first_steps, has_signs)
