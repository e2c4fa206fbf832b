"""How well a claim is supported: the one rule, derived from its citations and never typed by hand.

In words, for readers, at /about/evidence/:

- measured: a primary source, and the claim or its data row states a number
- reported: a primary source, a review, or an article not known to be either
- secondary: only vendor pages, encyclopaedias, abstract aggregators, or sources that nobody has identified
- inferred: no source, but a curator's inference that says so
- unsupported: no source

Independent works count, not citations: two references that are the same work are one. A contradicting
source never lowers a grade; it is counted apart and shown first.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from knowledge.models.citation import Citation
from knowledge.models.reference import Reference

_PRIMARY = Reference.SourceKind.PRIMARY
_REPORTING = {_PRIMARY, Reference.SourceKind.REVIEW, Reference.SourceKind.ARTICLE}


class Grade(models.TextChoices):
    """From the strongest to the weakest."""

    MEASURED = "measured", "Measured"
    REPORTED = "reported", "Reported"
    SECONDARY = "secondary", "Secondary source"
    INFERRED = "inferred", "Inferred"
    UNSUPPORTED = "unsupported", "No reference yet"


@dataclass(frozen=True)
class Support:
    """One citation as the rule sees it; `work` is the same for two references to one work."""

    work: int
    source_kind: str
    contradicts: bool = False


@dataclass(frozen=True)
class Evidence:
    grade: Grade
    supporting_works: int
    contradicting_works: int

    @property
    def is_disputed(self) -> bool:
        return self.contradicting_works > 0


def judge(supports: Iterable[Support], *, has_number: bool, is_inferred: bool = False) -> Evidence:
    """The rule itself."""
    supports = list(supports)
    for_it = {support.work: support for support in supports if not support.contradicts}
    kinds = {support.source_kind for support in supports if not support.contradicts}
    against = {support.work for support in supports if support.contradicts}
    if not for_it:
        grade = Grade.INFERRED if is_inferred else Grade.UNSUPPORTED
    elif has_number and _PRIMARY in kinds:
        grade = Grade.MEASURED
    elif kinds & _REPORTING:
        grade = Grade.REPORTED
    else:
        grade = Grade.SECONDARY
    return Evidence(grade, len(for_it), len(against))


def supports_of(citations: Iterable[Citation]) -> list[Support]:
    """Citations as supports; the reference of each must be loaded to save queries."""
    return [
        Support(
            citation.reference.same_work_as_id or citation.reference_id,
            citation.reference.source_kind,
            citation.stance == Citation.Stance.CONTRADICTS,
        )
        for citation in citations
    ]


def grade_of_whole(grades: Iterable[Grade]) -> Grade:
    """The grade of a record made of claims: the one that most claims have, of equals the weaker."""
    counted = Counter(grades)
    order = list(Grade)
    return max(counted, key=lambda grade: (counted[grade], order.index(grade)), default=Grade.UNSUPPORTED)
