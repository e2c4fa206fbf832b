"""The judged queries are well formed, split in halves, and speak of records that exist."""

from typing import Any

import pytest

from tests.relevance.judgements import (
    IDENTIFIER,
    JudgedQuery,
    classes,
    faults,
    half,
    load_queries,
    read_query,
)

CLASSES = [
    *("formula", "identifier", "number", "question", "reference", "remedy"),
    *("slang", "spelling", "symptom", "technique_interface", "typo", "word_part"),
]


def test_every_class_of_the_issue_has_queries() -> None:
    assert classes() == CLASSES
    assert {query.klass for query in load_queries()} == set(CLASSES)


def test_there_are_at_least_120_queries() -> None:
    assert len(load_queries()) >= 120


@pytest.mark.parametrize("klass", CLASSES)
def test_half_of_each_class_is_held_out(klass: str) -> None:
    queries = [query for query in load_queries() if query.klass == klass]
    assert len(half(queries, held_out=True)) == len(half(queries, held_out=False)) > 0


@pytest.mark.usefixtures("seed")
def test_no_query_is_there_twice_and_every_wanted_record_can_be_shown() -> None:
    assert faults(load_queries()) == []


@pytest.mark.usefixtures("seed")
@pytest.mark.parametrize(
    ("klass", "code"), [("symptom", "T-XX-99"), ("symptom", "T-AN-01-R1"), (IDENTIFIER, "PROT-01-S4.99")]
)
def test_a_code_that_no_search_shows_is_a_fault(klass: str, code: str) -> None:
    assert code in faults([JudgedQuery(klass, "anything", {code: 3}, held_out=False)])[0]


@pytest.mark.usefixtures("seed")
def test_the_same_query_in_other_letters_is_a_fault() -> None:
    twice = [
        JudgedQuery("slang", text, {"T-AN-01": 3}, held_out=False) for text in ("dead cell", "Dead  Cell")
    ]
    assert faults(twice) == ["slang: 'Dead  Cell' is there twice"]


@pytest.mark.parametrize(
    "entry",
    [
        {"query": 1400, "wants": {"RES-03": 3}, "held_out": False},
        {"query": "1400 h", "wants": {"RES-03": 3}},
        {"query": "1400 h", "wants": {"RES-03": 2}, "held_out": False},
        {"query": "1400 h", "wants": {"RES-03": 3}, "held_out": False, "exakt": True},
    ],
)
def test_a_query_that_is_not_well_formed_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="1400"):
        read_query("number", entry)
