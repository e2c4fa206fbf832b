"""How well a claim is supported: derived from its citations (knowledge/models/evidence.py)."""

from functools import cache
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from knowledge.models import Record
from knowledge.models.evidence import Evidence, Grade
from knowledge.search.grading import CitingClaim, evidence_of, grade_of

GRADE = {"type": "string", "enum": Grade.values}
GRADE_OR_NULL = {"type": ["string", "null"], "enum": [*Grade.values, None]}


class EvidenceWorksSerializer(serializers.Serializer[Evidence]):
    """Independent works, not citations: two references to one work count once."""

    supporting = serializers.IntegerField(source="supporting_works")
    contradicting = serializers.IntegerField(source="contradicting_works")


@extend_schema_field(GRADE_OR_NULL)
class GradeOfClaim(serializers.Field[CitingClaim, Any, str | None, CitingClaim]):
    """The grade of a claim; null for the lead-in of an answer, which claims nothing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Grade of evidence, derived from the citations")
        super().__init__(source="*", allow_null=True, **kwargs)

    def to_representation(self, value: CitingClaim) -> str | None:
        evidence = evidence_of(value)
        return evidence.grade.value if evidence else None


@extend_schema_field(GRADE)
class GradeOfWhole(serializers.Field[Record, Any, str | None, Record]):
    """The grade that most claims of an issue, an FAQ or a protocol have."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Grade of evidence that most of its claims have, of equals the weaker")
        super().__init__(source="*", **kwargs)

    def to_representation(self, value: Record) -> str | None:
        grade = grade_of(value)
        return grade.value if grade else None


@extend_schema_field(EvidenceWorksSerializer)
class EvidenceWorks(serializers.Field[CitingClaim, Any, dict[str, Any] | None, CitingClaim]):
    """How many works support a claim and how many contradict it; null where nothing is claimed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "How many independent works support the claim and contradict it")
        super().__init__(source="*", allow_null=True, **kwargs)

    def to_representation(self, value: CitingClaim) -> dict[str, Any] | None:
        evidence = evidence_of(value)
        return _works().to_representation(evidence) if evidence else None


@cache
def _works() -> EvidenceWorksSerializer:
    """One for all claims: building it costs more than what it writes."""
    return EvidenceWorksSerializer()
