"""A suggestion: what is sent, and what is said of it. The rules are those of the form."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from knowledge.models import Suggestion
from knowledge.services import suggesting
from knowledge.services.suggestion_form import FIELDS, LONGEST_TEXT, REQUIRED

Kind = Suggestion.Kind

REFERENCE = r"^[Rr][Ee][Ff]-[0-9]{2,}$"
SOMETHING = r"\S"
DOI = r"^(https?://(dx\.)?doi\.org/|doi:)?10\.[0-9]{4,9}/\S+$"
VALUE = r"^[~≈<>]? ?[0-9]+(\.[0-9]+)?( \S.*)?$"
# of every kind
COMMON: Mapping[str, Any] = {
    "target": lambda: serializers.CharField(
        required=False, allow_null=True, help_text="Identifier; without it: of what is missing"
    ),
    "name": lambda: serializers.CharField(
        required=False, allow_null=True, max_length=120, help_text="Else the name of the account"
    ),
    "email": lambda: serializers.EmailField(required=False, allow_null=True),
}
_OF_A_KIND: Mapping[str, Any] = {
    "record_kind": lambda presence: serializers.ChoiceField(
        choices=list(suggesting.NEW_RECORDS.items()), **presence
    ),
    "heading": lambda presence: serializers.RegexField(
        SOMETHING, **presence, max_length=200, help_text="Its title, its question, or the claim itself"
    ),
    "url": lambda presence: serializers.URLField(
        **presence, max_length=500, help_text="Of the source that does not open, or of the notice"
    ),
    "details": lambda presence: serializers.RegexField(
        SOMETHING, **presence, max_length=LONGEST_TEXT, help_text="What a curator should know"
    ),
    "doi": lambda presence: serializers.RegexField(DOI, **presence, max_length=220),
    "quantity": lambda presence: serializers.ChoiceField(
        choices=list(suggesting.QUANTITIES.items()), **presence
    ),
    "before": lambda presence: serializers.RegexField(
        VALUE, **presence, max_length=60, help_text="Like 2.7 kΩ cm², ~30, <0.5; this or after"
    ),
    "after": lambda presence: serializers.RegexField(VALUE, **presence, max_length=60),
    "unit": lambda presence: serializers.CharField(
        **presence, max_length=40, help_text="Where the values have none; else that of the quantity"
    ),
    "conditions": lambda presence: serializers.CharField(**presence, max_length=1000),
}


def fields_of(kind: str) -> list[str]:
    """What a suggestion of this kind may hold."""
    return ["kind", *COMMON, *FIELDS[kind]]


def _presence(required: bool) -> dict[str, bool]:
    """Null says what leaving out says."""
    return {"required": required, "allow_null": not required}


def _serializer_of(kind: Kind) -> type[serializers.Serializer[Any]]:
    fields = {name: _OF_A_KIND[name](_presence(name in REQUIRED[kind])) for name in FIELDS[kind]}
    common = {name: field() for name, field in COMMON.items()}
    if kind in suggesting.REPORTS:
        common["target"] = serializers.RegexField(REFERENCE, help_text="Identifier of the reference")
    only = {"kind": serializers.ChoiceField(choices=[kind.value])}
    name = "".join(word.capitalize() for word in kind.value.split("-"))
    return type(f"{name}SuggestionSerializer", (serializers.Serializer,), {**only, **fields, **common})


NewSuggestion = PolymorphicProxySerializer(
    component_name="NewSuggestion",
    serializers={kind.value: _serializer_of(kind) for kind in Kind},
    resource_type_field_name="kind",
)


class WrittenSuggestionSerializer(serializers.ModelSerializer[Suggestion]):
    url = serializers.CharField(source="get_absolute_url", help_text="Where it stands; known to nobody else")
    written_at = serializers.DateTimeField()

    class Meta:
        model = Suggestion
        fields = ["number", "target", "kind", "status", "url", "revision", "written_at"]
