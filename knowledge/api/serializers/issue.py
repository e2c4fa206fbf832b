"""Issues with their causes and remedies, and causes and remedies by themselves."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from knowledge.api.serializers.evidence import EvidenceWorks, GradeOfClaim, GradeOfWhole
from knowledge.api.serializers.fields import HTML, Code, Codes, Slug, TermsOfFacet, Text
from knowledge.api.serializers.record import (
    Citations,
    CitationsThroughout,
    ClaimSerializer,
    RecordSerializer,
    api_url,
)
from knowledge.models import FirstStep, Issue, RemedyAddressesCause, SearchEntry, Sign, SignPointsToCause
from knowledge.services import reading


class FirstStepSerializer(serializers.Serializer[FirstStep]):
    """What to do before the cell is opened."""

    id = serializers.CharField(source="code", help_text="T-AN-01-F1")
    text = serializers.CharField()
    html = HTML(source="text")
    protocol = Code(help_text="How to do it: identifier of a protocol")
    references = Citations()
    evidence = GradeOfClaim()
    evidence_works = EvidenceWorks()


class CausePointedToSerializer(serializers.Serializer[SignPointsToCause]):
    cause = serializers.CharField(source="cause.code")
    basis = serializers.ChoiceField(SignPointsToCause.Basis.choices)


class SignSerializer(serializers.Serializer[Sign]):
    """What one sees, with which technique, and the causes that it points to."""

    id = serializers.CharField(source="code", help_text="T-AN-01-S1")
    text = serializers.CharField()
    html = HTML(source="text")
    technique = Slug()
    points_to = CausePointedToSerializer(many=True)
    references = Citations()
    evidence = GradeOfClaim()
    evidence_works = EvidenceWorks()


class CauseInIssueSerializer(ClaimSerializer):
    issue = serializers.CharField(source="issue.code", help_text="Identifier of its issue")
    text = serializers.CharField(help_text="Why the issue may occur")
    html = HTML(source="text")
    references = Citations()
    evidence = GradeOfClaim()
    evidence_works = EvidenceWorks()
    mechanism = TermsOfFacet("mechanism")


class AddressedCauseSerializer(serializers.Serializer[RemedyAddressesCause]):
    cause = serializers.CharField(source="cause.code")
    basis = serializers.ChoiceField(RemedyAddressesCause.Basis.choices)
    rationale = Text()


class RemedyInIssueSerializer(ClaimSerializer):
    issue = serializers.CharField(source="issue.code", help_text="Identifier of its issue")
    text = serializers.CharField(help_text="What to do about the issue")
    html = HTML(source="text")
    references = Citations()
    evidence = GradeOfClaim()
    evidence_works = EvidenceWorks()
    addresses = AddressedCauseSerializer(many=True, help_text="Causes that it addresses, and on what basis")
    strategy = TermsOfFacet("strategy")
    resistance = Codes(source="resistance_records", help_text="Measurements of its effect")
    examples = serializers.ListField(
        child=serializers.CharField(), help_text="Examples that its source gives"
    )
    is_diagnostic = serializers.BooleanField(help_text="Tells causes apart rather than mending one")


class CauseSerializer(CauseInIssueSerializer, RecordSerializer):
    last = RecordSerializer.last


class RemedySerializer(RemedyInIssueSerializer, RecordSerializer):
    last = RecordSerializer.last


# anyOf: the schema would name an enum of its own
@extend_schema_field({"anyOf": [{"type": "string", "enum": Issue.Trace.values}, {"type": "null"}]})
class TraceOf(Text):
    """The shape by which one recognises an issue; null where none fits."""


class IssueSerializer(RecordSerializer):
    title = serializers.CharField(help_text="What goes wrong, in a line")
    summary = serializers.CharField(help_text="What goes wrong, in a few sentences")
    html = HTML(source="summary")
    area = serializers.CharField(help_text="Part of the cell, or of the work on it, where it is seen")
    also_described_as = serializers.ListField(
        child=serializers.CharField(), help_text="What people call it or see of it"
    )
    causes = CauseInIssueSerializer(many=True, help_text="Why it may occur, each with its citations")
    remedies = RemedyInIssueSerializer(many=True, help_text="What to do about it, each with its citations")
    references = CitationsThroughout()
    evidence = GradeOfWhole()
    diagnosis = serializers.ListField(child=serializers.CharField(), help_text="What tells its causes apart")
    see_also = Codes(help_text="Identifiers of other issues")
    trace = TraceOf(help_text="The shape of a measured curve by which one recognises it")
    first_steps = FirstStepSerializer(many=True, help_text="What to do before the cell is opened")
    signs = SignSerializer(many=True, help_text="What tells its causes apart, with technique and causes")

    first_added = "diagnosis"


class RelatedSerializer(serializers.Serializer[SearchEntry]):
    id = serializers.CharField(source="code")
    kind = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField()
    api_url = serializers.SerializerMethodField()

    def get_api_url(self, entry: SearchEntry) -> str:
        return api_url(entry.kind, entry.code)


class IssueDetailSerializer(IssueSerializer):
    """With what is related, which a list leaves out: it costs a query an issue."""

    related = serializers.SerializerMethodField()

    @extend_schema_field(RelatedSerializer(many=True))
    def get_related(self, issue: Issue) -> list[dict[str, Any]]:
        related = RelatedSerializer()
        return [related.to_representation(entry) for entry in reading.related_to(issue)]
