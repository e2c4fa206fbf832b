"""What one sees, with which technique, and which cause of the issue it points to."""

from django.db import models

from knowledge.models.cause import Cause
from knowledge.models.citation import Claim
from knowledge.models.facet import Term
from knowledge.models.issue import Issue
from knowledge.models.remedy import RemedyAddressesCause


class Sign(Claim):
    """One sign that tells the causes of an issue apart. Its number is permanent: T-AN-01-S1."""

    kind_label_plural = "Signs"

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="signs")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(help_text="What one sees")
    technique = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="What shows it"
    )
    causes = models.ManyToManyField(Cause, through="SignPointsToCause", related_name="signs")

    class Meta:
        ordering = ("issue", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "number"],
                name="sign_number_unique",
                violation_error_message="This issue already has a sign with that number.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return f"{self.issue.get_absolute_url()}#{self.code}"

    @property
    def code(self) -> str:
        return f"{self.issue.code}-S{self.number}"


class SignPointsToCause(models.Model):
    """That a sign points to a cause, and who says so."""

    Basis = RemedyAddressesCause.Basis

    sign = models.ForeignKey(Sign, on_delete=models.CASCADE, related_name="points_to")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="pointed_to_by")
    basis = models.CharField(max_length=8, choices=Basis.choices, default=Basis.INFERRED)

    class Meta:
        verbose_name = "cause pointed to"
        verbose_name_plural = "causes pointed to"
        ordering = ("cause__position", "cause__code")
        constraints = [
            models.UniqueConstraint(
                fields=["sign", "cause"],
                name="sign_points_to_a_cause_once",
                violation_error_message="This sign already points to that cause.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign.code} -> {self.cause.code} ({self.basis})"
