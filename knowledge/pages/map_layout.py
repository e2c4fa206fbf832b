"""Where things stand in the drawing of one issue: remedies left, causes in the middle, the issue right.

Pure arithmetic, the same result for the same input. Lengths are in the units of the drawing's own viewBox,
which the page scales as a whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH = 416
ROW_HEIGHT = 40
BOX_HEIGHT = 28
# middle and width of each column
REMEDIES = (42, 76)
CAUSES = (218, 76)
ISSUES = (370, 84)


@dataclass(frozen=True)
class Box:
    """`code` is the public identifier; x and y are its middle."""

    code: str
    x: int
    y: int
    width: int
    height: int = BOX_HEIGHT

    @property
    def left(self) -> int:
        return self.x - self.width // 2

    @property
    def right(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Link:
    """A line between two boxes; `path` is its SVG path data."""

    start: str
    end: str
    path: str


@dataclass(frozen=True)
class Drawing:
    height: int
    remedies: list[Box]
    causes: list[Box]
    issue: Box
    remedy_links: list[Link]
    cause_links: list[Link]

    @property
    def width(self) -> int:
        return WIDTH


def draw(issue: str, causes: Sequence[str], addresses: Mapping[str, Sequence[str]]) -> Drawing:
    """The drawing of an issue. `addresses` names for each remedy the causes that it is linked to.

    Causes keep their order. Remedies stand at the height of what they address, so that few lines cross;
    of equals the first comes first. The shorter column is centred.
    """
    ordered = _beside_their_causes(causes, addresses)
    rows = max(len(causes), len(ordered), 1)
    height = rows * ROW_HEIGHT
    remedy_boxes = _column(ordered, REMEDIES, height)
    cause_boxes = _column(causes, CAUSES, height)
    (issue_box,) = _column([issue], ISSUES, height)
    at = {box.code: box for box in [*remedy_boxes, *cause_boxes]}
    return Drawing(
        height,
        remedy_boxes,
        cause_boxes,
        issue_box,
        [_link(at[remedy], at[cause]) for remedy in ordered for cause in addresses[remedy] if cause in at],
        [_link(box, issue_box) for box in cause_boxes],
    )


def _beside_their_causes(causes: Sequence[str], addresses: Mapping[str, Sequence[str]]) -> list[str]:
    place = {cause: number for number, cause in enumerate(causes)}

    def height(remedy: str) -> float:
        places = [place[cause] for cause in addresses[remedy] if cause in place]
        return sum(places) / len(places) if places else len(place)

    return sorted(addresses, key=height)  # stable: equals keep their order


def _column(codes: Sequence[str], column: tuple[int, int], height: int) -> list[Box]:
    x, width = column
    top = (height - len(codes) * ROW_HEIGHT + ROW_HEIGHT) // 2
    return [Box(code, x, top + row * ROW_HEIGHT, width) for row, code in enumerate(codes)]


def _link(start: Box, end: Box) -> Link:
    """From the right edge of one box to the left edge of another, level at both ends."""
    half_way = (start.right + end.left) // 2
    path = f"M{start.right} {start.y}C{half_way} {start.y} {half_way} {end.y} {end.left} {end.y}"
    return Link(start.code, end.code, path)
