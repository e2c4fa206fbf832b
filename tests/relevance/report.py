"""The figures as a table, and the queries that the search did worst, with what was found and wanted."""

from collections.abc import Iterator

from tests.relevance.judging import Figures, Outcome, explanation, figures, figures_by_class

SHOWN = 5


def table(outcomes: list[Outcome]) -> str:
    """One line per class and one for all."""
    rows = {**figures_by_class(outcomes), "all": figures(outcomes)}
    head = f"{'class':<20} {'n':>4} {'top-1':>6} {'top-3':>6} {'MRR':>6} {'nDCG@10':>8}"
    return "\n".join([head, *(_row(name, row) for name, row in rows.items())])


def worst(outcomes: list[Outcome], number: int) -> str:
    """The queries whose first answer stands lowest, without those that are answered at the first place."""
    missed = [outcome for outcome in outcomes if not outcome.answered_within(1)]
    missed.sort(key=lambda outcome: (outcome.reciprocal_rank, outcome.ndcg))
    return "\n\n".join("\n".join(_described(outcome)) for outcome in missed[:number])


def _row(name: str, row: Figures) -> str:
    measures = f"{row.top_1:>6.3f} {row.top_3:>6.3f} {row.mrr:>6.3f} {row.ndcg:>8.3f}"
    return f"{name:<20} {row.queries:>4} {measures}"


def _described(outcome: Outcome) -> Iterator[str]:
    query = outcome.query
    place = f"first answer at {outcome.rank}" if outcome.rank else "no answer on the first page"
    yield f"{query.klass}: {query.text}  ({place}, nDCG {outcome.ndcg:.2f})"
    yield "  wanted: " + ", ".join(f"{code} ({grade})" for code, grade in query.wants.items())
    yield "  found:  " + (", ".join(map(str, outcome.found[:SHOWN])) or "nothing")
    for code in _worth_explaining(outcome):
        if reason := explanation(query.text, code):
            yield f"  {code}: {reason}"


def _worth_explaining(outcome: Outcome) -> list[str]:
    """What was found first, and what is wanted most."""
    best = max(outcome.query.wants.values())
    wanted = [code for code, grade in outcome.query.wants.items() if grade == best]
    return list(dict.fromkeys([*outcome.found[:SHOWN], *wanted]))
