"""Versions of a record: each that was public, for good, and the one that shall be public next."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from knowledge.models.record import Status


class PublishedVersion(models.Model):
    """What the public saw of a record from a content revision on; an issue with its causes and remedies.

    `document` is what the fixtures would hold of it (services/documents.py).
    """

    code = models.CharField(max_length=40)
    revision = models.PositiveBigIntegerField()
    document = models.JSONField()
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("code", "revision")
        constraints = [
            models.UniqueConstraint(fields=["code", "revision"], name="one_version_at_a_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.code} at revision {self.revision}"


class DraftVersion(models.Model):
    """What a public record shall become: edited and reviewed beside the public one, then in its place.

    `rows` names by primary key what the tables would hold, `{"cause 12": ["T-AN-01-C3"]}`: a row that only
    the draft has keeps its key from one edit to the next. `base` is the public version that it began with.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    code = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    document = models.JSONField()
    rows = models.JSONField(default=dict)
    base = models.JSONField()
    edited_by = models.CharField(max_length=150, blank=True, default="")
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[Status.DRAFT, Status.IN_REVIEW]),
                name="draft_version_is_not_public",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}, next version"


class ReviewStep(models.Model):
    """A step of a record from draft to public and back: who took it, when, and with what comment."""

    class Action(models.TextChoices):
        SUBMITTED = "submitted", "Submitted for review"
        SENT_BACK = "sent-back", "Sent back to the author"
        PUBLISHED = "published", "Published"
        RETIRED = "retired", "Retired"
        DISCARDED = "discarded", "Draft discarded"
        REVERTED = "reverted", "Draft taken from an earlier version"

    code = models.CharField(max_length=40, db_index=True)
    action = models.CharField(max_length=10, choices=Action.choices)
    by = models.CharField(max_length=150, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)
    comment = models.TextField(blank=True, default="")
    revision = models.PositiveBigIntegerField(null=True, help_text="Content revision of a publication")
    alone = models.BooleanField(
        default=False, help_text="Published by its last editor, as the portal's setting allows"
    )

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.code} {self.action}"
