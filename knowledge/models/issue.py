"""Issue: what goes wrong, in the observer's words."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from knowledge.models.record import Passage, Record, Status, code_matches


class Issue(Record):
    kind = "issue"
    kind_label = "Issue"
    kind_label_plural = "Issues"

    class Trace(models.TextChoices):
        """The drawn shape by which one recognises an issue (knowledge/templatetags/traces.py)."""

        SHORT = "short", "Voltage collapses to zero"
        RISE = "rise", "Resistance rises"
        SEMICIRCLE = "semicircle", "Growing semicircle"
        FADE = "fade", "Capacity fades"
        CLIMB = "climb", "Voltage climbs on stripping"
        PRESSED = "pressed", "Arc shrinks under pressure"
        NOISE = "noise", "Noisy soft short"
        FIRST_CYCLE = "first-cycle", "First-cycle loss"
        DROP = "drop", "Resistance drops"
        HIGH = "high", "High resistance from the start"

    title = models.CharField(max_length=200)
    summary = models.TextField()
    area = models.CharField(
        max_length=60, help_text="Where it is seen: anode, cathode, diagnostics (EIS), ..."
    )
    trace = models.CharField(
        max_length=12,
        choices=Trace.choices,
        blank=True,
        default="",
        help_text="The shape in the reader's own plot; empty where none fits",
    )
    position = models.PositiveSmallIntegerField(default=0)
    also_described_as = ArrayField(models.CharField(max_length=160), default=list, blank=True)
    diagnosis = ArrayField(
        models.CharField(max_length=160), default=list, blank=True, help_text="What tells its causes apart"
    )
    see_also = models.ManyToManyField("self", blank=True, symmetrical=False, related_name="+")

    class Meta(Record.Meta):
        ordering = ["position", "code"]
        constraints = [code_matches(r"^T-[A-Z]{2,4}-\d{2,}$", "T-AN-01", "issue_code_form")]

    def get_absolute_url(self) -> str:
        return reverse("issue", args=[self.code])

    @property
    def heading(self) -> str:
        return self.title

    @property
    def lead(self) -> str:
        return self.summary

    @property
    def other_wordings(self) -> list[str]:
        return self.also_described_as

    @property
    def passages(self) -> list[Passage]:
        """The words of its public claims count for the issue."""
        records = (*self.causes.all(), *self.remedies.all())
        claims = [record for record in records if record.status == Status.PUBLISHED]
        return [
            *(Passage(claim.code, claim.text) for claim in claims),
            *(Passage("", text) for text in self.diagnosis),
        ]

    @property
    def asides(self) -> list[Passage]:
        """What to do first and how to tell the causes apart: much of it is said of other issues too."""
        first_steps = [Passage(step.code, step.text) for step in self.first_steps.all()]
        return [*first_steps, *(Passage(sign.code, sign.text) for sign in self.signs.all())]
