"""What every record answers with, whatever its kind."""

from collections.abc import Iterable
from functools import cache
from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from knowledge.api.serializers.fields import HTML, Terms, Text
from knowledge.models import Citation, CuratorNote, Record, Reference
from knowledge.services import reading
from knowledge.services.citing import CitedRecord


class CitationSerializer(serializers.Serializer[Citation]):
    reference = serializers.CharField(source="reference.code", help_text="Identifier of the reference")
    number = serializers.IntegerField(
        source="reference.number", allow_null=True, help_text="By which every page cites it"
    )
    locator = Text(help_text="Place in the source: Table 2")
    quote = Text(help_text="What the source says, word for word")
    stance = serializers.ChoiceField(
        Citation.Stance.choices,
        allow_null=True,
        help_text="Null in the list of a whole record for what its claims cite: it stands at each claim",
    )


class CuratorNoteSerializer(serializers.Serializer[CuratorNote]):
    text = serializers.CharField()
    html = HTML(source="text")
    concerns = serializers.ListField(child=serializers.CharField())


@cache
def _citation() -> CitationSerializer:
    """One for all claims: building it costs more than what it writes."""
    return CitationSerializer()


@extend_schema_field(CitationSerializer(many=True))
class Citations(serializers.Field[Any, Any, list[dict[str, Any]], Any]):
    """The citations of one claim, in its order."""

    about = "References that the claim cites"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", self.about)
        super().__init__(source="*", **kwargs)

    def to_representation(self, value: reading.AnyClaim) -> list[dict[str, Any]]:
        return [_citation().to_representation(each) for each in value.citations.all()]


@extend_schema_field(CitationSerializer(many=True))
class CitationsThroughout(Citations):
    """The record's own citations, then every other reference that a claim inside it cites."""

    about = "References that the record cites, then those that a claim inside it cites"

    def to_representation(self, value: reading.AnyClaim) -> list[dict[str, Any]]:
        assert isinstance(value, Record)  # noqa: S101  the field stands on records only
        own = super().to_representation(value)
        cited = {citation["reference"] for citation in own}
        others = [each for each in reading.references_of(value) if each.code not in cited]
        return own + [_citation_of(reference) for reference in others]


def _citation_of(reference: Reference) -> dict[str, Any]:
    """What stands at the claims that cite it is unknown of the record as a whole."""
    named = {"reference": reference.code, "number": reference.number}
    return {**named, "locator": None, "quote": None, "stance": None}


class ClaimSerializer(serializers.Serializer[Any]):
    """A record as it stands inside another: a cause or a remedy in its issue."""

    id = serializers.CharField(source="code", help_text="Permanent identifier, never used again")
    terms = Terms()
    url = serializers.CharField(source="get_absolute_url", help_text="Path of its page")
    api_url = serializers.SerializerMethodField(help_text="Path in the API")

    last: ClassVar[tuple[str, ...]] = ("terms", "url", "api_url", "evidence", "evidence_works")
    # the first of the kind's own fields that came after its columns were promised; those before it stay
    # where they are, it and all that follow it in the class stand at the end
    first_added: ClassVar[str] = ""

    def get_fields(self) -> dict[str, Any]:
        """What is common to all kinds stands after what is the kind's own; the order is the CSV's too."""
        fields = super().get_fields()
        names = list(fields)
        added = names[names.index(self.first_added) :] if self.first_added else []
        last = (*self.last, *added)
        return {name: fields[name] for name in sorted(fields, key=lambda name: _rank(name, last))}

    def get_api_url(self, record: Record) -> str:
        return api_url(record.kind, record.code)


class RecordSerializer(ClaimSerializer):
    """A record by itself."""

    # the context holds `revision` and `notes` (see `context_of`)

    curator_notes = serializers.SerializerMethodField(help_text="Caveats that a curator has added")
    revision = serializers.SerializerMethodField(help_text="Content revision of this answer")
    updated_at = serializers.DateTimeField(help_text="Last change of what the public sees")
    published_at = serializers.DateTimeField(allow_null=True, help_text="First publication")
    cite_as = serializers.SerializerMethodField(help_text="How to cite the record itself")
    license_note = Text(
        source="source_document.disclaimer", help_text="What the document that it was taken from asks for"
    )

    last = (
        "terms",
        "curator_notes",
        "cite_as",
        "license_note",
        "revision",
        "updated_at",
        "published_at",
        "url",
        "api_url",
        "evidence",
        "evidence_works",
    )

    @extend_schema_field(CuratorNoteSerializer(many=True))
    def get_curator_notes(self, record: Record) -> list[dict[str, Any]]:
        found = [note for code in codes_within(record) for note in self.context["notes"].get(code, [])]
        note = CuratorNoteSerializer()
        return [note.to_representation(each) for each in dict.fromkeys(found)]

    def get_revision(self, record: Record) -> int:
        revision: int = self.context["revision"]
        return revision

    def get_cite_as(self, record: Record) -> str:
        return CitedRecord(record, self.context["revision"], self.context["site"]).plain()


def api_url(kind: str, code: str) -> str:
    return reverse(f"api:{kind}-detail", args=[code])


def codes_within(record: Record) -> list[str]:
    """The identifiers of the record and of every claim inside it."""
    return [claim.code for claim in reading.claims_of(record)]


def context_of(records: Iterable[Record], revision: int, site: str) -> dict[str, Any]:
    """What RecordSerializer needs beside the records; `site` is the portal's address, http://host."""
    codes = [code for record in records for code in codes_within(record)]
    return {"revision": revision, "site": site, "notes": reading.notes_by_code(codes)}


def _rank(name: str, last: tuple[str, ...]) -> int:
    if name == "id":
        return -1
    return last.index(name) + 1 if name in last else 0
