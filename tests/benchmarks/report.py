"""The report: a table of all ways for each size, and each target with whether it was met."""

import os
from collections.abc import Iterator

from tests.benchmarks.figures import Figures, table
from tests.benchmarks.measuring import COLD

_DATASETTE, _OUR_JOB = "SQLite as Datasette", "SQLite, our job"
_WAYS = ("API", "page", "in process", "SQL", _DATASETTE, _OUR_JOB, "tantivy")
_OTHER_TIMES = ("API" + COLD, _DATASETTE + COLD, "tantivy" + COLD, "API, again", "page, again")
_LARGE, _HUGE = 100_000, 1_000_000
_MET = {True: "met", False: "**not met**"}
# ms and ratios of issue 4, "Fast"
_P95_MS = 150
_RATIO = 0.5
_RATIOS = {"facet + word": 0.1}
_RARE_MS = 5
_SUGGESTION_MS = 10
_GROWTH = 4
_AGAIN = 2
_SAVE_MS = 8
_REBUILD_S = 120
_OVERLAPS = {"word in 0.3-1 %": 0.95, "word in 10-30 %": 0.95, "two words": 0.85}
_COUNT_ERROR = 0.05

_READING = """\
Milliseconds, median / 95th percentile of the queries of a class; the whole page each time: 20 results with
marked passages, their number, the counts of every facet.

- API, page: through HTTP to one gunicorn worker on this machine, to the last byte, compressed. In process:
  `search()` alone. SQL: its statements alone, run again by the driver. All of them are the third run of a
  query, each at a new content revision, so that no kept answer is given.
- SQLite as Datasette: the table page's statements in process: all words must match, no ranking, nothing
  marked. SQLite, our job: any word may match, ranked, passages marked, the same counts. tantivy: the same
  job, in process.
- Ratio: in process to SQLite as Datasette, by medians: whole pages without HTTP on both sides. For several
  words the two do not do the same: Datasette wants all of them, and often finds nothing, quickly.
- Cold: a new session with the database (or a newly opened file or index) and the first run of this query.
  The operating system's cache and PostgreSQL's shared buffers cannot be emptied from here.
- Again: the same request at an unchanged revision."""


def text(runs: list[Figures]) -> str:
    """Markdown for one or several sizes, the smallest first."""
    parts = ["# Speed of search", _READING]
    for figures in runs:
        parts += [f"## {figures.records:,} records ({figures.entries:,} entries with causes and remedies)"]
        parts += [_classes(figures), _other_times(figures), _others(figures)]
        parts += ["\n".join(f"- {line}" for line in _targets(figures))]
    parts += ["\n".join(f"- {line}" for line in _growth(runs))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _classes(figures: Figures) -> str:
    heads = ["class", "matching", *_WAYS, "ratio", "ratio, our job"]
    rows = [
        [
            name,
            f"{figures.matching[name]:,.0f}",
            *(str(figures.series(name, way)) for way in _WAYS),
            f"{_ratio(figures, name):.2f}",
            f"{_ratio(figures, name, _OUR_JOB):.2f}",
        ]
        for name in figures.classes
    ]
    return table(heads, rows)


def _other_times(figures: Figures) -> str:
    rows = [[name, *(str(figures.series(name, way)) for way in _OTHER_TIMES)] for name in figures.classes]
    return table(["class", *_OTHER_TIMES], rows)


def _others(figures: Figures) -> str:
    saves = (
        f"{kind} {cost['with']:.1f} with search, {cost['without']:.1f} without"
        for kind, cost in figures.saves.items()
    )
    lines = [
        f"{os.cpu_count()} cores, load {figures.load[0]:.1f} before and {figures.load[1]:.1f} after",
        f"Hello world through the same middleware: {figures.hello}",
        f"Suggestions: {figures.suggestions}",
        f"A save, ms of {figures.clock}: {'; '.join(saves)}",
    ]
    if figures.rebuild_s is not None:
        lines.append(f"Rebuild: {figures.rebuild_s:.0f} s; the API meanwhile: {figures.during_rebuild}")
    return "\n".join(f"- {line}" for line in lines)


def _targets(figures: Figures) -> Iterator[str]:
    for name in figures.classes:
        if figures.records >= _LARGE:
            yield from _targets_of_class(figures, name)
        yield from _exactness(figures, name)
    if figures.records >= _LARGE:
        yield _line("suggestions through HTTP", figures.suggestions.p95, _SUGGESTION_MS, "ms (p95)")
    worst = max((figures.series(name, "API, again").median for name in figures.classes), default=float("nan"))
    yield _line("the same query again, to hello world", worst / figures.hello.median, _AGAIN, "times")
    more = max((cost["with"] - cost["without"] for cost in figures.saves.values()), default=float("nan"))
    yield _line("a save, beyond one without search", more, _SAVE_MS, "ms CPU (dearest kind)")
    if figures.rebuild_s is not None and figures.records <= _LARGE:
        yield _line("rebuild", figures.rebuild_s, _REBUILD_S, "s")


def _targets_of_class(figures: Figures, name: str) -> Iterator[str]:
    series = figures.series(name, "API")
    yield _line(
        f"{name}: p95 through the API", float("inf") if series.given_up else series.p95, _P95_MS, "ms"
    )
    if figures.records < _HUGE:
        line = _line(f"{name}: to SQLite", _ratio(figures, name), _RATIOS.get(name, _RATIO), "times")
        yield f"{line} ({_ratio(figures, name, _OUR_JOB):.2f} times SQLite doing our job)"
        if name == "rare word":
            yield _line(
                f"{name}: in process", figures.series(name, "in process").median, _RARE_MS, "ms (median)"
            )


def _exactness(figures: Figures, name: str) -> Iterator[str]:
    if name in figures.overlap:
        least, share = _OVERLAPS.get(name), figures.overlap[name]
        wanted = f", at least {least}: {_MET[share >= least]}" if least else ""
        yield f"{name}: {share:.2f} of the exact top twenty{wanted}"
        yield _line(f"{name}: error of the count", figures.count_error[name], _COUNT_ERROR, "(median)")


def _growth(runs: list[Figures]) -> Iterator[str]:
    by_size = {figures.records: figures for figures in runs}
    if _LARGE not in by_size or _HUGE not in by_size:
        return
    for name in by_size[_HUGE].classes:
        growth = by_size[_HUGE].series(name, "API").median / by_size[_LARGE].series(name, "API").median
        yield _line(f"{name}: growth from {_LARGE:,} to {_HUGE:,}", growth, _GROWTH, "times")


def _ratio(figures: Figures, name: str, other: str = _DATASETTE) -> float:
    return figures.series(name, "in process").median / figures.series(name, other).median


def _line(what: str, value: float, most: float, unit: str) -> str:
    """NaN, where nothing was measured, is not met."""
    return f"{what}: {value:.2f}, at most {most} {unit}: {_MET[value <= most]}"
