"""What was measured at an interface, its conditions, and whether two measurements may be compared."""

from rest_framework import serializers

from knowledge.api.serializers.evidence import EvidenceWorks, GradeOfClaim
from knowledge.api.serializers.fields import Codes, Quantity, RelationOf, Text
from knowledge.api.serializers.record import Citations, RecordSerializer
from knowledge.models import ResistanceRecord
from knowledge.services.comparability import Comparison


class ResistanceSerializer(RecordSerializer):
    """What the source does not state is null; the relation of a value says if it is one or a bound."""

    system_configuration = serializers.CharField(help_text="The cell or the interface: Na / NZSP")
    electrolyte = serializers.CharField(help_text="As the source names it")
    modification = serializers.CharField(help_text="What was done to the interface")
    initial_ohm_cm2 = Quantity(help_text="Resistance before, Ω cm²; null where the source does not state it")
    final_ohm_cm2 = Quantity(help_text="Resistance after, Ω cm²; null where the source does not state it")
    factor = Quantity(help_text="Initial divided by final of an improvement; null unless it follows")
    footnote = Text(help_text="As the source gives it")
    references = Citations()
    evidence = GradeOfClaim()
    evidence_works = EvidenceWorks()
    remedies = Codes(help_text="Remedies whose effect this measures")

    quantity = serializers.ChoiceField(
        ResistanceRecord.Quantity.choices, help_text="What kind of result it is; never compare two kinds"
    )
    effect = serializers.ChoiceField(
        ResistanceRecord.Effect.choices, help_text="What the change from initial to final means"
    )
    electrolyte_formula = Text(help_text="Formula of the electrolyte, plain")
    electrode = Text(help_text="As the source names it")
    initial_relation = RelationOf("initial_ohm_cm2", "initial_relation")
    initial_uncertainty_ohm_cm2 = Quantity(help_text="± of the resistance before, Ω cm²")
    final_relation = RelationOf("final_ohm_cm2", "final_relation")
    final_uncertainty_ohm_cm2 = Quantity(help_text="± of the resistance after, Ω cm²")
    factor_relation = RelationOf("factor", "factor_relation")
    stated_factor = Quantity(help_text="As the source states it without both ends")
    stated_factor_relation = RelationOf("stated_factor", "stated_factor_relation")
    ccd_initial_ma_cm2 = Quantity(help_text="Critical current density before, mA cm⁻²")
    ccd_initial_relation = RelationOf("ccd_initial_ma_cm2", "ccd_initial_relation")
    ccd_initial_uncertainty_ma_cm2 = Quantity(help_text="± of the one before, mA cm⁻²")
    ccd_final_ma_cm2 = Quantity(help_text="Critical current density after, mA cm⁻²")
    ccd_final_relation = RelationOf("ccd_final_ma_cm2", "ccd_final_relation")
    ccd_final_uncertainty_ma_cm2 = Quantity(help_text="± of the one after, mA cm⁻²")
    stated_ccd_factor = Quantity(help_text="Rise of the critical current density as the source states it")
    cycling_hours = Quantity(help_text="Stable cycling, h")
    cycling_hours_relation = RelationOf("cycling_hours", "cycling_hours_relation")
    cycling_current_ma_cm2 = Quantity(help_text="Current density of that cycling, mA cm⁻²")
    cycling_capacity_mah_cm2 = Quantity(help_text="Per half cycle, mAh cm⁻²")
    cell_type = serializers.ChoiceField(
        ResistanceRecord.CellType.choices, allow_null=True, help_text="The cell that was measured"
    )
    normalised_to = serializers.ChoiceField(
        ResistanceRecord.NormalisedTo.choices,
        allow_null=True,
        help_text="Whether a resistance is that of one interface or of the whole cell",
    )
    temperature_c = Quantity(help_text="Temperature of the measurement, °C")
    stack_pressure_mpa = Quantity(help_text="Stack pressure, MPa")
    stack_pressure_relation = RelationOf("stack_pressure_mpa", "stack_pressure_relation")
    electrolyte_thickness_um = Quantity(help_text="Thickness of the electrolyte, µm")
    ionic_conductivity_ms_cm = Quantity(help_text="Ionic conductivity of the electrolyte, mS cm⁻¹")
    ionic_conductivity_relation = RelationOf("ionic_conductivity_ms_cm", "ionic_conductivity_relation")
    conductivity_temperature_c = Quantity(help_text="Temperature of that conductivity, °C")
    method = Text(help_text="How it was measured, as far as the source says")
    resistance_note = Text(help_text="What the source adds to the resistances")
    ccd_note = Text(help_text="What the source adds to the critical current densities")
    full_cell = Text(help_text="Full-cell results as the source gives them")
    note = Text(help_text="What a curator adds")
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
