"""References are chosen in the row of a claim; locators and quotes stand on the claim's own page."""

import pytest
from django.test import Client

from knowledge.models import Cause, Citation, FAQPoint, FirstStep, Pitfall, Reference, Sign, Step
from tests.admin.forms import address, errors_on, fields_on, reviewed, row, rows, submit
from tests.world import a_cause, a_faq, a_protocol, a_resistance_record, an_issue, with_parts

pytestmark = pytest.mark.usefixtures("empty_database")

CITATIONS = "knowledge-citation-content_type-object_id"


@pytest.fixture
def cause(references: list[Reference]) -> Cause:
    """Cites REF-901, Table 2, with a quote, and REF-902."""
    made = a_cause()
    Citation.objects.create(
        claim=made, reference=references[0], position=1, locator="Table 2", quote="So it is."
    )
    Citation.objects.create(claim=made, reference=references[1], position=2)
    return made


def cited_by(claim: Cause | FirstStep | Sign | FAQPoint | Step | Pitfall) -> list[tuple[str, str, str]]:
    return [(mark.reference.code, mark.locator, mark.quote) for mark in claim.citations.all()]


def test_the_row_shows_what_the_claim_cites(
    curator: Client, cause: Cause, references: list[Reference]
) -> None:
    chosen = fields_on(curator, address(cause.issue))["causes-0-references"]
    assert chosen == [references[0].pk, references[1].pk]


def test_a_locator_and_a_quote_survive_a_change_in_the_row(
    curator: Client, cause: Cause, references: list[Reference]
) -> None:
    first, _, third = references
    submit(curator, address(cause.issue), **row("causes", 0, references=[first.pk, third.pk]))
    reviewed(cause.issue)
    assert cited_by(cause) == [("REF-901", "Table 2", "So it is."), ("REF-903", "", "")]


def test_two_places_of_one_reference_survive_a_change_in_the_row(
    curator: Client, cause: Cause, references: list[Reference]
) -> None:
    first, second, third = references
    Citation.objects.create(claim=cause, reference=first, position=3, locator="p. 4")
    submit(curator, address(cause.issue), **row("causes", 0, references=[r.pk for r in references]))
    reviewed(cause.issue)
    assert {locator for code, locator, _ in cited_by(cause) if code == "REF-901"} == {"Table 2", "p. 4"}


def test_an_untouched_row_writes_nothing(curator: Client, cause: Cause) -> None:
    before = list(Citation.objects.values_list("pk", "position"))
    submit(curator, address(cause.issue), title="Another title")
    reviewed(cause.issue)
    assert list(Citation.objects.values_list("pk", "position")) == before


def test_all_references_can_be_taken_away(curator: Client, cause: Cause) -> None:
    submit(curator, address(cause.issue), **row("causes", 0, references=[]))
    reviewed(cause.issue)
    assert cited_by(cause) == []


def test_a_point_and_a_step_cite_in_their_row(curator: Client, references: list[Reference]) -> None:
    faq, protocol = a_faq(), a_protocol()
    submit(curator, address(faq), **row("points", 0, references=[references[0].pk]))
    submit(curator, address(protocol.stages.get()), **row("steps", 0, references=[references[1].pk]))
    assert cited_by(FAQPoint.objects.get()) == [("REF-901", "", "")]
    assert cited_by(Step.objects.get()) == [("REF-902", "", "")]


def test_a_first_step_and_a_sign_cite_in_their_row(curator: Client, references: list[Reference]) -> None:
    issue = with_parts(an_issue())
    submit(curator, address(issue), **row("first_steps", 0, references=[references[0].pk]))
    submit(curator, address(issue), **row("signs", 0, references=[references[1].pk]))
    assert cited_by(FirstStep.objects.get()) == [("REF-901", "", "")]
    assert cited_by(Sign.objects.get()) == [("REF-902", "", "")]


def test_a_pitfall_cites_in_its_row(curator: Client, references: list[Reference]) -> None:
    protocol = a_protocol()
    typed = {"number": "1", "text": "It cracks.", "references": [references[0].pk]}
    submit(curator, address(protocol), **rows("pitfalls", typed))
    pitfall = Pitfall.objects.get()
    assert pitfall.code == "PROT-90-P1"
    assert cited_by(pitfall) == [("REF-901", "", "")]


def test_a_locator_is_typed_on_the_page_of_the_claim(curator: Client, references: list[Reference]) -> None:
    record = a_resistance_record()
    typed = rows(
        CITATIONS,
        {"reference": references[2].pk, "locator": "Fig. 3", "stance": "contradicts"},
        {"reference": references[0].pk, "stance": "supports"},
    )
    submit(curator, address(record), **typed)
    marks = [(mark.reference.code, mark.locator, mark.stance) for mark in record.citations.all()]
    assert marks == [("REF-903", "Fig. 3", "contradicts"), ("REF-901", "", "supports")]
    assert [mark.position for mark in record.citations.all()] == [1, 2]


def test_the_same_place_twice_is_refused_at_the_locator(
    curator: Client, cause: Cause, references: list[Reference]
) -> None:
    typed = {
        f"{CITATIONS}-TOTAL_FORMS": 3,
        **row(CITATIONS, 2, reference=references[0].pk, locator="Table 2", stance="supports"),
    }
    response = submit(curator, address(cause), **typed)
    assert errors_on(response) == {
        f"{CITATIONS}-2-locator": ["This claim already cites that reference at that place."]
    }
    assert Citation.objects.count() == 2


def test_a_reference_that_does_not_exist_is_refused(curator: Client, cause: Cause) -> None:
    response = submit(curator, address(cause.issue), **row("causes", 0, references=["999999"]))
    assert errors_on(response) == {
        "causes-0-references": ["Select a valid choice. 999999 is not one of the available choices."]
    }
