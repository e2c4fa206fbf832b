"""Experience: what a reader reports of an issue's page or of a remedy that was tried."""

from django.db import models
from django.utils import timezone


class Experience(models.Model):
    """Kept apart from the literature: no grade, no ranking and no export of claims reads it.

    It says nothing of who reported it: no name, no address, no account. `revision` is the content revision
    at which it was written; pages count those of earlier revisions (knowledge/services/experience.py).
    """

    class Kind(models.TextChoices):
        HELPED = "helped", "Did this help?"
        TRIED = "tried", "Tried it"

    class Outcome(models.TextChoices):
        HELPED = "helped", "It helped"
        DID_NOT_HELP = "did-not-help", "It did not help"
        WORKED = "worked", "It worked"
        DID_NOT_WORK = "did-not-work", "It did not work"

    target = models.CharField(max_length=40, help_text="Identifier of an issue or a remedy")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    electrolyte = models.CharField(
        max_length=120, blank=True, default="", help_text="Name of its term where it has one, else as typed"
    )
    note = models.TextField(blank=True, default="")
    is_note_public = models.BooleanField(
        "note is public", default=False, help_text="Only after a curator has read it"
    )
    revision = models.PositiveBigIntegerField(help_text="Content revision when it was written")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["target", "revision"], name="experience_of_target")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="helped", outcome__in=["helped", "did-not-help"])
                | models.Q(kind="tried", outcome__in=["worked", "did-not-work"]),
                name="experience_outcome_of_its_kind",
                violation_error_message="This outcome belongs to the other kind of report.",
            ),
            models.CheckConstraint(
                condition=models.Q(is_note_public=False) | ~models.Q(note=""),
                name="experience_public_note_has_words",
                violation_error_message="There is no note that could be public.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.get_outcome_display()}"
