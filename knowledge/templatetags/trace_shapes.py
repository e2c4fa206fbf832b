"""The shapes of plots by which one recognises a fault, as curves in a box of 232 by 104.

The axes run from (18, 4) down to (18, 88) and right to (226, 88). Each shape has one accented line, the
fault, and one ring, the event. They are schematic: no value can be read off them.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]

LEFT, RIGHT, TOP, FLOOR = 18, 226, 4, 88


@dataclass(frozen=True)
class Line:
    """Straight from point to point; where `smooth`, the inner points only bend it."""

    points: tuple[Point, ...]
    smooth: bool = False
    opacity: float = 1

    @property
    def d(self) -> str:
        if not self.smooth:
            return "M" + "L".join(map(_pair, self.points))
        first, *inner, last = self.points
        middles = [((x + next_x) / 2, (y + next_y) / 2) for (x, y), (next_x, next_y) in pairwise(inner)]
        bends = (f"Q{_pair(bend)} {_pair(end)}" for bend, end in zip(inner, [*middles, last], strict=True))
        return f"M{_pair(first)}{''.join(bends)}"


@dataclass(frozen=True)
class Arc:
    """Half an ellipse that stands on the floor, as a semicircle does in an impedance spectrum."""

    left: float
    radius: float
    height: float
    opacity: float = 1

    @property
    def d(self) -> str:
        right = self.left + 2 * self.radius
        return f"M{self.left:g} {FLOOR}A{self.radius:g} {self.height:g} 0 0 1 {right:g} {FLOOR}"

    @property
    def top(self) -> Point:
        return self.left + self.radius, FLOOR - self.height


@dataclass(frozen=True)
class Shape:
    """`across` and `up` name the axes; `sound` is how it looked before, `guide` what it is compared with."""

    across: str
    up: str
    fault: Line | Arc
    event: Point
    sound: tuple[Line | Arc, ...] = ()
    guide: tuple[Line | Arc, ...] = ()
    dots: tuple[Point, ...] = ()


def _pair(point: Point) -> str:
    return f"{point[0]:.4g} {point[1]:.4g}"


def _along(function: Callable[[float], float], xs: Iterable[float]) -> tuple[Point, ...]:
    return tuple((x, function(x)) for x in xs)


def _half_cycles(start: float, middle: float, width: float, heights: Iterable[tuple[float, float]]) -> Line:
    """Plating and stripping in turn: the voltage of each half cycle, from its first height to its last."""
    points, x, sign = [(start, middle)], start, -1
    for first, last in heights:
        bend = first + 0.7 * (last - first)
        points += [
            (x, middle + sign * first),
            (x + 0.3 * width, middle + sign * bend),
            (x + width, middle + sign * last),
        ]
        x, sign = x + width, -sign
    return Line(tuple(points))


def _short() -> Shape:
    growing = [(15, 16), (16, 17), (17, 19), (19, 22), (22, 25)]
    heights = [height for height in growing for _ in ("plating", "stripping")]
    cycles = _half_cycles(22, 48, 13, heights)
    collapse = (161, 18)
    noise = [
        (161, 46),
        (169, 46),
        (169, 50),
        (175, 50),
        (175, 46),
        (183, 46),
        (183, 50),
        (189, 50),
        (189, 46),
    ]
    tail = [(197, 46), (197, 50), (203, 50), (203, 46), (211, 46), (211, 50), (220, 50)]
    return Shape(
        "time",
        "U",
        fault=Line((collapse, *noise, *tail)),
        event=collapse,
        sound=(Line((*cycles.points, (152, 48), (152, 18), collapse)),),
        guide=(Line(((LEFT, 48), (RIGHT, 48))),),
    )


def _rise() -> Shape:
    cycles = _along(lambda x: 75 - 0.134 * (x - 30) - 0.00108 * (x - 30) ** 2, range(30, 212, 16))
    return Shape(
        "cycle",
        "R",
        fault=Line(cycles),
        event=cycles[-1],
        guide=(Line(((30, 75), (RIGHT, 75))),),
        dots=cycles,
    )


def _semicircle() -> Shape:
    before = [
        Arc(36, radius, 0.92 * radius, opacity) for radius, opacity in ((26, 0.45), (40, 0.65), (57, 0.85))
    ]
    last = Arc(36, 76, 70)
    return Shape("Z′", "−Z″", fault=last, event=last.top, sound=tuple(before))


def _fade() -> Shape:
    cycles = _along(lambda x: 24 + 58 * (1 - math.exp(-0.0127 * max(0, x - 41))), range(28, 220, 13))
    return Shape(
        "cycle",
        "Q",
        fault=Line(cycles[2:]),
        event=cycles[2],
        guide=(Line(((24, 24), (RIGHT, 24))),),
        dots=cycles,
    )


def _climb() -> Shape:
    cycles = _half_cycles(22, 62, 20, [(10, 11)] * 4)
    onset = 158.0
    climb = _along(lambda x: 51 - 1.6 * (math.exp((x - onset) / 13) - 1), range(158, 202, 4))
    return Shape(
        "time",
        "U",
        fault=Line(climb),
        event=climb[0],
        sound=(Line((*cycles.points, (102, 52), (110, 51), climb[0])),),
        guide=(Line(((LEFT, 62), (RIGHT, 62))),),
    )


def _pressed() -> Shape:
    loose = Arc(36, 78, 70)
    return Shape(
        "Z′",
        "−Z″",
        fault=loose,
        event=loose.top,
        sound=(Arc(36, 27, 24), Line(((178, 66), (100, 66))), Line(((107, 61), (100, 66), (107, 71)))),
    )


def _noise() -> Shape:
    start = (104.0, 34.0)
    falls = (22, 8, 30, 14, 38, 20, 26, 12, 36, 24, 41, 18, 33, 27, 44, 22, 38, 30, 43, 26, 40, 34, 37)
    jumps = tuple((108.0 + 5 * place, 30.0 + fall) for place, fall in enumerate(falls))
    return Shape(
        "time",
        "U",
        fault=Line((start, *jumps)),
        event=start,
        sound=(Line(((22, 80), (22, 40), (28, 36), (44, 34), start)),),
        guide=(Line((start, (RIGHT, 34))),),
    )


def _first_cycle() -> Shape:
    charge = ((22, 80), (23, 46), (44, 43), (110, 40), (200, 38), (204, 14))
    discharge = ((22, 24), (23, 52), (48, 53), (70, 54), (94, 56), (97, 80))
    return Shape(
        "Q",
        "U",
        fault=Line(discharge, smooth=True),
        event=discharge[-1],
        sound=(Line(charge, smooth=True),),
        guide=(Line(((97, 80), (204, 80))), Line(((204, 14), (204, 80)))),
    )


def _drop() -> Shape:
    before = _along(lambda x: 34 - 0.05 * (x - 28), range(28, 136, 15))
    after = ((142.0, 74.0), *_along(lambda x: 76 + 0.02 * (x - 157), range(157, 220, 15)))
    return Shape(
        "time",
        "R",
        fault=Line((before[-1], *after)),
        event=before[-1],
        sound=(Line(before),),
        guide=(Line((before[-1], (RIGHT, 26))),),
        dots=(*before, *after),
    )


def _high() -> Shape:
    fresh = Arc(36, 86, 74)
    return Shape("Z′", "−Z″", fault=fresh, event=fresh.top, guide=(Arc(36, 20, 18),))


SHAPES = {
    "short": _short(),
    "rise": _rise(),
    "semicircle": _semicircle(),
    "fade": _fade(),
    "climb": _climb(),
    "pressed": _pressed(),
    "noise": _noise(),
    "first-cycle": _first_cycle(),
    "drop": _drop(),
    "high": _high(),
}
