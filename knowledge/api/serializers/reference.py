"""References: how surely each source is identified, and what rests on it."""

from typing import Any

from rest_framework import serializers

from knowledge.api.serializers.fields import Code, Text
from knowledge.api.serializers.record import RecordSerializer
from knowledge.models import Citation, Reference, ReferenceCandidate


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
    """Its context also holds `cited_by`: identifiers of claims by (reference's primary key, stance)."""

    number = serializers.IntegerField(
        allow_null=True, help_text="By which every page cites it; null where it has none"
    )
    title = Text(help_text="As it was read in the source; null where unknown")
    authors = serializers.ListField(
        child=serializers.CharField(), help_text="As far as they were recorded; et al. stands for the rest"
    )
    container_title = Text(help_text="Journal, site, or university of a thesis")
    volume = Text(help_text="Of the journal")
    issue_number = Text(help_text="Of the volume")
    pages = Text(help_text="First and last, or the number of the article")
    year = serializers.IntegerField(allow_null=True, help_text="Of publication")
    doi = Text(help_text="Without https://doi.org/")
    doi_url = Text(help_text="The DOI as an address")
    source_url = Text(source="url", help_text="Address of the source; `url` is the path of its page here")
    identification = serializers.ChoiceField(
        Reference.Identification.choices, help_text="How surely the source is identified"
    )
    confidence = Text(help_text="In the identification, as the curator judged it")
    identification_note = Text(help_text="How the source was identified, or what is known of it")
    doi_seen_in = Text(help_text="Where the DOI was read")
    candidates = CandidateSerializer(
        many=True, help_text="What an unidentified source may be; never the source itself"
    )
    same_work_as = Code(help_text="Another reference that is the same work")
    title_as_given = Text(help_text="What the document that cites it calls it")
    site_as_given = Text(help_text="The site that the document cites")
    supports = serializers.SerializerMethodField(help_text="Identifiers of the public claims that rest on it")

    aliases = serializers.ListField(child=serializers.CharField(), help_text="Its names in other lists")
    type = Text(source="csl_type", help_text="As CSL names it: article-journal, thesis, webpage, ...")
    source_kind = serializers.ChoiceField(
        Reference.SourceKind.choices, help_text="What the grade of a claim follows from"
    )
    seen_as = Text(help_text="What the curator read: full text, abstract, ...")
    seen_in = Text(help_text="Where the curator read it")
    contradicts = serializers.SerializerMethodField(
        help_text="Identifiers of the public claims that cite it as speaking against them"
    )

    first_added = "aliases"

    def get_supports(self, reference: Reference) -> list[str]:
        return self._claims(reference, Citation.Stance.SUPPORTS)

    def get_contradicts(self, reference: Reference) -> list[str]:
        return self._claims(reference, Citation.Stance.CONTRADICTS)

    def _claims(self, reference: Reference, stance: Citation.Stance) -> list[str]:
        codes: list[str] = self.context["cited_by"].get((reference.pk, stance), [])
        return codes


class CSLItemSerializer(serializers.Serializer[dict[str, Any]]):
    """A reference as CSL-JSON names its parts; what is unknown is left out."""

    id = serializers.CharField(help_text="Identifier of the reference")
    type = serializers.CharField(help_text="article-journal, thesis, webpage, ...")
    title = serializers.CharField(required=False)
    author = serializers.ListField(child=serializers.DictField(), required=False)
    DOI = serializers.CharField(required=False)
    URL = serializers.CharField(required=False)
    note = serializers.CharField(required=False, help_text="What is not known of it")
