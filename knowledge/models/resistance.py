"""ResistanceRecord: an area-specific interfacial resistance before and after a modification."""

from decimal import Decimal

from django.db import models
from django.db.models.functions import NullIf
from django.urls import reverse

from knowledge.models.record import Record, code_matches


class ResistanceRecord(Record):
    """One row of measured data. What the source does not state stays null."""

    kind = "resistance"
    kind_label = "Resistance data"
    kind_label_plural = "Resistance data"

    system_configuration = models.CharField(max_length=200, help_text="Na / NZSP electrolyte")
    electrolyte = models.CharField(max_length=120, help_text="As the source names it")
    modification = models.CharField("modification strategy", max_length=300)
    initial_ohm_cm2 = models.DecimalField(
        "initial resistance (Ω cm²)", max_digits=12, decimal_places=3, null=True, blank=True
    )
    final_ohm_cm2 = models.DecimalField(
        "final resistance (Ω cm²)", max_digits=12, decimal_places=3, null=True, blank=True
    )
    factor = models.GeneratedField(
        # NULLIF: 0 must fail at its constraint, with its message, not as a division by zero
        expression=models.F("initial_ohm_cm2") / NullIf(models.F("final_ohm_cm2"), models.Value(Decimal(0))),
        output_field=models.DecimalField(max_digits=14, decimal_places=2, null=True),
        db_persist=True,
        help_text="Initial divided by final; null unless both are stated",
    )
    footnote = models.TextField(blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            code_matches(r"^RES-\d{2,}$", "RES-01", "resistance_code_form"),
            models.CheckConstraint(
                condition=models.Q(initial_ohm_cm2__isnull=True) | models.Q(initial_ohm_cm2__gt=0),
                name="resistance_initial_positive",
                violation_error_message="The initial resistance must be greater than 0 Ω cm².",
            ),
            models.CheckConstraint(
                condition=models.Q(final_ohm_cm2__isnull=True) | models.Q(final_ohm_cm2__gt=0),
                name="resistance_final_positive",
                violation_error_message="The final resistance must be greater than 0 Ω cm².",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("resistance", args=[self.code])

    @property
    def heading(self) -> str:
        return self.modification

    @property
    def lead(self) -> str:
        before, after = (
            "not stated" if value is None else f"{value.normalize():f}"
            for value in (self.initial_ohm_cm2, self.final_ohm_cm2)
        )
        return f"{self.system_configuration}: {before} → {after} Ω cm²"

    @property
    def searched_text(self) -> str:
        return "\n".join((self.electrolyte, self.footnote))
