"""What changed since a revision."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from knowledge.models import ContentChange
from knowledge.search.parameters import KINDS
from knowledge.services.changes import CHANGES


class ChangeSerializer(serializers.Serializer[Any]):
    """A row of services/changes.since()."""

    id = serializers.CharField(source="code")
    kind = serializers.ChoiceField(choices=KINDS)
    change = serializers.ChoiceField(choices=CHANGES, help_text="Seen from the revision that was asked for")
    revision = serializers.IntegerField(help_text="Content revision of the last change of this record")
    url = serializers.CharField(allow_null=True, help_text="Its page; null where it was retired")
    api_url = serializers.SerializerMethodField(help_text="Itself; 404 where it was retired")

    def get_api_url(self, change: ContentChange) -> str:
        return reverse(f"api:{change.kind}-detail", args=[change.code])


class ChangesSerializer(serializers.Serializer[dict[str, Any]]):
    since = serializers.IntegerField()
    revision = serializers.IntegerField(help_text="Ask with since= this one the next time")
    next = serializers.URLField(allow_null=True, help_text="Address of the next page")
    previous = serializers.URLField(allow_null=True, help_text="Address of the page before")
    results = ChangeSerializer(many=True)
