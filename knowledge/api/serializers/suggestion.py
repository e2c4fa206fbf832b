"""A suggestion: what is sent, and what is said of it. The rules are those of the form."""

from typing import Any

from rest_framework import serializers

from knowledge.models import Suggestion
from knowledge.services import suggesting


class NewSuggestionSerializer(serializers.Serializer[dict[str, Any]]):
    """Which fields are asked for depends on `kind`; what is missing is named in the answer."""

    kind = serializers.ChoiceField(choices=Suggestion.Kind.choices)
    target = serializers.CharField(required=False, help_text="Identifier; without it: of what is missing")
    details = serializers.CharField(required=False, max_length=4000, help_text="What a curator should know")
    doi = serializers.CharField(required=False, max_length=220)
    quantity = serializers.ChoiceField(choices=list(suggesting.QUANTITIES.items()), required=False)
    before = serializers.CharField(required=False, max_length=60, help_text="Like 2.7 kΩ cm², ~30, <0.5")
    after = serializers.CharField(required=False, max_length=60)
    unit = serializers.CharField(required=False, max_length=40)
    conditions = serializers.CharField(required=False, max_length=1000)
    name = serializers.CharField(required=False, max_length=120, help_text="Else the name of the account")
    email = serializers.EmailField(required=False)


class WrittenSuggestionSerializer(serializers.ModelSerializer[Suggestion]):
    url = serializers.CharField(source="get_absolute_url", help_text="Where it stands; known to nobody else")
    written_at = serializers.DateTimeField()

    class Meta:
        model = Suggestion
        fields = ["number", "target", "kind", "status", "url", "revision", "written_at"]
