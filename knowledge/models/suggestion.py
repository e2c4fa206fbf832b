"""Suggestion: what a reader says should change, as it waits for a curator."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

_TOKEN_BYTES = 18


def new_token() -> str:
    """An address that nobody can guess."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


class Suggestion(models.Model):
    """Never public: it is seen by curators, and by whoever has its address.

    `fields` is what was typed, by the name of the field; which there are depends on the kind
    (knowledge/services/suggesting.py). `revision` is the content revision that its writer saw. `record` is
    the identifier of what a curator took it up in, `answer` what its writer is told of it.
    """

    class Kind(models.TextChoices):
        WRONG = "wrong", "Wrong"
        OUT_OF_DATE = "out-of-date", "Out of date"
        MISSING_REFERENCE = "missing-reference", "Missing reference"
        NEW_VALUE = "new-value", "New value"
        OTHER = "other", "Other"
        NEW_RECORD = "new-record", "New record"
        BROKEN_LINK = "broken-link", "Broken link"
        RETRACTION = "retraction", "Retraction"

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DRAFT = "draft", "Taken up"
        HANDLED = "handled", "Done"
        DECLINED = "declined", "Not taken"

    number = models.BigAutoField(primary_key=True)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    target = models.CharField(
        max_length=40, blank=True, default="", help_text="Identifier; empty for something that is missing"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    fields = models.JSONField(default=dict)
    name = models.CharField(max_length=120, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveBigIntegerField(default=0, help_text="Content revision when it was written")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    record = models.CharField(
        max_length=40, blank=True, default="", help_text="Identifier of the record or draft that came of it"
    )
    answer = models.TextField(
        blank=True, default="", help_text="What the curator says to whoever suggested it"
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("number",)
        indexes = [models.Index(fields=["status", "number"], name="suggestion_queue")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="declined", answer=""),
                name="suggestion_declined_with_reason",
                violation_error_message="Whoever suggested it is told why it was not taken.",
            ),
        ]

    def __str__(self) -> str:
        about = f" on {self.target}" if self.target else ""
        return f"Suggestion {self.number}{about}"

    def get_absolute_url(self) -> str:
        return reverse("suggestion", args=[self.token])
