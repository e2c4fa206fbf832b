"""References: how surely each source is identified, and what rests on it."""

from rest_framework import serializers

from knowledge.api.serializers.fields import Code, Text
from knowledge.api.serializers.record import RecordSerializer
from knowledge.models import Reference, ReferenceCandidate


class CandidateSerializer(serializers.Serializer[ReferenceCandidate]):
    """What an unidentified reference may be; never a fact."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    first_author = Text()
    container_title = Text()
    year = serializers.IntegerField(allow_null=True)
    doi = Text()
    doi_seen_in = Text()
    why = serializers.CharField()


class ReferenceSerializer(RecordSerializer):
    """Its context also holds `supports`: identifiers of claims by primary key of the reference."""

    number = serializers.IntegerField(allow_null=True)
    title = Text()
    authors = serializers.ListField(child=serializers.CharField())
    container_title = Text()
    volume = Text()
    issue_number = Text()
    pages = Text()
    year = serializers.IntegerField(allow_null=True)
    doi = Text()
    doi_url = Text()
    source_url = Text(source="url", help_text="Address of the source; `url` is the path of its page here")
    identification = serializers.ChoiceField(Reference.Identification.choices)
    confidence = Text()
    identification_note = Text()
    doi_seen_in = Text()
    candidates = CandidateSerializer(many=True)
    same_work_as = Code()
    title_as_given = Text()
    site_as_given = Text()
    supports = serializers.SerializerMethodField(help_text="Identifiers of the public claims that cite it")

    def get_supports(self, reference: Reference) -> list[str]:
        codes: list[str] = self.context["supports"].get(reference.pk, [])
        return codes
