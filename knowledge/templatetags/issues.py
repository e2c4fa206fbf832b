"""What only the page of an issue shows."""

from django import template

from knowledge.models import Term

register = template.Library()

# what still fits on one line of a narrow column
LONGEST_NAME = 24


@register.filter
def technique_name(technique: Term) -> str:
    """The plain name where it is short (Galvanostatic cycling), else the abbreviation (EIS)."""
    return technique.label if len(technique.label) <= LONGEST_NAME else technique.short_name
