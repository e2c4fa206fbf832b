"""Numbers of results, exact and estimated."""

from django import template

register = template.Library()

# An estimate from a sample is good for no more figures than these.
FIGURES_OF_AN_ESTIMATE = 3


@register.filter
def number(count: int, is_approximate: bool = False) -> str:
    """12,345, or 12,300 for an estimate."""
    if is_approximate:
        count = int(float(f"{count:.{FIGURES_OF_AN_ESTIMATE}g}"))
    return f"{count:,}"


@register.filter
def results(count: int, is_approximate: bool = False) -> str:
    """1 result, 12,345 results, about 12,300 results."""
    about = "about " if is_approximate else ""
    return f"{about}{number(count, is_approximate)} {'result' if count == 1 else 'results'}"
