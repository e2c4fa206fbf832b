"""How well an entry answers: BM25 in plain SQL, and what was added to it.

The sum over the query's words of idf x ts_rank, divided by a norm of the length, equals BM25 on four judged
collections (mean nDCG@10 0.453 for both; Django's default had 0.035). What is added here was tuned on the
tuned half of tests/relevance.
"""

from dataclasses import dataclass
from typing import Any

from knowledge.search.concepts import Concept, Understood

# for the weights D, C, B, A of SearchIndex.words
WEIGHTS = "{0.2, 0.7, 0.9, 1.0}"
# a long entry holds a word more easily; gentler than BM25's 0.75, as measured for ts_rank
NORM_FIXED, NORM_BY_LENGTH = 0.8, 0.2
# an issue gathers its claims and answers most questions; a reference only leads on
KIND_WEIGHTS = {"issue": 1.4, "faq": 1.1, "protocol": 1.05, "resistance": 1.0, "reference": 0.8}


# the share of a score that does not depend on how much of the question an entry covers
COVERAGE_FIXED = 0.5
# the n-th entry of a kind counts a little less, so that one kind with the same text does not fill a page
KIND_DECAY = 0.985
DECAYING = 20
# for the kind that the words of a question ask for (intent.py)
FAVOURED = 1.5


def kind_weight(column: str, favoured: str = "") -> str:
    """SQL: what a score is multiplied by for its kind; more for the kind that was asked for."""
    weights = {kind: weight * (FAVOURED if kind == favoured else 1) for kind, weight in KIND_WEIGHTS.items()}
    cases = " ".join(f"WHEN '{kind}' THEN {weight:.4f}" for kind, weight in weights.items())
    return f"CASE {column} {cases} ELSE 1.0 END"


def length_norm(column: str) -> str:
    """SQL with one parameter: the mean length. What a score is divided by."""
    return f"({NORM_FIXED} + {NORM_BY_LENGTH} * {column} / %(mean_length)s)"


def rank(words: str, query: str) -> str:
    """SQL: ts_rank of one query."""
    return f"ts_rank('{WEIGHTS}', {words}, {query})"


@dataclass(frozen=True)
class Score:
    """SQL that scores a row of SearchIndex: `columns` hold what each concept adds and read `words`; the sum
    of their `names` times all `factors` is the score.
    """

    names: list[str]
    columns: list[str]
    factors: dict[str, str]
    parameters: dict[str, Any]

    @property
    def total(self) -> str:
        return " * ".join([f"({' + '.join(self.names)})", *self.factors.values()])


def score_of(understood: Understood, mean_length: float) -> Score:
    parameters: dict[str, Any] = {"mean_length": mean_length}
    names = [f"concept_{place}" for place in range(len(understood.concepts))]
    named = dict(zip(names, understood.concepts, strict=True))
    columns = [f"{_concept(concept, name, parameters)} AS {name}" for name, concept in named.items()]
    factors = {
        "coverage": _coverage({name: each.rarity for name, each in named.items() if not each.is_extra}),
        "length": f"(1 / {length_norm('length')})",
        "kind": kind_weight("kind", understood.favoured_kind),
    }
    return Score(names, columns, factors, parameters)


def _coverage(asked: dict[str, float]) -> str:
    """More than proportional: all words win over some of them."""
    covered = " + ".join(f"({name} > 0)::int * {rarity:.4f}" for name, rarity in asked.items())
    share = f"({covered}) / {sum(asked.values()) or 1:.4f}"
    return f"({COVERAGE_FIXED} + {1 - COVERAGE_FIXED} * power({share}, 2))"


def _concept(concept: Concept, name: str, parameters: dict[str, Any]) -> str:
    """The best of its alternatives: other names do not add up."""
    ranked = []
    for place, each in enumerate(concept.alternatives):
        key = f"{name}_{place}"
        parameters[key] = each.query
        query = f"%({key})s::tsquery"
        scored = f"{each.weight * each.rarity:.4f} * {rank('words', query)}"
        # ts_rank does not ask whether the words stand side by side
        ranked.append(f"CASE WHEN words @@ {query} THEN {scored} END" if each.is_phrase else scored)
    return f"coalesce(greatest({', '.join(ranked)}), 0)" if ranked else "0"
