"""Protocols: stages, steps, and parameters with their unit."""

from rest_framework import serializers

from knowledge.api.serializers.evidence import EvidenceWorks, GradeOfClaim, GradeOfWhole
from knowledge.api.serializers.fields import HTML, Code, Quantity, Slug, Text
from knowledge.api.serializers.record import Citations, CitationsThroughout, RecordSerializer
from knowledge.models import Outcome, Parameter, Pitfall, Stage, Step


class ParameterSerializer(serializers.Serializer[Parameter]):
    """`value_low` and `value_high` are numbers in `unit`; `value` is what to print."""

    name = serializers.CharField()
    qualifier = serializers.ChoiceField(Parameter.Qualifier.choices)
    value_low = Quantity()
    value_high = Quantity()
    value_text = Text()
    unit = Text()
    value = serializers.CharField(help_text="As it is printed, with sign and unit: ~300–400 MPa")
    example_of = Text()
    note = Text()


class OutcomeSerializer(serializers.Serializer[Outcome]):
    sign = serializers.CharField()
    meaning = serializers.CharField()
    issue = Code()


class StepSerializer(serializers.Serializer[Step]):
    id = serializers.CharField(source="code", help_text="PROT-01-S4.2")
    text = serializers.CharField()
    html = HTML(source="text")
    technique = Slug()
    parameters = ParameterSerializer(many=True)
    outcomes = OutcomeSerializer(many=True)
    references = Citations()
    evidence = GradeOfClaim()
    evidence_works = EvidenceWorks()


class PitfallSerializer(serializers.Serializer[Pitfall]):
    id = serializers.CharField(source="code", help_text="PROT-03-P1")
    text = serializers.CharField()
    html = HTML(source="text")
    references = Citations()
    evidence = GradeOfClaim()
    evidence_works = EvidenceWorks()


class StageSerializer(serializers.Serializer[Stage]):
    id = serializers.CharField(source="code", help_text="PROT-01-S4")
    title = serializers.CharField()
    steps = StepSerializer(many=True)


class ProtocolSerializer(RecordSerializer):
    title = serializers.CharField(help_text="What is made or measured, in a line")
    purpose = serializers.CharField(help_text="What the protocol is for")
    stages = StageSerializer(many=True, help_text="Stages with their steps and the parameters of each")
    references = CitationsThroughout()
    evidence = GradeOfWhole()
    pitfalls = PitfallSerializer(many=True, help_text="What goes wrong with it")

    first_added = "pitfalls"
