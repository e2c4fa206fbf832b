"""Area-specific interfacial resistances before and after a modification."""

from rest_framework import serializers

from knowledge.api.serializers.fields import Codes, Quantity, Text
from knowledge.api.serializers.record import Citations, RecordSerializer


class ResistanceSerializer(RecordSerializer):
    system_configuration = serializers.CharField()
    electrolyte = serializers.CharField(help_text="As the source names it")
    modification = serializers.CharField()
    initial_ohm_cm2 = Quantity(help_text="Ω cm²; null where the source does not state it")
    final_ohm_cm2 = Quantity(help_text="Ω cm²; null where the source does not state it")
    factor = Quantity(help_text="Initial divided by final; null unless both are stated")
    footnote = Text()
    references = Citations()
    remedies = Codes(help_text="Remedies whose effect this measures")
