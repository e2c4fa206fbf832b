"""The measures, on examples that can be worked out by hand."""

from math import log2

import pytest

from tests.relevance.judgements import JudgedQuery
from tests.relevance.judging import Outcome, figures
from tests.relevance.record import Record, shortfalls

QUERY = JudgedQuery("symptom", "it died", {"A": 3, "B": 2, "C": 1}, held_out=False)


def test_the_rank_is_that_of_the_first_record_that_answers() -> None:
    assert Outcome(QUERY, ["X", "C", "B", "A"]).rank == 3
    assert Outcome(QUERY, ["C", "X"]).rank is None
    assert Outcome(QUERY, []).rank is None


def test_ndcg_weighs_grades_and_places() -> None:
    ideal = 7 + 3 / log2(3) + 1 / 2
    assert Outcome(QUERY, ["A", "B", "C"]).ndcg == 1.0
    assert Outcome(QUERY, ["B", "X", "A"]).ndcg == pytest.approx((3 + 7 / 2) / ideal)
    assert Outcome(QUERY, ["X"]).ndcg == 0.0


def test_ndcg_looks_at_ten_places() -> None:
    assert Outcome(QUERY, [*"0123456789", "A"]).ndcg == 0.0


def test_figures_are_means_over_the_queries() -> None:
    outcomes = [Outcome(QUERY, found) for found in (["A"], ["X", "B"], ["X", "X", "X", "A"], [])]
    measured = figures(outcomes)
    assert (measured.queries, measured.top_1, measured.top_3) == (4, 0.25, 0.5)
    assert measured.mrr == pytest.approx((1 + 1 / 2 + 1 / 4) / 4)


def test_a_fall_below_the_record_names_the_figure_and_the_query() -> None:
    before, now = [Outcome(QUERY, ["A"])], [Outcome(QUERY, ["X", "A"])]
    recorded = Record(figures(before), {"symptom": figures(before)}, {"symptom": {"it died": 1}})
    assert shortfalls(before, recorded) == []
    assert shortfalls(now, recorded) == [
        "all: mrr 0.5000, recorded 1.0000",
        "symptom: mrr 0.5000, recorded 1.0000",
        "  symptom: 'it died' was at 1, is 2",
    ]
