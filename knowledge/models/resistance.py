"""ResistanceRecord: what was measured at an interface, and under which conditions."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import NullIf
from django.urls import reverse

from knowledge.models.record import Passage, Record, code_matches


class Relation(models.TextChoices):
    """How a stored number relates to the true one, as the source states it."""

    EXACT = "exact", "as stated"
    APPROXIMATE = "approximate", "about"
    BELOW = "below", "below"
    ABOVE = "above", "above"


KNOWN = (Relation.EXACT, Relation.APPROXIMATE)
# what the factor initial/final can be said to be, by the relations of its ends
_AT_LEAST = Q(initial_relation__in=[*KNOWN, Relation.ABOVE], final_relation__in=[*KNOWN, Relation.BELOW])
_AT_MOST = Q(initial_relation__in=[*KNOWN, Relation.BELOW], final_relation__in=[*KNOWN, Relation.ABOVE])


def _number(label: str, *, places: int = 3) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(label, max_digits=14, decimal_places=places, null=True, blank=True)


def _relation(label: str) -> "models.CharField[Any, Any]":
    return models.CharField(label, max_length=11, choices=Relation.choices, default=Relation.EXACT)


class ResistanceRecord(Record):
    """One row of measured data. What the source does not state stays null; nothing is estimated."""

    kind = "resistance"
    kind_label = "Resistance data"
    kind_label_plural = "Resistance data"

    class Quantity(models.TextChoices):
        """What kind of result a row holds. Different quantities are never compared."""

        ASR = "asr", "Area-specific interfacial resistance (Ω cm²)"
        CCD = "ccd", "Critical current density (mA cm⁻²)"
        CYCLING = "cycling", "Stable cycling (h)"
        RESISTANCE = "resistance", "Resistance without an area (Ω)"
        FULL_CELL = "full_cell", "Full-cell results"
        EFFICIENCY = "efficiency", "Coulombic efficiency"
        LIMIT = "limit", "Operating limit"
        KINETICS = "kinetics", "Activation energy"
        QUALITATIVE = "qualitative", "Effect without a number"

    class Effect(models.TextChoices):
        IMPROVEMENT = "improvement", "Improvement"
        DEGRADATION = "degradation", "Degradation"
        LIMIT = "limit", "Limit"
        BENCHMARK = "benchmark", "Benchmark"
        FAILURE_ANALYSIS = "failure_analysis", "Failure analysis"
        COMPARISON = "comparison", "Comparison of two systems"

    class CellType(models.TextChoices):
        SYMMETRIC = "symmetric", "Symmetric cell"
        HALF = "half", "Half cell"
        FULL = "full", "Full cell"
        THREE_ELECTRODE = "three_electrode", "Three-electrode cell"

    class NormalisedTo(models.TextChoices):
        PER_INTERFACE = "per_interface", "per interface"
        PER_CELL = "per_cell", "per cell"

    system_configuration = models.CharField(max_length=200, help_text="Na / NZSP electrolyte")
    electrolyte = models.CharField(max_length=160, help_text="As the source names it")
    electrolyte_formula = models.CharField(max_length=120, blank=True, default="", help_text="Plain text")
    electrode = models.CharField(max_length=120, blank=True, default="")
    modification = models.CharField("modification strategy", max_length=300)
    quantity = models.CharField(max_length=11, choices=Quantity.choices, default=Quantity.ASR)
    effect = models.CharField(max_length=16, choices=Effect.choices, default=Effect.IMPROVEMENT)

    initial_ohm_cm2 = _number("initial resistance (Ω cm²)")
    initial_relation = _relation("relation of the initial resistance")
    initial_uncertainty_ohm_cm2 = _number("± initial resistance (Ω cm²)")
    final_ohm_cm2 = _number("final resistance (Ω cm²)")
    final_relation = _relation("relation of the final resistance")
    final_uncertainty_ohm_cm2 = _number("± final resistance (Ω cm²)")
    factor = models.GeneratedField(
        # NULLIF: 0 must fail at its constraint, with its message, not as a division by zero
        expression=Case(
            When(
                Q(effect="improvement") & (_AT_LEAST | _AT_MOST),
                then=F("initial_ohm_cm2") / NullIf(F("final_ohm_cm2"), Value(Decimal(0))),
            ),
            default=None,
        ),
        output_field=models.DecimalField(max_digits=14, decimal_places=2, null=True),
        db_persist=True,
        help_text="Initial / final of an improvement; null unless both are stated and bounds allow it",
    )
    stated_factor = _number("factor stated by the source without both ends")
    stated_factor_relation = _relation("relation of the stated factor")

    ccd_initial_ma_cm2 = _number("initial critical current density (mA cm⁻²)")
    ccd_initial_relation = _relation("relation of the initial critical current density")
    ccd_initial_uncertainty_ma_cm2 = _number("± initial critical current density (mA cm⁻²)")
    ccd_final_ma_cm2 = _number("final critical current density (mA cm⁻²)")
    ccd_final_relation = _relation("relation of the final critical current density")
    ccd_final_uncertainty_ma_cm2 = _number("± final critical current density (mA cm⁻²)")
    stated_ccd_factor = _number("rise of the critical current density as stated")

    cycling_hours = _number("stable cycling (h)")
    cycling_hours_relation = _relation("relation of the cycling time")
    cycling_current_ma_cm2 = _number("cycling current density (mA cm⁻²)")
    cycling_capacity_mah_cm2 = _number("capacity per half cycle (mAh cm⁻²)")

    cell_type = models.CharField(max_length=15, choices=CellType.choices, null=True, blank=True)
    normalised_to = models.CharField(max_length=13, choices=NormalisedTo.choices, null=True, blank=True)
    temperature_c = _number("temperature (°C)")
    stack_pressure_mpa = _number("stack pressure (MPa)")
    stack_pressure_relation = _relation("relation of the stack pressure")
    electrolyte_thickness_um = _number("electrolyte thickness (µm)")
    ionic_conductivity_ms_cm = _number("ionic conductivity (mS cm⁻¹)", places=6)
    ionic_conductivity_relation = _relation("relation of the ionic conductivity")
    conductivity_temperature_c = _number("temperature of the conductivity (°C)")
    method = models.CharField(max_length=300, blank=True, default="")

    resistance_note = models.TextField(blank=True, default="")
    ccd_note = models.TextField("critical current density note", blank=True, default="")
    full_cell = models.TextField(
        blank=True, default="", help_text="Full-cell results as the source gives them"
    )
    footnote = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    verified = models.CharField(max_length=120, blank=True, default="", help_text="What was read, and where")

    class Meta(Record.Meta):
        constraints = [
            code_matches(r"^RES-\d{2,}$", "RES-01", "resistance_code_form"),
            models.CheckConstraint(
                condition=Q(initial_ohm_cm2__isnull=True) | Q(initial_ohm_cm2__gt=0),
                name="resistance_initial_positive",
                violation_error_message="The initial resistance must be greater than 0 Ω cm².",
            ),
            models.CheckConstraint(
                condition=Q(final_ohm_cm2__isnull=True) | Q(final_ohm_cm2__gt=0),
                name="resistance_final_positive",
                violation_error_message="The final resistance must be greater than 0 Ω cm².",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gt": 0}),
                    name=f"resistance_{name}_positive",
                    violation_error_message=f"{label} must be greater than 0.",
                )
                for name, label in (
                    ("ccd_initial_ma_cm2", "The initial critical current density (mA cm⁻²)"),
                    ("ccd_final_ma_cm2", "The final critical current density (mA cm⁻²)"),
                    ("cycling_hours", "The cycling time (h)"),
                    ("cycling_current_ma_cm2", "The cycling current density (mA cm⁻²)"),
                    ("stack_pressure_mpa", "The stack pressure (MPa)"),
                    ("electrolyte_thickness_um", "The electrolyte thickness (µm)"),
                    ("stated_factor", "The stated factor"),
                )
            ),
            models.CheckConstraint(
                condition=Q(temperature_c__isnull=True) | Q(temperature_c__gte=Decimal("-273.15")),
                name="resistance_temperature_above_absolute_zero",
                violation_error_message="The temperature must be at least -273.15 °C.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("resistance", args=[self.code])

    @property
    def heading(self) -> str:
        return self.modification

    @property
    def lead(self) -> str:
        result = self.result
        return f"{self.system_configuration}: {result}" if result else self.system_configuration

    @property
    def passages(self) -> list[Passage]:
        texts = (self.electrolyte, self.electrolyte_formula, self.electrode, self.method, self.full_cell)
        notes = (self.resistance_note, self.ccd_note, self.footnote, self.note)
        return [Passage("", text) for text in (*texts, *notes) if text]

    @property
    def result(self) -> str:
        """The main numbers in one line: `2708 → 146 Ω cm²`; empty where the source gives none."""
        if self.initial_ohm_cm2 is not None or self.final_ohm_cm2 is not None:
            return f"{self.initial} → {self.final} Ω cm²"
        if self.ccd_final_ma_cm2 is not None:
            after = stated(self.ccd_final_ma_cm2, self.ccd_final_relation, self.ccd_final_uncertainty_ma_cm2)
            if self.ccd_initial_ma_cm2 is None:
                return f"critical current density {after} mA cm⁻²"
            before = stated(
                self.ccd_initial_ma_cm2, self.ccd_initial_relation, self.ccd_initial_uncertainty_ma_cm2
            )
            return f"critical current density {before} → {after} mA cm⁻²"
        if self.cycling_hours is not None:
            return f"stable for {stated(self.cycling_hours, self.cycling_hours_relation)} h"
        return ""

    @property
    def initial(self) -> str:
        return stated(self.initial_ohm_cm2, self.initial_relation, self.initial_uncertainty_ohm_cm2)

    @property
    def final(self) -> str:
        return stated(self.final_ohm_cm2, self.final_relation, self.final_uncertainty_ohm_cm2)

    @property
    def factor_relation(self) -> Relation | None:
        """How `factor` relates to the true one: of bounds only a bound follows. None without a factor."""
        if self.factor is None:
            return None
        ends = {Relation(self.initial_relation), Relation(self.final_relation)}
        if ends == {Relation.EXACT}:
            return Relation.EXACT
        if ends <= set(KNOWN):
            return Relation.APPROXIMATE
        is_lower_bound = self.initial_relation == Relation.ABOVE or self.final_relation == Relation.BELOW
        return Relation.ABOVE if is_lower_bound else Relation.BELOW

    @property
    def has_value(self) -> bool:
        """Whether the row holds a number of its quantity, a conductivity not counted."""
        numbers = (self.initial_ohm_cm2, self.final_ohm_cm2, self.stated_factor, self.stated_ccd_factor)
        others = (self.ccd_initial_ma_cm2, self.ccd_final_ma_cm2, self.cycling_hours)
        return any(number is not None for number in (*numbers, *others))


def stated(value: Decimal | int | None, relation: str, uncertainty: Decimal | None = None) -> str:
    """A number as the source states it: `~23`, `<10`, `3.1 ± 0.8`; `not stated` where there is none."""
    if value is None:
        return "not stated"
    sign = {Relation.APPROXIMATE: "~", Relation.BELOW: "<", Relation.ABOVE: ">"}.get(Relation(relation), "")
    tail = "" if uncertainty is None else f" ± {plain(uncertainty)}"
    return f"{sign}{plain(value)}{tail}"


def plain(number: Decimal | int) -> str:
    """Without trailing zeros and never in scientific notation."""
    return f"{Decimal(number).normalize():f}"
