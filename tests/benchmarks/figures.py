"""Figures of a run: medians and 95th percentiles in milliseconds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from statistics import median
from typing import Any


@dataclass
class Series:
    """Times of one class in one engine, in ms. `given_up` counts searches that ran into their time limit."""

    times: list[float] = field(default_factory=list)
    given_up: int = 0

    def add(self, seconds: float | None) -> None:
        if seconds is None:
            self.given_up += 1
        else:
            self.times.append(1000 * seconds)

    @property
    def median(self) -> float:
        return median(self.times) if self.times else float("nan")

    @property
    def p95(self) -> float:
        """The nearest rank: of twenty values the second largest."""
        if not self.times:
            return float("nan")
        return sorted(self.times)[ceil(0.95 * len(self.times)) - 1]

    def __str__(self) -> str:
        if not self.times:
            return f"{self.given_up} given up" if self.given_up else "–"
        text = f"{_short(self.median)} / {_short(self.p95)}"
        return f"{text}, {self.given_up} given up" if self.given_up else text


@dataclass
class Figures:
    """Everything that one run measured, for one size. `classes` is class -> way -> series."""

    records: int
    entries: int
    classes: dict[str, dict[str, Series]] = field(default_factory=dict)
    matching: dict[str, float] = field(default_factory=dict)
    hello: Series = field(default_factory=Series)
    suggestions: Series = field(default_factory=Series)
    clock: str = ""
    saves: dict[str, dict[str, float]] = field(default_factory=dict)
    # class -> share of the exact top twenty that was given, and relative error of the counts
    overlap: dict[str, float] = field(default_factory=dict)
    count_error: dict[str, float] = field(default_factory=dict)
    # processes that wanted to run, on average of the last minute, before and after: ours is one of them
    load: list[float] = field(default_factory=lambda: [0.0, 0.0])
    rebuild_s: float | None = None
    # HTTP times of readers while the projection was rebuilt
    during_rebuild: Series = field(default_factory=Series)

    def series(self, name: str, way: str) -> Series:
        return self.classes.setdefault(name, {}).setdefault(way, Series())

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Figures":
        """From what dataclasses.asdict made of it."""
        plain = dict(data)
        plain["classes"] = {
            name: {way: Series(**series) for way, series in ways.items()}
            for name, ways in data["classes"].items()
        }
        for name in ("hello", "suggestions", "during_rebuild"):
            plain[name] = Series(**data[name])
        return cls(**plain)


def table(heads: list[str], rows: Iterable[list[str]]) -> str:
    """Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 99.5 else f"{number:.2g}" if number < 10 else f"{number:.3g}"
