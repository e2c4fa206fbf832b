"""How well a claim is supported, as bars and words."""

from typing import Any

from django import template

from knowledge.models.evidence import Grade
from knowledge.search.grading import CitingClaim, evidence_of

register = template.Library()

# of three; without a source no bar is filled
BARS_FILLED = {Grade.MEASURED: 3, Grade.REPORTED: 2, Grade.SECONDARY: 1}
BARS = ((0, 4), (6, 7), (12, 10))  # x and height, in a box 10 high


@register.inclusion_tag("knowledge/partials/grade.html")
def evidence(claim: CitingClaim) -> dict[str, Any]:
    """The badge of a claim with its number of independent works; nothing for a lead-in."""
    found = evidence_of(claim)
    return _badge(found.grade, found.supporting_works) if found else {}


@register.inclusion_tag("knowledge/partials/grade.html")
def grade(value: str) -> dict[str, Any]:
    """The badge of a grade; nothing where there is none."""
    return _badge(Grade(value)) if value else {}


def _badge(grade: Grade, works: int = 0) -> dict[str, Any]:
    filled = BARS_FILLED.get(grade, 0)
    bars = [(x, 10 - height, height, place < filled) for place, (x, height) in enumerate(BARS)]
    return {"grade": grade, "bars": bars, "works": works}
