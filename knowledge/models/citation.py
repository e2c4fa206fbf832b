"""Citation: any record or claim -> Reference, with locator and quote."""

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models

from knowledge.models.reference import Reference


class Citation(models.Model):
    """One mark like [6] on one claim. The claim is a record, an answer point or a protocol step."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", "Supports the claim"
        CONTRADICTS = "contradicts", "Contradicts the claim"

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    claim = GenericForeignKey("content_type", "object_id")
    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="cited_by")
    position = models.PositiveSmallIntegerField(default=1)
    stance = models.CharField(max_length=11, choices=Stance.choices, default=Stance.SUPPORTS)
    locator = models.CharField(
        max_length=120, blank=True, default="", help_text="Where in the source: abstract, Table 2, p. 4"
    )
    quote = models.TextField(blank=True, default="", help_text="Verbatim, short")

    class Meta:
        ordering = ("position", "id")
        indexes = [models.Index(fields=["content_type", "object_id"], name="citation_claim")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "reference", "locator"],
                name="citation_once_per_place",
                violation_error_message="This claim already cites that reference at that place.",
            ),
        ]

    def __str__(self) -> str:
        return f"[{self.reference.number or self.reference.code}]"


class Claim(models.Model):
    """A sentence inside a record that has citations of its own (an answer point, a protocol step)."""

    citations = GenericRelation(Citation)

    class Meta:
        abstract = True
