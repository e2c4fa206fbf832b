"""What to do about an issue before the cell is opened."""

from django.db import models

from knowledge.models.citation import Claim
from knowledge.models.issue import Issue
from knowledge.models.protocol import Protocol


class FirstStep(Claim):
    """One step before the cell is opened. Its number is permanent: T-AN-01-F1."""

    kind_label_plural = "First steps"

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="first_steps")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    protocol = models.ForeignKey(
        Protocol, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="How to do it"
    )

    class Meta:
        ordering = ("issue", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "number"],
                name="first_step_number_unique",
                violation_error_message="This issue already has a first step with that number.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return f"{self.issue.get_absolute_url()}#{self.code}"

    @property
    def code(self) -> str:
        return f"{self.issue.code}-F{self.number}"
