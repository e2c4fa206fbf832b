"""What was measured at an interface, its conditions, and whether two measurements may be compared."""

from rest_framework import serializers

from knowledge.api.serializers.evidence import EvidenceWorks, GradeOfClaim
from knowledge.api.serializers.fields import Codes, Quantity, RelationOf, Text
from knowledge.api.serializers.record import Citations, RecordSerializer
from knowledge.models import ResistanceRecord
from knowledge.services.comparability import Comparison


class ResistanceSerializer(RecordSerializer):
    """What the source does not state is null; the relation of a value says if it is one or a bound."""

    system_configuration = serializers.CharField()
    electrolyte = serializers.CharField(help_text="As the source names it")
    modification = serializers.CharField()
    initial_ohm_cm2 = Quantity(help_text="Ω cm²; null where the source does not state it")
    final_ohm_cm2 = Quantity(help_text="Ω cm²; null where the source does not state it")
    factor = Quantity(help_text="Initial divided by final of an improvement; null unless it follows")
    footnote = Text()
    references = Citations()
    evidence = GradeOfClaim()
    evidence_works = EvidenceWorks()
    remedies = Codes(help_text="Remedies whose effect this measures")

    quantity = serializers.ChoiceField(ResistanceRecord.Quantity.choices)
    effect = serializers.ChoiceField(ResistanceRecord.Effect.choices)
    electrolyte_formula = Text()
    electrode = Text()
    initial_relation = RelationOf("initial_ohm_cm2", "initial_relation")
    initial_uncertainty_ohm_cm2 = Quantity(help_text="± Ω cm²")
    final_relation = RelationOf("final_ohm_cm2", "final_relation")
    final_uncertainty_ohm_cm2 = Quantity(help_text="± Ω cm²")
    factor_relation = RelationOf("factor", "factor_relation")
    stated_factor = Quantity(help_text="As the source states it without both ends")
    stated_factor_relation = RelationOf("stated_factor", "stated_factor_relation")
    ccd_initial_ma_cm2 = Quantity(help_text="Critical current density, mA cm⁻²")
    ccd_initial_relation = RelationOf("ccd_initial_ma_cm2", "ccd_initial_relation")
    ccd_initial_uncertainty_ma_cm2 = Quantity(help_text="± mA cm⁻²")
    ccd_final_ma_cm2 = Quantity(help_text="Critical current density, mA cm⁻²")
    ccd_final_relation = RelationOf("ccd_final_ma_cm2", "ccd_final_relation")
    ccd_final_uncertainty_ma_cm2 = Quantity(help_text="± mA cm⁻²")
    stated_ccd_factor = Quantity(help_text="Rise of the critical current density as the source states it")
    cycling_hours = Quantity(help_text="Stable cycling, h")
    cycling_hours_relation = RelationOf("cycling_hours", "cycling_hours_relation")
    cycling_current_ma_cm2 = Quantity(help_text="mA cm⁻²")
    cycling_capacity_mah_cm2 = Quantity(help_text="Per half cycle, mAh cm⁻²")
    cell_type = serializers.ChoiceField(ResistanceRecord.CellType.choices, allow_null=True)
    normalised_to = serializers.ChoiceField(ResistanceRecord.NormalisedTo.choices, allow_null=True)
    temperature_c = Quantity(help_text="°C")
    stack_pressure_mpa = Quantity(help_text="MPa")
    stack_pressure_relation = RelationOf("stack_pressure_mpa", "stack_pressure_relation")
    electrolyte_thickness_um = Quantity(help_text="µm")
    ionic_conductivity_ms_cm = Quantity(help_text="mS cm⁻¹")
    ionic_conductivity_relation = RelationOf("ionic_conductivity_ms_cm", "ionic_conductivity_relation")
    conductivity_temperature_c = Quantity(help_text="°C")
    method = Text()
    resistance_note = Text()
    ccd_note = Text()
    full_cell = Text(help_text="Full-cell results as the source gives them")
    note = Text()
    verified = Text(help_text="What was read, and where")
    year = serializers.IntegerField(
        allow_null=True, help_text="In which the first of the works cited for it appeared"
    )

    first_added = "quantity"


class ComparisonSerializer(serializers.Serializer[Comparison]):
    may_be_compared = serializers.BooleanField()
    reasons = serializers.ListField(
        child=serializers.CharField(), help_text="Why not; empty exactly if they may be compared"
    )
