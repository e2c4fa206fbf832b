"""What is drawn on the server: the shapes of plots and the section through a cell."""

import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from knowledge.models import Issue
from knowledge.templatetags import cell_drawing

every_shape = pytest.mark.parametrize("slug", Issue.Trace.values)


def drawn(slug: str, label: str = "") -> str:
    template = Template("{% load traces %}{% trace_figure slug label %}")
    return template.render(Context({"slug": slug, "label": label})).strip()


def root(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


@every_shape
def test_every_shape_that_an_issue_can_have_is_drawn_within_its_box(slug: str) -> None:
    svg = root(drawn(slug))
    assert svg.get("viewBox") == "0 0 232 104"
    for line in svg.iter("path"):
        for corner in re.findall(r"[ML](\S+) ([^A-Z]+)", line.get("d") or ""):
            x, y = map(float, corner)
            assert 0 <= x <= 232, slug
            assert 0 <= y <= 104, slug


@every_shape
def test_a_shape_has_one_fault_one_event_and_two_named_axes(slug: str) -> None:
    svg = root(drawn(slug))
    classes = [element.get("class") for element in svg]
    assert classes.count("trace-fault") == 1
    assert classes.count("trace-event") == 1
    assert all(text.text for text in svg.iter("text"))
    assert len(list(svg.iter("text"))) == 2


def test_no_two_shapes_are_alike() -> None:
    assert len({drawn(slug) for slug in Issue.Trace.values}) == len(Issue.Trace.values)


def test_a_shape_beside_its_caption_is_hidden_from_those_who_listen() -> None:
    assert root(drawn("short")).get("aria-hidden") == "true"


def test_a_shape_alone_is_an_image_with_a_name() -> None:
    svg = root(drawn("short", "Voltage collapses to <zero>"))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "Voltage collapses to <zero>"
    assert svg.get("aria-hidden") is None


@pytest.mark.parametrize("slug", ["", "unheard-of"])
def test_what_has_no_shape_is_not_drawn(slug: str) -> None:
    assert drawn(slug) == ""


def test_the_grains_of_the_electrolyte_lie_between_the_interfaces() -> None:
    for grains in cell_drawing.cell().grains:
        corners = [float(x) for grain in grains.split("z") for x in grain.strip("M").split()[::2]]
        assert min(corners) >= cell_drawing.ANODE
        assert max(corners) <= cell_drawing.CATHODE


def test_the_particles_of_the_cathode_do_not_overlap() -> None:
    placed = [
        (float(x), float(y), width / 2)
        for width, path in cell_drawing.cell().particles
        for x, y in re.findall(r"M(\S+?) (\S+?)h0", path)
    ]
    assert len(placed) > 40
    for place, (x, y, radius) in enumerate(placed):
        assert x - radius > cell_drawing.CATHODE
        for a, b, other in placed[:place]:
            assert (x - a) ** 2 + (y - b) ** 2 > (radius + other) ** 2
