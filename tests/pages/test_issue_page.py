import re

import pytest
from django.test import Client

from knowledge.models import Cause, Issue, Reference, Status
from knowledge.services import curation
from tests.pages.conftest import Read

CLAIMS = [f"T-AN-01-{claim}" for claim in ("C1", "C2", "C3", "R1", "R2", "R3", "R4")]


@pytest.mark.parametrize("code", CLAIMS)
def test_a_claim_is_anchored_at_its_identifier_and_shows_its_permalink(code: str, read: Read) -> None:
    page = read("/issues/T-AN-01/")
    assert page.by_id(code).tag == "article"
    assert f"/issues/T-AN-01/#{code}" in page.links


def test_citation_marks_lead_to_the_list_on_the_page(read: Read) -> None:
    page = read("/issues/T-AN-01/")
    marks = page.all("a", css_class="cite")
    assert {mark.get("href") for mark in marks} == {
        f"#ref-{number}" for number in (*range(1, 9), 14, 18, 19, 54)
    }
    supporting = [mark for mark in marks if "cite-against" not in mark.classes]
    assert all(mark.get("aria-label").startswith(f"Reference {mark.text}: ") for mark in supporting)


def test_the_reference_list_says_which_claims_each_supports(read: Read) -> None:
    entry = read("/issues/T-AN-01/").by_id("ref-1")
    assert entry.text.endswith("Web page Cited by C1 R2")


def test_the_matrix_tells_what_a_source_says_from_what_a_curator_inferred(read: Read) -> None:
    page = read("/issues/T-AN-01/")
    rows = [row.text for row in page.all("tr")]
    assert any(row.startswith("Remedy R3 ") and "Explicit in the source" in row for row in rows)
    assert any(row.startswith("Remedy R1 ") and "Inferred by the curator" in row for row in rows)
    assert any(row.startswith("Remedy R3 ") and "nothing recorded" in row for row in rows)


def test_an_inferred_link_gives_its_rationale(read: Read) -> None:
    assert (
        "Inferred by the curator: FAQ-03 lists interlayers"
        in read("/issues/T-AN-01/").by_id("T-AN-01-R1").text
    )


def test_a_remedy_shows_its_measured_effect_or_that_there_is_none(read: Read) -> None:
    page = read("/issues/T-AN-01/")
    assert "146 Ω cm² 6" in page.by_id("T-AN-01-R1").text
    assert "18.5× lower, RES-01" in page.by_id("T-AN-01-R1").text
    assert "no measured value recorded" in page.by_id("T-AN-01-R2").text


def test_a_curators_note_stands_at_the_claim_that_it_concerns(read: Read) -> None:
    claim = read("/issues/T-AN-01/").by_id("T-AN-01-R4").text
    assert "Curator’s note" in claim
    assert "mechanical strength" in claim


def test_formulae_have_true_subscripts(read: Read) -> None:
    assert "TiO<sub>2</sub>" in read("/issues/T-AN-01/").html


def test_terms_lead_to_the_search_with_that_facet(read: Read) -> None:
    assert "/search/?interface=anode" in read("/issues/T-AN-01/").links


def test_a_draft_claim_is_hidden(read: Read) -> None:
    Cause.objects.filter(code="T-AN-01-C3").update(status=Status.DRAFT)
    page = read("/issues/T-AN-01/")
    assert "T-AN-01-C3" not in page.ids
    assert "#T-AN-01-C3" not in page.links


def test_a_mark_of_a_reference_that_is_not_public_is_hidden(read: Read) -> None:
    Reference.objects.filter(code="REF-01").update(status=Status.IN_REVIEW)
    page = read("/issues/T-AN-01/")
    assert "ref-1" not in page.ids
    assert "#ref-1" not in page.links


def test_a_claim_without_a_source_says_so(read: Read) -> None:
    cause = Cause.objects.get(code="T-AN-01-C1")
    curation.set_citations(cause, [])
    assert "no reference given" in read("/issues/T-AN-01/").by_id("T-AN-01-C1").text


def test_related_records_share_terms_and_leave_the_issue_itself_out(read: Read) -> None:
    related = read("/issues/T-AN-01/").all("section", css_class="related")[0].text
    assert "FAQ-02" in related
    assert "T-AN-01" not in related


def test_a_draft_issue_is_not_there(client: Client, seed: None) -> None:
    Issue.objects.filter(code="T-AN-01").update(status=Status.DRAFT)
    assert client.get("/issues/T-AN-01/").status_code == 404
    assert "T-AN-01" not in client.get("/issues/").content.decode()


@pytest.mark.parametrize(
    ("claim", "grade"),
    [("T-AN-01-C1", "Secondary source"), ("T-AN-01-C2", "Reported"), ("T-AN-01-R1", "Measured")],
)
def test_a_claim_shows_its_grade_in_words_beside_the_bars(claim: str, grade: str, read: Read) -> None:
    page = read("/issues/T-AN-01/")
    assert f"Evidence {grade} " in page.by_id(claim).text
    assert "/about/evidence/" in page.links


@pytest.mark.parametrize(
    ("claim", "against", "supporting"), [("T-AN-01-R4", 54, [3]), ("T-GB-01-C3", 3, [53, 54])]
)
def test_a_contradiction_stands_on_both_sides_with_the_source_against_it_first(
    claim: str, against: int, supporting: list[int], read: Read
) -> None:
    page = read(f"/issues/{claim.rpartition('-')[0]}/")
    (block,) = page.all("div", css_class="dispute")
    numbers = [int(number) for number in re.findall(r"\[(\d+)]", block.text)]
    assert block.text.startswith("Sources disagree. Against it")
    assert numbers == [against, *supporting]
    assert block.text in page.by_id(claim).text


def test_a_mark_of_a_contradicting_source_says_so_and_comes_first(read: Read) -> None:
    page = read("/issues/T-AN-01/")
    (mark,) = page.all("a", css_class="cite-against")
    assert mark.text == "against 54"
    assert mark.get("aria-label").startswith("Reference 54, contradicting: ")
    assert "penetrate it. against 54 3 " in page.by_id("T-AN-01-R4").text


def test_an_issue_says_what_tells_its_causes_apart_and_what_to_see_also(read: Read) -> None:
    page = read("/issues/T-AN-02/")
    signs = page.by_id("diagnosis").text
    assert "EIS against pressure" in signs
    assert "X-ray tomography" in signs
    see_also, related = page.all("section", css_class="related")
    assert see_also.text.startswith("See also T-AN-01 Short circuit")
    for code in ("T-EIS-01", "T-ASM-02"):
        assert code in see_also.text
        assert code not in related.text


def test_issues_are_listed_under_their_area_and_each_area_once(read: Read) -> None:
    page = read("/issues/")
    areas = [heading.text for heading in page.all("h2")]
    assert areas[:4] == ["Anode", "Cathode", "Diagnostics (EIS)", "Cycling"]
    assert len(areas) == len(set(areas)) == 10
    assert len(page.all("h3")) == 23
