"""The evidence of what is in the database: gathers what the rule of knowledge/models/evidence.py asks for."""

from collections.abc import Iterable

from knowledge.models import (
    FAQ,
    Cause,
    FAQPoint,
    FirstStep,
    Issue,
    Pitfall,
    Protocol,
    Record,
    Remedy,
    ResistanceRecord,
    Sign,
    SignPointsToCause,
    Status,
    Step,
)
from knowledge.models.evidence import Evidence, Grade, grade_of_whole, judge, supports_of
from knowledge.typography import states_a_quantity

CitingClaim = Cause | Remedy | ResistanceRecord | FirstStep | Sign | FAQPoint | Step | Pitfall


def evidence_of(claim: CitingClaim) -> Evidence | None:
    """How well a claim is supported; None for the lead-in of an answer, which claims nothing."""
    if isinstance(claim, FAQPoint) and claim.role == FAQPoint.Role.LEAD_IN:
        return None
    public = [cited for cited in claim.citations.all() if cited.reference.status == Status.PUBLISHED]
    return judge(supports_of(public), has_number=_has_number(claim), is_inferred=_is_inferred(claim))


def grade_of(record: Record) -> Grade | None:
    """The grade of a record: of a claim its own, of a whole the one most of its public claims have.

    None for a reference, which is what claims rest on.
    """
    if isinstance(record, Cause | Remedy | ResistanceRecord):
        return _grades([record])[0]
    if isinstance(record, Issue):
        claims: list[Cause | Remedy] = [*record.causes.all(), *record.remedies.all()]
        return grade_of_whole(_grades(claim for claim in claims if claim.status == Status.PUBLISHED))
    if isinstance(record, FAQ):
        return grade_of_whole(_grades(record.points.all()))
    if isinstance(record, Protocol):
        steps = [step for stage in record.stages.all() for step in stage.steps.all()]
        return grade_of_whole(_grades(steps))
    return None


def _grades(claims: Iterable[CitingClaim]) -> list[Grade]:
    return [evidence.grade for claim in claims if (evidence := evidence_of(claim))]


def _is_inferred(claim: CitingClaim) -> bool:
    """Whether a curator says that the claim is an inference: every link of a sign to a cause is one."""
    if not isinstance(claim, Sign):
        return False
    bases = [link.basis for link in claim.points_to.all()]
    return bool(bases) and all(basis == SignPointsToCause.Basis.INFERRED for basis in bases)


def _has_number(claim: CitingClaim) -> bool:
    """Whether the claim states a quantity, in its words, its parameters or the data row it points to."""
    if isinstance(claim, ResistanceRecord):
        return claim.has_value
    if isinstance(claim, Remedy) and any(
        record.has_value for record in claim.resistance_records.all() if record.status == Status.PUBLISHED
    ):
        return True
    if isinstance(claim, Step) and any(each.value_low is not None for each in claim.parameters.all()):
        return True
    return states_a_quantity(claim.text)
