"""SearchEntry: the search projection, one flat row per public record."""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def of_kinds(self, kinds: list[str]) -> Self:
        return self.filter(kind__in=kinds)

    def with_any_term(self, term_ids: list[int]) -> Self:
        return self.filter(terms__overlap=term_ids)


class SearchEntry(models.Model):
    """Everything a result list shows, so that a search touches no model of a kind.

    `evidence` is the record's grade (knowledge/models/evidence.py). `terms` holds the ids of the record's
    terms and of their parents. `vector` is built from the normalised texts (knowledge/search/normalise.py),
    weight A identifier and heading, B lead, C body.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=40, unique=True)
    title = models.TextField()
    lead = models.TextField()
    body = models.TextField()
    url = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0, help_text="Order when nothing was asked for")
    terms = ArrayField(models.BigIntegerField(), default=list)
    evidence = models.CharField(
        max_length=11, blank=True, default="", help_text="Grade; empty for references"
    )
    vector = SearchVectorField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        ordering = ("position", "code")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="search_entry_once_per_record")
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_vector"),
            GinIndex(fields=["terms"], name="search_entry_terms"),
            models.Index(fields=["kind", "position"], name="search_entry_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
