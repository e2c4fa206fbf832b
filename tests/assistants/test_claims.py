"""What is told has a reference; what has none is named, and not repeated."""

from typing import Any

import pytest

from knowledge.assistants import tools
from knowledge.assistants.shapes import FoundRecord
from knowledge.models import Citation, Remedy, ResistanceRecord, SearchEntry, Term
from knowledge.search.parameters import BadParameters
from knowledge.services import curation
from tests.world import RARE_WORD, a_remedy, cite, cited_reference

pytestmark = pytest.mark.usefixtures("seed")
SITE = "https://portal.example"


def claims(answer: Any) -> dict[str, Any]:
    return {claim.id: claim for claim in answer.record.claims}


def told_of(record: FoundRecord) -> list[str]:
    return [*(claim.id for claim in record.claims), *(claim.id for claim in record.without_support)]


def faults(call: Any, **arguments: Any) -> dict[str, list[str]]:
    with pytest.raises(BadParameters) as refused:
        call(arguments, SITE)
    return {fault.parameter: fault.allowed for fault in refused.value.faults}


def test_a_claim_comes_with_identifier_grade_references_and_address() -> None:
    claim = claims(tools.get_record({"id": "T-AN-01-R1"}, SITE))["T-AN-01-R1"]
    remedy = Remedy.objects.get(code="T-AN-01-R1")
    assert claim.text == remedy.text and claim.evidence in ("measured", "reported", "secondary")
    assert claim.url == f"{SITE}{remedy.get_absolute_url()}"
    assert [each.id for each in claim.references] == [each.reference.code for each in remedy.citations.all()]
    assert all(each.citation and each.identification for each in claim.references)


def test_what_has_no_reference_is_not_repeated() -> None:
    remedy = a_remedy()
    curation.publish(remedy)
    answer = tools.get_record({"id": "T-ZZ-90-R1"}, SITE)
    assert answer.says == "no supported claim" and not answer.record.claims
    (named,) = answer.record.without_support
    assert (named.id, named.says, named.evidence) == ("T-ZZ-90-R1", "no supported claim", "unsupported")
    found = tools.search({"q": RARE_WORD, "kind": ["remedy"]}, SITE)
    assert found.count == 1 and found.says == "no supported claim" and not found.records[0].claims
    assert RARE_WORD not in found.model_dump_json() + answer.model_dump_json()


def test_a_reference_against_a_claim_does_not_support_it_and_is_shown_beside_one_that_does() -> None:
    remedy, reference = a_remedy(), cited_reference()
    curation.publish(remedy)
    cite(remedy, reference)
    Citation.objects.update_or_create(
        object_id=remedy.pk, reference=reference, defaults={"stance": Citation.Stance.CONTRADICTS}
    )
    assert tools.get_record({"id": remedy.code}, SITE).says == "no supported claim"


def test_a_search_that_finds_nothing_says_so() -> None:
    answer = tools.search({"q": "zzyzxqua"}, SITE)
    assert (answer.says, answer.count, answer.records) == ("no supported claim", 0, [])
    assert answer.unknown == ["zzyzxqua"]


@pytest.mark.parametrize(
    "code", ["T-AN-01", "T-AN-01-R1", "FAQ-07", "FAQ-07.3", "RES-01", "PROT-01", "PROT-01-S4.2"]
)
def test_any_identifier_leads_to_claims(code: str) -> None:
    record = tools.get_record({"id": code.lower()}, SITE).record
    told = told_of(record)
    assert told and (code in told or record.id == code)
    assert code.count(".") == 0 or told == [code]


def test_a_stage_leads_to_its_steps() -> None:
    record = tools.get_record({"id": "PROT-01-S4"}, SITE).record
    told = told_of(record)
    assert told and all(each.startswith("PROT-01-S4.") for each in told)


def test_a_reference_says_what_rests_on_it() -> None:
    answer = tools.get_record({"id": "REF-06"}, SITE)
    assert answer.record.source and answer.record.source.id == "REF-06" and answer.supports


@pytest.mark.parametrize("code", ["T-AN-99", "FAQ-07.99", "RES-999"])
def test_an_identifier_that_is_none_is_told_with_those_near_it(code: str) -> None:
    assert faults(tools.get_record, id=code)["id"]


@pytest.mark.parametrize(
    "given", [{}, {"id": None}, {"id": "\0"}, {"id": ["T-AN-01"]}, {"id": "T-AN-01", "x": 1}]
)
def test_bad_arguments_of_a_record_are_refused(given: dict[str, Any]) -> None:
    assert faults(tools.get_record, **given)


def test_a_draft_is_told_to_nobody() -> None:
    a_remedy()
    assert "id" in faults(tools.get_record, id="T-ZZ-90-R1")


def test_pairs_that_may_not_be_compared_come_with_every_reason() -> None:
    answer = tools.compare_resistance({"ids": ["RES-01", "RES-02", "RES-03"]}, SITE)
    assert [record.id for record in answer.records] == ["RES-01", "RES-02", "RES-03"]
    assert len(answer.comparable) + len(answer.not_comparable) == 3
    assert all(pair.reasons for pair in answer.not_comparable)


def test_equal_conditions_make_a_pair_comparable() -> None:
    stated = {
        "cell_type": "symmetric",
        "normalised_to": "per_interface",
        "temperature_c": 25,
        "stack_pressure_mpa": 1,
    }
    for code in ("RES-91", "RES-92"):
        record = ResistanceRecord.objects.create(
            code=code,
            system_configuration="Na",
            electrolyte="NZSP",
            modification="Tin",
            final_ohm_cm2=5,
            **stated,
        )
        curation.publish(record)
    answer = tools.compare_resistance({"ids": ["res 91", "RES-92"]}, SITE)
    assert [(pair.a, pair.b) for pair in answer.comparable] == [("RES-91", "RES-92")]


def test_filters_choose_what_is_compared_and_name_what_is_left_out() -> None:
    answer = tools.compare_resistance({"interface": ["anode"]}, SITE)
    filed = SearchEntry.objects.of_kinds(["resistance"]).with_any_term(
        [Term.objects.get(facet__slug="interface", slug="anode").pk]
    )
    told = [*(record.id for record in answer.records), *answer.left_out]
    assert sorted(told) == sorted(filed.values_list("code", flat=True)) and answer.left_out


def test_bad_arguments_of_a_comparison_are_refused_all_at_once() -> None:
    found = faults(tools.compare_resistance, ids=["RES-01", "RES-999"], colour="red", material=["nzsp"])
    assert {"ids", "colour", "material"} <= set(found)
    assert "ids" in faults(tools.compare_resistance, ids=["RES-01", "res 1"])
    assert "ids" in faults(tools.compare_resistance, final_ohm_cm2_min=1e9)
