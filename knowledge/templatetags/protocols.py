"""The values of a step, for its page."""

from django import template

from knowledge.models import Step
from knowledge.services import protocol_values
from knowledge.services.protocol_values import Value

register = template.Library()


@register.filter
def values(step: Step) -> list[Value]:
    """What the source gives for the step, and what the reader fills in."""
    return protocol_values.values_of(step)
