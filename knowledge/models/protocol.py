"""Protocol: stages and steps with parameters that carry their unit."""

from django.db import models
from django.urls import reverse

from knowledge.models.citation import Claim
from knowledge.models.facet import Term
from knowledge.models.issue import Issue
from knowledge.models.record import Passage, Record, code_matches
from knowledge.models.resistance import plain


class Protocol(Record):
    kind = "protocol"
    kind_label = "Protocol"
    kind_label_plural = "Protocols"

    title = models.CharField(max_length=200)
    purpose = models.TextField()

    class Meta(Record.Meta):
        constraints = [code_matches(r"^PROT-\d{2,}$", "PROT-01", "protocol_code_form")]

    def get_absolute_url(self) -> str:
        return reverse("protocol", args=[self.code])

    @property
    def heading(self) -> str:
        return self.title

    @property
    def lead(self) -> str:
        return self.purpose

    @property
    def passages(self) -> list[Passage]:
        """Each stage's title, each step with its parameters and outcomes, each pitfall."""
        found: list[Passage] = []
        for stage in self.stages.all():
            stage_code = f"{self.code}-S{stage.number}"
            found.append(Passage(stage_code, stage.title))
            found += [Passage(f"{stage_code}.{step.number}", step.whole_text) for step in stage.steps.all()]
        pitfalls = self.pitfalls.all()
        return [*found, *(Passage(f"{self.code}-P{pitfall.number}", pitfall.text) for pitfall in pitfalls)]


class Stage(models.Model):
    protocol = models.ForeignKey(Protocol, on_delete=models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ("protocol", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["protocol", "number"],
                name="stage_number_unique",
                violation_error_message="This protocol already has a stage with that number.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        return f"{self.protocol.code}-S{self.number}"


class Step(Claim):
    """One step. Its number within the stage is permanent: PROT-01-S4.2."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    technique = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("stage", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "number"],
                name="step_number_unique",
                violation_error_message="This stage already has a step with that number.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return f"{self.stage.protocol.get_absolute_url()}#{self.code}"

    @property
    def code(self) -> str:
        return f"{self.stage.code}.{self.number}"

    @property
    def whole_text(self) -> str:
        """The instruction with its parameters and what may be seen, in one line."""
        parameters = [parameter.as_text for parameter in self.parameters.all()]
        outcomes = [str(outcome) for outcome in self.outcomes.all()]
        return " · ".join((self.text, *parameters, *outcomes))


class Parameter(models.Model):
    """A named value of a step: a number, a range or words, with its unit.

    `value_low` and `value_high` are numbers in `unit`; a single number stands in `value_low` alone.
    `value_text` is what to print where the source's own form is clearer (1 MHz to 1 Hz) or not a number. What
    the source leaves open is recorded too: `value_text` is "not stated", `unit` the one to fill it in with.
    """

    class Qualifier(models.TextChoices):
        EXACT = "exact", "as stated"
        APPROXIMATE = "approximate", "about"
        BELOW = "below", "below"
        ABOVE = "above", "above"
        TYPICAL = "typical", "typically"

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="parameters")
    number = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=80)
    qualifier = models.CharField(max_length=12, choices=Qualifier.choices, default=Qualifier.EXACT)
    value_low = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    value_high = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    value_text = models.CharField(max_length=120, blank=True, default="")
    unit = models.CharField(max_length=60, blank=True, default="")
    example_of = models.CharField(
        max_length=80, blank=True, default="", help_text="Set where the value is only an example: of what"
    )
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ("step", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["step", "number"],
                name="parameter_number_unique",
                violation_error_message="This step already has a parameter with that number.",
            ),
            models.CheckConstraint(
                condition=models.Q(value_low__isnull=False) | ~models.Q(value_text=""),
                name="parameter_has_a_value",
                violation_error_message="A parameter needs a number or a text as its value.",
            ),
            models.CheckConstraint(
                condition=models.Q(value_high__isnull=True) | models.Q(value_high__gte=models.F("value_low")),
                name="parameter_range_in_order",
                violation_error_message="The lower end of a range cannot exceed its upper end.",
            ),
        ]

    def __str__(self) -> str:
        return self.as_text

    @property
    def value(self) -> str:
        """The value with sign and unit as it is printed: `~300-400 MPa`, `<0.5 ppm`, `1 MHz to 1 Hz`."""
        if self.value_text == "not stated":
            return self.value_text
        sign = {"approximate": "~", "below": "<", "above": ">"}.get(self.qualifier, "")
        if self.value_text:
            unit = "" if self.value_text.endswith(self.unit) else f" {self.unit}"
            return f"{sign}{self.value_text}{unit}"
        ends = [plain(end) for end in (self.value_low, self.value_high) if end is not None]
        return f"{sign}{'–'.join(ends)} {self.unit}".strip()

    @property
    def as_text(self) -> str:
        return f"{self.name} {self.value}"


class Pitfall(Claim):
    """What goes wrong with a protocol. Its number is permanent: PROT-03-P1."""

    protocol = models.ForeignKey(Protocol, on_delete=models.CASCADE, related_name="pitfalls")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ("protocol", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["protocol", "number"],
                name="pitfall_number_unique",
                violation_error_message="This protocol already has a pitfall with that number.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return f"{self.protocol.get_absolute_url()}#{self.code}"

    @property
    def code(self) -> str:
        return f"{self.protocol.code}-P{self.number}"


class Outcome(models.Model):
    """What may be seen at a step, and what it means."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="outcomes")
    number = models.PositiveSmallIntegerField(default=1)
    sign = models.CharField(max_length=200)
    meaning = models.CharField(max_length=200)
    issue = models.ForeignKey(
        Issue, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Where to go on"
    )

    class Meta:
        ordering = ("step", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["step", "number"],
                name="outcome_number_unique",
                violation_error_message="This step already has an outcome with that number.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign}: {self.meaning}"
