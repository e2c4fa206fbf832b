"""What one measured record may be compared with, and what stands against all the others."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from knowledge.models import ResistanceRecord
from knowledge.services.comparability import NEVER_COMPARED, Against, Reason, compare, gaps

CLOSEST_SHOWN = 3


@dataclass(frozen=True)
class Obstacle:
    """One reason in general, and how many records it keeps apart from this one."""

    against: Against
    topic: str
    count: int


@dataclass(frozen=True)
class Closest:
    """A record against which little stands, and all that does."""

    record: ResistanceRecord
    reasons: list[str]


@dataclass(frozen=True)
class Comparable:
    """`others` counts the records of the same quantity, `of_other_quantities` all the rest.

    `gaps` is what the record leaves open itself; `obstacles` is what the others bring, most frequent first.
    """

    never: bool
    others: int
    of_other_quantities: int
    records: list[ResistanceRecord]
    gaps: list[Reason]
    obstacles: list[Obstacle]
    closest: list[Closest]


def comparable_with(record: ResistanceRecord) -> Comparable:
    """Among all published records; two queries."""
    counted = dict(_published().order_by().values_list("quantity").annotate(count=Count("pk")))
    others = max(counted.pop(record.quantity, 0) - 1, 0)
    elsewhere = sum(counted.values())
    if record.quantity in NEVER_COMPARED:
        return Comparable(True, others, elsewhere, [], [], [], [])
    alike = list(_published().filter(quantity=record.quantity).exclude(pk=record.pk).order_by("code"))
    found = [(other, compare(record, other).found) for other in alike]
    apart = [(other, reasons) for other, reasons in found if reasons]
    by_reasons = sorted(apart, key=lambda pair: (len(pair[1]), pair[0].code))[:CLOSEST_SHOWN]
    return Comparable(
        never=False,
        others=others,
        of_other_quantities=elsewhere,
        records=[other for other, reasons in found if not reasons],
        gaps=gaps(record),
        obstacles=_obstacles(apart),
        closest=[Closest(other, [reason.text for reason in reasons]) for other, reasons in by_reasons],
    )


def _published() -> QuerySet[ResistanceRecord]:
    return ResistanceRecord.objects.published()


def _obstacles(apart: list[tuple[ResistanceRecord, list[Reason]]]) -> list[Obstacle]:
    counted: Counter[tuple[Against, str]] = Counter()
    for other, reasons in apart:
        # what this record alone leaves open stands among its gaps
        brought = {
            (reason.against, reason.topic)
            for reason in reasons
            if not reason.codes or other.code in reason.codes
        }
        counted.update(brought)
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0][1], pair[0][0]))
    return [Obstacle(against, topic, count) for (against, topic), count in ranked]
