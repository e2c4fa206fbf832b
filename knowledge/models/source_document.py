"""A document that records were taken from as a whole, with what it says about itself."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class SourceDocument(models.Model):
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=300)
    author = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    date_as_given = models.CharField(max_length=60)
    audience = models.TextField(blank=True, default="")
    subject_compound = models.CharField(
        max_length=120, blank=True, default="", help_text="Compound of interest the document is tied to"
    )
    catalogue_number = models.CharField(max_length=60, blank=True, default="")
    how_to_cite = models.TextField()
    url = models.URLField(max_length=500, blank=True, default="")
    disclaimer_label = models.CharField(max_length=120)
    disclaimer = models.TextField()
    wording = models.TextField(blank=True, default="", help_text="How its sentences were carried over")
    missing = ArrayField(models.TextField(), default=list, blank=True, help_text="What the document lacks")

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.title


class CuratorNote(models.Model):
    """An oddity or a caveat that a curator saw, shown beside the records that it concerns.

    `concerns` holds public identifiers (T-AN-01-R4, FAQ-07.3, REF-14); empty means the document itself.
    """

    source_document = models.ForeignKey(
        SourceDocument, on_delete=models.CASCADE, null=True, blank=True, related_name="curator_notes"
    )
    number = models.PositiveSmallIntegerField(help_text="Order among the notes on the same document")
    text = models.TextField()
    concerns = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        ordering = ("source_document", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["source_document", "number"],
                name="curator_note_number_unique_in_document",
                violation_error_message="This document already has a note with that number.",
            ),
        ]

    def __str__(self) -> str:
        return f"Note {self.number}"
