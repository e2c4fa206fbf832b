"""Health, and the body of every error."""

from typing import Any

from rest_framework import serializers


class HealthSerializer(serializers.Serializer[dict[str, Any]]):
    status = serializers.CharField()
    database = serializers.CharField()
    revision = serializers.IntegerField()


class FaultSerializer(serializers.Serializer[dict[str, Any]]):
    parameter = serializers.CharField()
    detail = serializers.CharField()
    allowed = serializers.ListField(child=serializers.CharField(), help_text="Values or names, if few")


class ProblemSerializer(serializers.Serializer[dict[str, Any]]):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = FaultSerializer(many=True)  # type: ignore[assignment]  # a declared field, not the attribute
    etag = serializers.CharField(required=False, help_text="With 412: the present one of the record")
    updated_at = serializers.DateTimeField(required=False, help_text="With 412: when the record changed")
