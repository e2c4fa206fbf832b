"""The section through a cell."""

from typing import Any

from django import template

from knowledge.templatetags import cell_drawing

register = template.Library()


@register.inclusion_tag("knowledge/figures/cell.html")
def cell_section() -> dict[str, Any]:
    """The drawing alone, hidden from those who listen: the names of the zones stand beside it."""
    return {
        "cell": cell_drawing.cell(),
        "width": cell_drawing.WIDTH,
        "height": cell_drawing.HEIGHT,
        "anode": cell_drawing.ANODE,
        "cathode": cell_drawing.CATHODE,
        "cathode_width": cell_drawing.WIDTH - cell_drawing.CATHODE,
    }
