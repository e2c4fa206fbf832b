"""References from a file: a plan that changes nothing, then drafts, all or none."""

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from knowledge.models import Reference
from knowledge.services import reference_import
from knowledge.services.import_faults import ImportFailed
from knowledge.services.reference_import import Imported, Plan, PlanChanged
from knowledge.services.reference_matching import State
from knowledge.services.reference_reading import reading

pytestmark = pytest.mark.usefixtures("seed")

TWO = """
@article{smith, title={Zirconquartz one}, doi={10.1000/zq1}}
@thesis{b, title={Zirconquartz two}, year=2021}
""".strip()


def plan(text: str) -> Plan:
    return reference_import.plan(reading.read(text), "refs.bib")


def apply(text: str, **chosen: object) -> Imported:
    given: dict[str, object] = {"tag": plan(text).tag, **chosen}
    return reference_import.apply(reading.read(text), "refs.bib", **given)  # type: ignore[arg-type]


def test_a_dry_run_changes_nothing() -> None:
    before = Reference.objects.count()
    assert plan(TWO).counts == {"new": 2, "same": 0, "conflicting": 0, "faults": 0}
    assert Reference.objects.count() == before


def test_new_ones_become_drafts_with_the_next_identifiers() -> None:
    last = Reference.objects.order_by("number").last()
    assert last is not None
    created = apply(TWO).created
    number = int(last.code.removeprefix("REF-"))
    assert [each.code for each in created] == [f"REF-{number + 1}", f"REF-{number + 2}"]
    assert [each.number for each in created] == [number + 1, number + 2]
    assert {each.status for each in created} == {"draft"}


def test_where_it_is_from_and_what_was_not_seen_is_said() -> None:
    article, thesis = apply(TWO).created
    assert "Taken from refs.bib (line 1 smith) on " in article.identification_note
    assert "The work itself was not looked at." in article.identification_note
    assert (article.identification, article.source_kind) == ("identified", "article")
    assert (article.seen_in, article.doi_seen_in) == ("imported: refs.bib", "imported: refs.bib")
    assert (thesis.identification, thesis.source_kind, thesis.doi_seen_in) == ("located", "unknown", "")


def test_what_was_made_keeps_every_rule_of_a_reference() -> None:
    for each in apply(TWO).created:
        Reference.objects.get(pk=each.pk).full_clean()


def test_importing_it_again_makes_nothing() -> None:
    apply(TWO)
    assert plan(TWO).counts == {"new": 0, "same": 2, "conflicting": 0, "faults": 0}
    assert apply(TWO).created == []


def test_what_is_left_out_is_not_made() -> None:
    assert [each.title for each in apply(TWO, left_out=["line 1"]).created] == ["Zirconquartz two"]


def test_a_draft_gains_what_it_lacks_and_keeps_what_it_has() -> None:
    apply(TWO)
    more = "@article{x, title={Zirconquartz one}, doi={10.1000/zq1}, volume={9}, author={B, A}, year={2020}}"
    Reference.objects.filter(doi="10.1000/zq1").update(volume="8", confidence="low")
    (match,) = plan(more).of(State.CONFLICTING)
    assert match.may_fill
    assert apply(more).filled == []
    (filled,) = apply(more, filled=["line 1"]).filled
    assert (filled.volume, filled.authors, filled.year, filled.confidence) == ("8", ["B, A"], 2020, "low")
    assert "authors, year: Taken from refs.bib" in filled.identification_note


def test_a_public_reference_stays_as_it_is() -> None:
    text = "@article{x, doi={10.3390/batteries9010008}, author={Nobody, A}}"
    before = Reference.objects.get(code="REF-06").authors
    assert apply(text, filled=["line 1"]).filled == []
    assert Reference.objects.get(code="REF-06").authors == before


def test_nothing_is_written_when_the_plan_is_no_longer_true() -> None:
    tag = plan(TWO).tag
    apply(TWO)
    before = Reference.objects.count()
    with pytest.raises(PlanChanged):
        apply(TWO, tag=tag)
    assert Reference.objects.count() == before


def test_an_entry_that_names_no_work_is_a_fault_beside_the_others() -> None:
    found = plan("@misc{a, volume={9}}\n" + TWO)
    assert [str(fault) for fault in found.faults] == [
        "line 1: has no title, no DOI and no address; give one of them"
    ]
    assert found.counts["new"] == 2


def test_what_the_reader_let_pass_is_a_fault_and_undoes_all() -> None:
    before = Reference.objects.count()
    read = reading.read(TWO)
    read.entries[1] = replace(read.entries[1], volume="9" * 21)
    with pytest.raises(ImportFailed) as refused:
        reference_import.apply(read, "refs.bib", tag=reference_import.plan(read, "refs.bib").tag)
    assert [(fault.record, fault.field) for fault in refused.value.faults] == [("line 2", "volume")]
    assert Reference.objects.count() == before


def test_a_thousand_are_written_in_a_few_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    text = "\n".join(f"@misc{{a{number}, title={{Zirconquartz {number}}}}}" for number in range(1000))
    tag = plan(text).tag
    with django_assert_max_num_queries(10):
        assert len(apply(text, tag=tag).created) == 1000
