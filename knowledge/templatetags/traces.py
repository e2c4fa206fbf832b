"""The shape of a plot, drawn small: what one recognises before one knows the word for the fault."""

from typing import Any

from django import template

from knowledge.templatetags.trace_shapes import FLOOR, LEFT, RIGHT, SHAPES, TOP

register = template.Library()


@register.inclusion_tag("knowledge/figures/trace.html")
def trace_figure(slug: str, label: str = "") -> dict[str, Any]:
    """The shape of that name (`Issue.trace`) as SVG; nothing for a name without a shape.

    With a `label` it is an image of that name; without one it is hidden from those who listen,
    for a caption beside it says the same.
    """
    shape = SHAPES.get(slug)
    axes = f"M{LEFT} {TOP}V{FLOOR}H{RIGHT}"
    return {"shape": shape, "label": label, "axes": axes, "right": RIGHT, "under": FLOOR + 12}
