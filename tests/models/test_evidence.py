"""The rule of the evidence, as a table: what supports a claim, and the grade that follows."""

import pytest

from knowledge.models.evidence import Evidence, Grade, Support, grade_of_whole, judge

MEASURED, REPORTED, SECONDARY, INFERRED, UNSUPPORTED = Grade


def supports(*kinds: str) -> list[Support]:
    """One work for each kind of source; `!` before the kind: it contradicts."""
    return [
        Support(work, kind.removeprefix("!"), contradicts=kind.startswith("!"))
        for work, kind in enumerate(kinds, start=1)
    ]


@pytest.mark.parametrize(
    ("kinds", "has_number", "grade"),
    [
        (["primary"], True, MEASURED),
        (["primary"], False, REPORTED),
        (["secondary", "primary"], True, MEASURED),
        (["review"], True, REPORTED),
        (["review"], False, REPORTED),
        (["article"], True, REPORTED),
        (["secondary", "review"], True, REPORTED),
        (["secondary"], True, SECONDARY),
        (["unknown"], True, SECONDARY),
        (["unknown", "secondary"], False, SECONDARY),
        ([], True, UNSUPPORTED),
        ([], False, UNSUPPORTED),
        (["!primary"], True, UNSUPPORTED),
        (["!primary", "secondary"], True, SECONDARY),
        (["!primary", "review"], True, REPORTED),
        (["!primary", "primary"], True, MEASURED),
    ],
)
def test_the_grade_follows_from_the_kinds_of_source(kinds: list[str], has_number: bool, grade: Grade) -> None:
    assert judge(supports(*kinds), has_number=has_number).grade == grade


def test_an_inference_is_inferred_only_while_it_has_no_source() -> None:
    assert judge([], has_number=True, is_inferred=True).grade == INFERRED
    assert judge(supports("!primary"), has_number=True, is_inferred=True).grade == INFERRED
    assert judge(supports("secondary"), has_number=True, is_inferred=True).grade == SECONDARY


def test_works_count_and_not_citations() -> None:
    twice = [Support(7, "primary"), Support(7, "primary"), Support(8, "review")]
    assert judge(twice, has_number=True) == Evidence(MEASURED, supporting_works=2, contradicting_works=0)


def test_two_references_to_one_work_give_it_the_better_kind_in_either_order() -> None:
    copies = [Support(7, "primary"), Support(7, "unknown")]
    for order in (copies, copies[::-1]):
        assert judge(order, has_number=True) == Evidence(MEASURED, 1, 0)


def test_a_contradiction_is_counted_apart_and_lowers_nothing() -> None:
    evidence = judge(supports("primary", "!primary", "!review"), has_number=True)
    assert evidence == Evidence(MEASURED, supporting_works=1, contradicting_works=2)
    assert evidence.is_disputed
    assert not judge(supports("primary"), has_number=True).is_disputed


@pytest.mark.parametrize(
    ("grades", "whole"),
    [
        ([REPORTED], REPORTED),
        ([MEASURED, REPORTED, REPORTED], REPORTED),
        ([MEASURED, REPORTED], REPORTED),
        ([MEASURED, MEASURED, UNSUPPORTED], MEASURED),
        ([SECONDARY, MEASURED, UNSUPPORTED], UNSUPPORTED),
        ([], UNSUPPORTED),
    ],
)
def test_a_whole_has_the_grade_of_most_of_its_claims_of_equals_the_weaker(
    grades: list[Grade], whole: Grade
) -> None:
    assert grade_of_whole(grades) == whole
