"""Remedy: what to do about an issue, and which of its causes that addresses."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from knowledge.models.cause import Cause
from knowledge.models.issue import Issue
from knowledge.models.record import Passage, Record, code_matches
from knowledge.models.resistance import ResistanceRecord


class Remedy(Record):
    kind = "remedy"
    kind_label = "Remedy"
    kind_label_plural = "Remedies"
    belongs_to = "issue"

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="remedies")
    text = models.TextField()
    examples = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    is_diagnostic = models.BooleanField(
        "diagnostic step", default=False, help_text="Tells causes apart rather than mending one"
    )
    position = models.PositiveSmallIntegerField(default=1)
    causes = models.ManyToManyField(Cause, through="RemedyAddressesCause", related_name="remedies")
    resistance_records = models.ManyToManyField(
        ResistanceRecord, blank=True, related_name="remedies", help_text="Measurements of its effect"
    )

    class Meta(Record.Meta):
        verbose_name_plural = "remedies"
        ordering = ["issue__position", "issue__code", "position", "code"]
        constraints = [code_matches(r"^T-[A-Z]{2,4}-\d{2,}-R\d+$", "T-AN-01-R1", "remedy_code_form")]

    def get_absolute_url(self) -> str:
        return f"{self.issue.get_absolute_url()}#{self.code}"

    @property
    def heading(self) -> str:
        return self.text

    @property
    def lead(self) -> str:
        return self.issue.title

    @property
    def passages(self) -> list[Passage]:
        return [Passage("", text) for text in self.examples]


class RemedyAddressesCause(models.Model):
    """That a remedy helps against a cause, and who says so."""

    class Basis(models.TextChoices):
        EXPLICIT = "explicit", "Explicit in the source"
        INFERRED = "inferred", "Inferred by the curator"

    remedy = models.ForeignKey(Remedy, on_delete=models.CASCADE, related_name="addresses")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="addressed_by")
    basis = models.CharField(max_length=8, choices=Basis.choices, default=Basis.INFERRED)
    rationale = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = "cause addressed"
        verbose_name_plural = "causes addressed"
        ordering = ["cause__position", "cause__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["remedy", "cause"],
                name="remedy_addresses_a_cause_once",
                violation_error_message="This remedy already addresses that cause.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remedy.code} -> {self.cause.code} ({self.basis})"
