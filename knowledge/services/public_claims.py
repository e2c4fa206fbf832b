"""Everything public that can carry a citation: one QuerySet for each model."""

from typing import TypeAlias

from django.db.models import QuerySet

from knowledge.models import (
    CONTENT_MODELS,
    FAQPoint,
    FirstStep,
    Pitfall,
    Record,
    Sign,
    Status,
    Step,
)

# a part is public with the record that it stands in
Part: TypeAlias = FirstStep | Sign | FAQPoint | Step | Pitfall
AnyClaim: TypeAlias = Record | Part


def public_claims() -> list[QuerySet[AnyClaim]]:
    """Kind by kind, each in its own order, with what their addresses need."""
    return [*_records(), *public_parts()]


def public_parts() -> list[QuerySet[Part]]:
    """First steps, signs, points of answers, steps and pitfalls of protocols."""
    public = Status.PUBLISHED
    return [
        FirstStep.objects.filter(issue__status=public).select_related("issue"),
        Sign.objects.filter(issue__status=public).select_related("issue"),
        FAQPoint.objects.filter(faq__status=public).select_related("faq"),
        Step.objects.filter(stage__protocol__status=public).select_related("stage__protocol"),
        Pitfall.objects.filter(protocol__status=public).select_related("protocol"),
    ]


def _records() -> list[QuerySet[Record]]:
    return [model.objects.published().select_related(model.belongs_to or None) for model in CONTENT_MODELS]
