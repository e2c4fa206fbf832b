"""A section through a cell in a box of 1160 by 132: metal, sintered grains, composite, and what goes wrong.

Every place is computed, so that the drawing is the same each time. It is not to scale.
"""

from dataclasses import dataclass
from functools import cache
from math import ceil

Point = tuple[float, float]

WIDTH, HEIGHT = 1160, 132
ANODE, CATHODE = 331, 829  # where the two interfaces lie
GRAIN_COLUMNS, GRAIN_ROWS, GRAIN_SHADES = 13, 4, 3
PARTICLES_TRIED = 260
RADII = (16, 13, 10, 8, 6)
GOLDEN_RATIO = 0.6180339887


@dataclass(frozen=True)
class Cell:
    """Paths: `grains` one for each shade, `particles` a radius with the points at which they lie."""

    metal_grain: str
    grains: list[str]
    particles: list[tuple[int, str]]
    gaps: list[tuple[int, int, int, int]]
    interlayer: str
    filament: str


@cache
def cell() -> Cell:
    return Cell(
        metal_grain=_metal_grain(),
        grains=_grains(),
        particles=_particles(),
        # centre and radii: voids under the anode, gaps at the cathode
        gaps=[
            (ANODE - 2, 74, 5, 7),
            (ANODE - 2, 94, 7, 9),
            (ANODE - 2, 123, 6, 8),
            *((CATHODE + 1, y, 4, 11) for y in (26, 63, 103)),
        ],
        interlayer=f"M{ANODE} 0v61",
        filament=f"M{ANODE + 1} 110l26-6 19 9 24-11 27 5 17-9m-68 14l22 12 20-3m-18-22l16-15 21-2",
    )


def _scattered(place: int, base: int) -> float:
    """Evenly strewn between 0 and 1 without a pattern: the Halton sequence."""
    value, fraction = 0.0, 1.0
    while place:
        fraction /= base
        value += fraction * (place % base)
        place //= base
    return value


def _metal_grain() -> str:
    strokes = []
    for line in range(26):
        x = round(200 * _scattered(line + 1, 2))
        length = min(round(30 + 90 * _scattered(line + 1, 3)), ANODE - 14 - x)
        strokes.append(f"M{x} {4 + 5 * line}h{length}")
    return "".join(strokes)


def _grains() -> list[str]:
    """The region of the electrolyte that lies nearest to each of a loose grid of points."""
    seeds = _seeds()
    shades = [""] * GRAIN_SHADES
    for place, seed in enumerate(seeds):
        region: list[Point] = [(ANODE, 0), (CATHODE, 0), (CATHODE, HEIGHT), (ANODE, HEIGHT)]
        for other in seeds:
            if other != seed and abs(other[0] - seed[0]) < 160:
                region = _nearer(region, seed, other)
        corners = " ".join(f"{x:.0f} {y:.0f}" for x, y in region)
        shades[int(place * GOLDEN_RATIO * 7) % GRAIN_SHADES] += f"M{corners}z"
    return shades


def _seeds() -> list[Point]:
    column, row = (CATHODE - ANODE) / GRAIN_COLUMNS, HEIGHT / GRAIN_ROWS
    return [
        (
            ANODE + (x + 0.5 + (0.25 if y % 2 else -0.25)) * column + 22 * (_scattered(n, 2) - 0.5),
            (y + 0.5) * row + 16 * (_scattered(n, 3) - 0.5),
        )
        for n, (y, x) in enumerate(((y, x) for y in range(GRAIN_ROWS) for x in range(GRAIN_COLUMNS)), start=1)
    ]


def _nearer(region: list[Point], seed: Point, other: Point) -> list[Point]:
    """The part of a convex region that lies nearer to `seed` than to `other`."""
    across, down = other[0] - seed[0], other[1] - seed[1]
    limit = (across * (seed[0] + other[0]) + down * (seed[1] + other[1])) / 2
    kept: list[Point] = []
    for place, corner in enumerate(region):
        following = region[(place + 1) % len(region)]
        here = across * corner[0] + down * corner[1] - limit
        there = across * following[0] + down * following[1] - limit
        if here <= 0:
            kept.append(corner)
        if here * there < 0:
            part = here / (here - there)
            kept.append(
                (
                    corner[0] + part * (following[0] - corner[0]),
                    corner[1] + part * (following[1] - corner[1]),
                )
            )
    return kept


def _particles() -> list[tuple[int, str]]:
    """The large ones first, and the smaller ones into what they leave free."""
    placed: list[tuple[int, int, int]] = []
    for attempt in range(PARTICLES_TRIED * len(RADII)):
        radius = RADII[attempt // PARTICLES_TRIED]
        if len([1 for *_, other in placed if other == radius]) >= ceil(14 * 16 / radius):
            continue
        left = CATHODE + radius + 3
        x = round(left + (WIDTH + 8 - left) * _scattered(attempt + 1, 2))
        y = round(-4 + (HEIGHT + 8) * _scattered(attempt + 1, 3))
        if all((x - a) ** 2 + (y - b) ** 2 > (radius + other + 2) ** 2 for a, b, other in placed):
            placed.append((x, y, radius))
    return [(2 * radius, "".join(f"M{x} {y}h0" for x, y, of in placed if of == radius)) for radius in RADII]
