"""FAQs, point by point."""

from rest_framework import serializers

from knowledge.api.serializers.evidence import EvidenceWorks, GradeOfClaim, GradeOfWhole
from knowledge.api.serializers.fields import HTML, Slug
from knowledge.api.serializers.record import Citations, CitationsThroughout, RecordSerializer
from knowledge.models import FAQPoint


class PointSerializer(serializers.Serializer[FAQPoint]):
    id = serializers.CharField(source="code", help_text="FAQ-03.5")
    role = serializers.ChoiceField(FAQPoint.Role.choices)
    text = serializers.CharField()
    html = HTML(source="text")
    technique = Slug()
    references = Citations()
    evidence = GradeOfClaim()
    evidence_works = EvidenceWorks()


class FAQSerializer(RecordSerializer):
    section = serializers.CharField(help_text="Heading under which the question stands")
    question = serializers.CharField(help_text="The question as it is asked")
    points = PointSerializer(many=True, help_text="The answer, point by point, each with its citations")
    references = CitationsThroughout()
    evidence = GradeOfWhole()
