"""The search answers the tuned half of the judged queries at least as well as recorded."""

import pytest

from tests.relevance.judgements import half, load_queries
from tests.relevance.judging import judge
from tests.relevance.record import read, shortfalls

pytestmark = pytest.mark.usefixtures("seed")


def test_the_tuned_half_does_not_fall_below_the_recorded_figures() -> None:
    outcomes = [judge(query) for query in half(load_queries(), held_out=False)]
    below = shortfalls(outcomes, read())
    assert not below, "\n".join(below)


def test_every_query_of_the_tuned_half_is_recorded() -> None:
    tuned = {(query.klass, query.text) for query in half(load_queries(), held_out=False)}
    recorded = {(klass, text) for klass, ranks in read().ranks.items() for text in ranks}
    assert tuned == recorded, "the queries changed: record the figures anew"
