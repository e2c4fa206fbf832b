"""What a search finds in the seed, and in which order."""

import pytest

from knowledge.search.parameters import BadParameters
from knowledge.search.query import PageOutOfRange
from knowledge.typography import MARK_START
from tests.search.asking import codes, find

pytestmark = pytest.mark.usefixtures("seed")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("short circuit", "T-AN-01"),
        ("growing semicircle", "T-EIS-01"),
        ("capacity fading", "T-CYC-01"),
        ("cathode resistance rising", "T-CA-01"),
        ("ideal interlayer", "FAQ-07"),
        ("how do dendrites form", "FAQ-03"),
        ("post mortem analysis", "PROT-02"),
        ("sputtered gold interlayer NZSP", "RES-01"),
        ("t-an-01", "T-AN-01"),
        ("ref-06", "REF-06"),
        ("FAQ-03", "FAQ-03"),
    ],
)
def test_the_right_record_comes_first(asked: str, first: str) -> None:
    assert codes(f"q={asked}")[0] == first


def test_a_formula_is_found_in_every_notation_and_by_its_abbreviation() -> None:
    found = [
        set(codes(f"q={name}&page_size=100"))
        for name in ("NZSP", "Na3Zr2Si2PO12", "Na₃Zr₂Si₂PO₁₂", "na3zr2si2po12")
    ]
    assert {"RES-01", "PROT-01", "REF-06"} <= found[0]
    assert all(each == found[0] for each in found)


def test_any_word_may_match_and_all_words_come_first() -> None:
    found = codes("q=space charge nonsenseword")
    assert found[0] == "FAQ-17"
    assert "T-CA-01" in found[:3]


def test_a_phrase_must_stand_as_it_is() -> None:
    assert "T-CA-01" in codes('q="space-charge layer"')
    assert codes('q="layer space-charge"') == []


def test_a_word_with_a_minus_is_left_out() -> None:
    assert "T-AN-01" in codes("q=dendrites")
    assert "T-AN-01" not in codes("q=dendrites -anode")


def test_a_claim_is_found_through_its_issue_unless_its_kind_is_asked_for() -> None:
    assert "T-CA-01" in codes("q=infiltrate")
    assert "T-CA-01-R2" not in codes("q=infiltrate")
    assert "T-CA-01-R2" in codes("q=infiltrate&kind=remedy")


def test_facets_narrow_between_and_widen_within() -> None:
    anode = set(codes("kind=issue&interface=anode&page_size=100"))
    cathode = set(codes("kind=issue&interface=cathode&page_size=100"))
    assert set(codes("kind=issue&interface=anode&interface=cathode&page_size=100")) == anode | cathode
    assert set(codes("kind=issue&interface=anode&technique=eis&page_size=100")) < anode


def test_a_synonym_is_accepted_as_a_facet_value() -> None:
    assert codes("technique=XPS") == codes("technique=xps")
    assert codes("material=Na₃Zr₂Si₂PO₁₂") == codes("material=nzsp") != []


def test_a_record_of_a_material_is_filed_under_its_family() -> None:
    assert set(codes("material=nzsp&page_size=100")) <= set(codes("family=nasicon&page_size=100"))


def test_a_facet_is_counted_as_if_it_were_not_chosen_itself() -> None:
    def counts(query_string: str) -> dict[str, int]:
        facet = next(facet for facet in find(query_string).facets if facet.slug == "interface")
        return {value.value: value.count for value in facet.values}

    assert counts("interface=anode") == counts("")
    assert counts("interface=anode&technique=xps")["cathode"] == counts("technique=xps")["cathode"]


def test_the_grade_of_evidence_is_a_facet() -> None:
    measured = find("kind=resistance&evidence=measured&page_size=100")
    assert {"RES-01", "RES-02"} <= {hit.entry.code for hit in measured.hits}
    assert {hit.entry.evidence for hit in measured.hits} == {"measured"}
    assert measured.count < find("kind=resistance").count


def test_every_count_is_what_choosing_it_finds() -> None:
    for facet in find("q=interface").facets:
        for value in facet.values:
            assert find(f"q=interface&{facet.slug}={value.value}").count == value.count, (facet.slug, value)


def test_pages_hold_every_result_once() -> None:
    count = find("").count
    walked = [code for page in range(1, -(-count // 7) + 1) for code in codes(f"page_size=7&page={page}")]
    assert len(walked) == len(set(walked)) == count


def test_a_page_beyond_the_last_says_so() -> None:
    with pytest.raises(PageOutOfRange, match="the last page is 1"):
        find("q=ionic liquid&page_size=100&page=9")


def test_what_matched_is_marked() -> None:
    hits = find('q="space-charge"&kind=issue').hits
    assert hits
    assert all(MARK_START in hit.passages[0].text for hit in hits)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(BadParameters) as error:
        find("technique=xrays&kind=thing&page=0&page_size=9999&exact=perhaps&colour=red&q=" + "x" * 201)
    named = {fault.parameter for fault in error.value.faults}
    assert named == {"technique", "kind", "page", "page_size", "exact", "colour", "q"}
    technique = next(fault for fault in error.value.faults if fault.parameter == "technique")
    assert "xps" in technique.allowed
