"""What an issue page says first: what to do, and how to be sure which cause one has."""

import pytest

from knowledge.models import Cause, FirstStep, Issue, Protocol, Sign, Status
from knowledge.services import curation
from tests.pages.conftest import Read

AN_01 = "/issues/T-AN-01/"


def test_the_steps_before_the_cell_is_opened_stand_before_everything_else(read: Read) -> None:
    page = read(AN_01)
    ids = page.ids
    order = ["first-steps", "diagnosis", "matrix", "causes", "remedies", "references"]
    assert sorted(order, key=ids.index) == order
    first = page.by_id("T-AN-01-F1").text
    assert first == "Stop the current. Leave the cell closed. Suggest an edit to T-AN-01-F1"


def test_steps_of_one_grade_say_it_once(read: Read) -> None:
    assert read(AN_01).by_id("first-steps").text.count("No reference yet") == 1


def test_steps_of_several_grades_say_it_each(read: Read) -> None:
    steps = read("/issues/T-EIS-01/")
    assert "Reported" in steps.by_id("T-EIS-01-F1").text
    assert "No reference yet" in steps.by_id("T-EIS-01-F2").text


def test_a_step_leads_to_its_protocol_as_long_as_that_is_public(read: Read) -> None:
    assert "PROT-02" in read(AN_01).by_id("T-AN-01-F4").text
    curation.retire(Protocol.objects.get(code="PROT-02"))
    assert "PROT-02" not in read(AN_01).by_id("T-AN-01-F4").text


def test_a_sign_names_its_technique_its_sources_and_its_cause(read: Read) -> None:
    sign = read(AN_01).by_id("T-AN-01-S5").text
    assert sign == (
        "The interphase grows while the cell works. 14 Suggest an edit to T-AN-01-S5"
        " SIMS Cause C3 Mixed-conducting interphase inferred"
    )


def test_a_sign_that_a_source_links_to_its_cause_is_not_called_inferred(read: Read) -> None:
    sign = read(AN_01).by_id("T-AN-01-S1").text
    assert "No reference yet" in sign
    assert "inferred" not in sign


def test_a_sign_without_a_source_that_a_curator_inferred_says_so(read: Read) -> None:
    assert "Inferred" in read("/issues/T-CA-01/").by_id("T-CA-01-S3").text


def test_a_cause_leads_to_the_signs_that_point_to_it(read: Read) -> None:
    page = read(AN_01)
    assert "Confirm Galvanostatic cycling Focused ion beam SEM" in page.by_id("T-AN-01-C1").text
    assert {"#T-AN-01-S1", "#T-AN-01-S2"} <= set(page.links)


def test_a_cause_that_is_hidden_is_pointed_to_by_nothing(read: Read) -> None:
    Cause.objects.filter(code="T-AN-01-C3").update(status=Status.DRAFT)
    assert "nothing recorded" in read(AN_01).by_id("T-AN-01-S5").text


def test_the_reference_list_says_which_signs_rest_on_each(read: Read) -> None:
    assert read(AN_01).by_id("ref-14").text.endswith("Cited by S5")


def test_what_is_not_known_is_said_in_words(read: Read) -> None:
    FirstStep.objects.filter(issue__code="T-AN-01").delete()
    Sign.objects.filter(issue__code="T-AN-01").delete()
    page = read(AN_01)
    assert "No first steps are recorded" in page.by_id("first-steps").text
    assert "No sign that tells the causes apart" in page.by_id("diagnosis").text
    assert "no sign recorded" in page.by_id("T-AN-01-C1").text


def test_the_strongest_evidence_stands_first(read: Read) -> None:
    articles = [each.get("id") for each in read(AN_01).all("article") if "-R" in each.get("id")]
    assert articles == ["T-AN-01-R1", "T-AN-01-R3", "T-AN-01-R4", "T-AN-01-R2"]


def test_the_matrix_shows_the_measured_factor_under_its_remedy(read: Read) -> None:
    rows = [row.text for row in read(AN_01).all("tr")]
    assert any(row.startswith("Remedy R1 Metallic interlayer 18.5× lower resistance") for row in rows)


def test_a_remedy_says_how_to_do_it_or_that_there_is_no_protocol(read: Read) -> None:
    page = read(AN_01)
    assert "Do it PROT-01" in page.by_id("T-AN-01-R1").text
    assert "No protocol yet." in page.by_id("T-AN-01-R3").text


def test_an_issue_without_a_drawn_shape_shows_none(read: Read) -> None:
    assert "Voltage collapses to zero. Schematic." in read(AN_01).text
    Issue.objects.filter(code="T-AN-01").update(trace="")
    curation.saved(Issue.objects.get(code="T-AN-01"))
    assert "Schematic" not in read(AN_01).text


@pytest.mark.usefixtures("seed")
def test_first_steps_and_signs_are_searched_beside_the_claims() -> None:
    issue = Issue.objects.get(code="T-AN-01")
    assert "T-AN-01-C1" in {passage.code for passage in issue.passages}
    assert {"T-AN-01-S5", "T-AN-01-F1"} <= {passage.code for passage in issue.asides}
