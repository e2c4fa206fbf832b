"""The search projection: what a result shows (SearchEntry) and what is searched (SearchIndex).

Two tables, because counting reads every row that matches: 16 % of 100,000 rows were counted in 8 ms instead
of 30 when the texts lived elsewhere.
"""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Repeat


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def of_kinds(self, kinds: list[str]) -> Self:
        return self.filter(kind__in=kinds)

    def with_any_term(self, term_ids: list[int]) -> Self:
        return self.filter(index__facets__overlap=term_ids)

    def by_common_terms(self, term_ids: list[int]) -> Self:
        """Those that share most of these terms first, and none that shares none; `common` says how many.

        Counted by the database: of 100,000 records a third shares a term with any issue.
        """
        common = "(SELECT count(*) FROM unnest(knowledge_searchentry.terms) AS own WHERE own = ANY(%s))"
        # nothing that anybody typed is in its text
        counted = RawSQL(common, [term_ids], models.IntegerField())  # noqa: S611
        shared = self.with_any_term(term_ids).annotate(common=counted)
        return shared.order_by("-common", "position", "code")


class SearchEntry(models.Model):
    """Everything a result list shows, so that a search touches no model of a kind; one row per public record.

    `evidence` is the record's grade (knowledge/models/evidence.py). `terms` holds the ids of the record's
    terms and of their parents. `passages` is a list of [identifier, text]: the claims, steps and answer
    points in which its words are found, the identifier empty where a text has no address of its own.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=40, unique=True)
    title = models.TextField()
    lead = models.TextField()
    passages = models.JSONField(default=list)
    url = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0, help_text="Order when nothing was asked for")
    terms = ArrayField(models.BigIntegerField(), default=list)
    evidence = models.CharField(
        max_length=11, blank=True, default="", help_text="Grade; empty for references"
    )

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        ordering = ("position", "code")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="search_entry_once_per_record")
        ]
        indexes = [models.Index(fields=["kind", "position"], name="search_entry_kind")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class SearchIndex(models.Model):
    """The narrow row that is searched, counted and ranked.

    `facets` holds everything that is counted as one number each: the ids of terms and their parents, and
    negative codes for kind, grade and the bins of measured quantities (knowledge/search/facet_codes.py).
    `words` holds the normalised words with their positions: weight A identifier and heading, B lead and
    symptom phrases, C passages, D words derived from them (quantities in one unit, the terms as #id).
    `length` counts its words. The measured quantities carry their unit and are null where nothing is stated.
    `is_sampled` marks one row in sixteen, from which very large counts are estimated. `filler` makes every
    row wider than 2 kB before it is stored, because only then PostgreSQL moves `words` out of the row; the
    spaces themselves are compressed to some 40 bytes.
    """

    entry = models.OneToOneField(
        SearchEntry, on_delete=models.CASCADE, primary_key=True, related_name="index"
    )
    kind = models.CharField(max_length=12)
    position = models.PositiveIntegerField(default=0)
    length = models.PositiveIntegerField(default=0)
    is_sampled = models.BooleanField(default=False)
    facets = ArrayField(models.IntegerField(), default=list)
    words = SearchVectorField()
    filler = models.GeneratedField(
        expression=Repeat(models.Value(" "), 2048), output_field=models.TextField(), db_persist=True
    )
    initial_ohm_cm2 = models.FloatField(null=True)
    final_ohm_cm2 = models.FloatField(null=True)
    factor = models.FloatField(null=True)
    ccd_ma_cm2 = models.FloatField(null=True)
    temperature_c = models.FloatField(null=True)
    stack_pressure_mpa = models.FloatField(null=True)

    class Meta:
        indexes = [
            # one index over both: a facet with a word costs half of what two indexes cost
            GinIndex(fields=["facets", "words"], name="search_index_words"),
            GinIndex(
                fields=["facets", "words"],
                name="search_index_sample",
                condition=models.Q(is_sampled=True),
            ),
            models.Index(fields=["position", "entry"], name="search_index_position"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry_id}"
