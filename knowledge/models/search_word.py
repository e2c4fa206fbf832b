"""The portal's own words: for spelling, word parts, the weight of a word and the suggestions while typing."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from knowledge.models.search_entry import SearchEntry


class SearchWord(models.Model):
    """A normalised word as it is written in public records, and the lexeme that the index knows it by."""

    word = models.TextField(primary_key=True)
    lexeme = models.TextField()
    entries = models.PositiveIntegerField(default=1, help_text="Entries that have it, when last counted")

    class Meta:
        indexes = [
            models.Index(fields=["lexeme"], name="search_word_lexeme"),
            # finds a part anywhere in a word: phosphate in silicophosphate
            GinIndex(fields=["word"], name="search_word_parts", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.word


class SearchLexeme(models.Model):
    """In how many entries a lexeme stands.

    One that is too frequent to rank all entries that have it has the ids of those that score best, and the
    score of each for this lexeme alone, before its rarity; `floor` is the score from which on an entry is
    among them. All three are null for the others (knowledge/search/best_entries.py).
    """

    lexeme = models.TextField(primary_key=True)
    entries = models.PositiveIntegerField(default=1, help_text="Entries that have it, when last counted")
    floor = models.FloatField(null=True)
    best_entries = ArrayField(models.BigIntegerField(), null=True)
    best_scores = ArrayField(models.FloatField(), null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["lexeme"], name="search_lexeme_listed", condition=models.Q(floor__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.lexeme


class SearchStatistics(models.Model):
    """A single row (pk 1): what ranking knows of the whole, when last counted."""

    entries = models.PositiveIntegerField(default=0)
    mean_length = models.FloatField(default=1, help_text="Words of an entry")
    version = models.PositiveIntegerField(help_text="Of the rules by which the projection was written")
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="search_statistics_is_one_row")]

    def __str__(self) -> str:
        return f"{self.entries} entries"


class SearchSuggestion(models.Model):
    """A place from which on a heading or a symptom phrase may be typed: `growth of the semicircle`.

    `start` is normalised, after the digit of its order (knowledge/search/suggestions.py); `text` is what is
    offered, empty for the entry's own title.
    """

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="+")
    start = models.CharField(max_length=80)
    text = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["start"], name="search_suggestion_start", opclasses=["text_pattern_ops"])
        ]

    def __str__(self) -> str:
        return self.start


class SearchGap(models.Model):
    """A search that found nothing: its text and when it was asked, nothing of who asked."""

    text = models.CharField(max_length=200, unique=True)
    times = models.PositiveIntegerField(default=1)
    last_asked_at = models.DateTimeField()

    class Meta:
        ordering = ("-times", "-last_asked_at")
        verbose_name = "search without a result"
        verbose_name_plural = "searches without a result"

    def __str__(self) -> str:
        return self.text
