"""The recorded figures of the tuned half, below which the search must not fall."""

from dataclasses import asdict, dataclass
from math import floor
from pathlib import Path

import yaml

from tests.relevance.judging import Figures, Outcome, figures, figures_by_class

FILE = Path(__file__).parent / "recorded.yaml"
_HEAD = (
    "# Written by `python -m tests.relevance --record`. The first answer's place by query names what fell.\n"
)
# recorded figures are cut, never rounded up, so that the same search always reaches them
_DECIMALS = 4
_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Record:
    """`ranks` is class -> query -> place of the first answer, None where the first page had none."""

    overall: Figures
    classes: dict[str, Figures]
    ranks: dict[str, dict[str, int | None]]


def write(outcomes: list[Outcome]) -> None:
    """Record the outcomes of the whole tuned half."""
    ranks: dict[str, dict[str, int | None]] = {}
    for outcome in outcomes:
        ranks.setdefault(outcome.query.klass, {})[outcome.query.text] = outcome.rank
    by_class = figures_by_class(outcomes)
    record = {
        "overall": _cut(figures(outcomes)),
        "classes": {name: _cut(row) for name, row in by_class.items()},
        "ranks": ranks,
    }
    text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=110)
    FILE.write_text(_HEAD + text, encoding="utf-8")


def read() -> Record:
    record = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    classes = {name: Figures(**row) for name, row in record["classes"].items()}
    return Record(Figures(**record["overall"]), classes, record["ranks"])


def shortfalls(outcomes: list[Outcome], recorded: Record) -> list[str]:
    """Where top-3 or MRR, over all or of a class, lies below the record, and the queries that fell."""
    measured = figures_by_class(outcomes)
    pairs = {"all": (figures(outcomes), recorded.overall)}
    pairs |= {
        name: (now, recorded.classes[name]) for name, now in measured.items() if name in recorded.classes
    }
    found = [
        f"{name}: {measure} {getattr(now, measure):.4f}, recorded {getattr(before, measure):.4f}"
        for name, (now, before) in pairs.items()
        for measure in ("top_3", "mrr")
        if getattr(now, measure) < getattr(before, measure) - _TOLERANCE
    ]
    return [*found, *_fallen(outcomes, recorded)] if found else []


def _fallen(outcomes: list[Outcome], recorded: Record) -> list[str]:
    lines: list[str] = []
    for outcome in outcomes:
        before = recorded.ranks.get(outcome.query.klass, {}).get(outcome.query.text)
        if before is not None and (outcome.rank is None or outcome.rank > before):
            now = outcome.rank or "not on the first page"
            lines.append(f"  {outcome.query.klass}: {outcome.query.text!r} was at {before}, is {now}")
    return lines


def _cut(row: Figures) -> dict[str, float]:
    scale = 10**_DECIMALS
    measures = asdict(row)
    queries = measures.pop("queries")
    return {"queries": queries, **{name: floor(value * scale) / scale for name, value in measures.items()}}
