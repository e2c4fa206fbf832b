"""The shape of a draft: what is sent has the names of what is answered, not those of the fixtures."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from rest_framework import serializers

from knowledge.api.serializers.faq import FAQSerializer, PointSerializer
from knowledge.api.serializers.issue import (
    AddressedCauseSerializer,
    CausePointedToSerializer,
    CauseSerializer,
    FirstStepSerializer,
    IssueDetailSerializer,
    RemedySerializer,
    SignSerializer,
)
from knowledge.api.serializers.protocol import (
    OutcomeSerializer,
    ParameterSerializer,
    PitfallSerializer,
    ProtocolSerializer,
    StageSerializer,
    StepSerializer,
)
from knowledge.api.serializers.reference import CandidateSerializer, ReferenceSerializer
from knowledge.api.serializers.resistance import ResistanceSerializer
from knowledge.models import (
    FAQ,
    Cause,
    FAQPoint,
    FirstStep,
    Issue,
    Outcome,
    Parameter,
    Pitfall,
    Protocol,
    Reference,
    ReferenceCandidate,
    Remedy,
    RemedyAddressesCause,
    ResistanceRecord,
    Sign,
    SignPointsToCause,
    Stage,
    Step,
)
from knowledge.services.fixture_kind import Kind

SHOWN_BY: Mapping[type, type[serializers.Serializer[Any]]] = {
    Issue: IssueDetailSerializer,
    FirstStep: FirstStepSerializer,
    Sign: SignSerializer,
    SignPointsToCause: CausePointedToSerializer,
    Cause: CauseSerializer,
    Remedy: RemedySerializer,
    RemedyAddressesCause: AddressedCauseSerializer,
    FAQ: FAQSerializer,
    FAQPoint: PointSerializer,
    ResistanceRecord: ResistanceSerializer,
    Protocol: ProtocolSerializer,
    Stage: StageSerializer,
    Step: StepSerializer,
    Parameter: ParameterSerializer,
    Outcome: OutcomeSerializer,
    Pitfall: PitfallSerializer,
    Reference: ReferenceSerializer,
    ReferenceCandidate: CandidateSerializer,
}
_RENAMED = {"code": "id", "cites": "references", "resistance_records": "resistance", "csl_type": "type"}
# what a curator is shown beside what everybody is
FOR_CURATORS = ("status", "source_document", "position")
_INDEX = re.compile(r"\[\d+\]$")


def shown(kind: Kind) -> list[str]:
    """The fields of an answer."""
    more = [name for name in FOR_CURATORS if kind.is_record and not kind.owner and name in kind.allowed]
    return [*_answered(kind.model), *more]


@cache
def _answered(model: type) -> tuple[str, ...]:
    return tuple(SHOWN_BY[model]().fields)


def written(kind: Kind) -> dict[str, str]:
    """The fields that may be sent, with their names in the fixtures; all others follow from them."""
    names = {_shown_as(kind, name): name for name in kind.allowed}
    answered = shown(kind)
    # a draft becomes public by publishing it, never by saying so
    return {name: own for name, own in names.items() if name in answered and name != "status"}


def path_shown(kind: Kind, path: str) -> str:
    """`causes[0].cites[1]` of the fixtures as `causes[0].references[1]`."""
    steps = []
    within: Kind | None = kind
    for step in path.split("."):
        name = _INDEX.sub("", step)
        steps.append(step if within is None else _shown_as(within, name) + step.removeprefix(name))
        within = within.nested.get(name) if within else None
    return ".".join(steps)


def _shown_as(kind: Kind, name: str) -> str:
    if kind.model is Reference and name == "url":
        return "source_url"
    if name == kind.identified_by == "number" and name != kind.numbered:
        return "id"
    return _RENAMED.get(name, name)
