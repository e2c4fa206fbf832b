"""Issues with their causes and remedies, and causes and remedies by themselves."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from knowledge.api.serializers.evidence import EvidenceWorks, GradeOfClaim, GradeOfWhole
from knowledge.api.serializers.fields import HTML, Codes, TermsOfFacet
from knowledge.api.serializers.record import (
    Citations,
    CitationsThroughout,
    ClaimSerializer,
    RecordSerializer,
    api_url,
)
from knowledge.models import Issue, RemedyAddressesCause, SearchEntry
from knowledge.services import reading


class CauseInIssueSerializer(ClaimSerializer):
    issue = serializers.CharField(source="issue.code")
    text = serializers.CharField()
    html = HTML(source="text")
    references = Citations()
    evidence = GradeOfClaim()
    evidence_works = EvidenceWorks()
    mechanism = TermsOfFacet("mechanism")


class AddressedCauseSerializer(serializers.Serializer[RemedyAddressesCause]):
    cause = serializers.CharField(source="cause.code")
    basis = serializers.ChoiceField(RemedyAddressesCause.Basis.choices)
    rationale = serializers.SerializerMethodField()

    def get_rationale(self, link: RemedyAddressesCause) -> str | None:
        return link.rationale or None


class RemedyInIssueSerializer(ClaimSerializer):
    issue = serializers.CharField(source="issue.code")
    text = serializers.CharField()
    html = HTML(source="text")
    references = Citations()
    evidence = GradeOfClaim()
    evidence_works = EvidenceWorks()
    addresses = AddressedCauseSerializer(many=True)
    strategy = TermsOfFacet("strategy")
    resistance = Codes(source="resistance_records")
    examples = serializers.ListField(child=serializers.CharField())
    is_diagnostic = serializers.BooleanField(help_text="Tells causes apart rather than mending one")


class CauseSerializer(CauseInIssueSerializer, RecordSerializer):
    last = RecordSerializer.last


class RemedySerializer(RemedyInIssueSerializer, RecordSerializer):
    last = RecordSerializer.last


class IssueSerializer(RecordSerializer):
    title = serializers.CharField()
    summary = serializers.CharField()
    html = HTML(source="summary")
    area = serializers.CharField()
    also_described_as = serializers.ListField(child=serializers.CharField())
    causes = CauseInIssueSerializer(many=True)
    remedies = RemedyInIssueSerializer(many=True)
    references = CitationsThroughout()
    evidence = GradeOfWhole()
    diagnosis = serializers.ListField(child=serializers.CharField(), help_text="What tells its causes apart")
    see_also = Codes(help_text="Identifiers of other issues")

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
