"""Cause: one reason why an issue may occur."""

from django.db import models

from knowledge.models.issue import Issue
from knowledge.models.record import Record, code_matches


class Cause(Record):
    kind = "cause"
    kind_label = "Cause"
    kind_label_plural = "Causes"
    belongs_to = "issue"

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="causes")
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=1)

    class Meta(Record.Meta):
        ordering = ["issue__position", "issue__code", "position", "code"]
        constraints = [code_matches(r"^T-[A-Z]{2,4}-\d{2,}-C\d+$", "T-AN-01-C1", "cause_code_form")]

    def get_absolute_url(self) -> str:
        return f"{self.issue.get_absolute_url()}#{self.code}"

    @property
    def heading(self) -> str:
        return self.text

    @property
    def lead(self) -> str:
        return self.issue.title
