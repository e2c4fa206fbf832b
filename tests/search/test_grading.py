"""The grades that the real content gets, and what they rest on."""

import pytest

from knowledge.models import FAQ, Cause, FAQPoint, Issue, Protocol, Reference, Remedy, ResistanceRecord
from knowledge.models.evidence import Grade
from knowledge.search.grading import evidence_of, grade_of
from knowledge.services import curation
from knowledge.typography import states_a_quantity
from tests import world

pytestmark = pytest.mark.usefixtures("seed")


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("more than 9 MPa at 2.5 mA cm⁻²", True),
        ("sealed with 23 Ω cm²", True),
        ("Cut two discs of sodium foil.", False),
        ("T-AN-01 concerns Na3PS4", False),
        ("after 500 cycles", False),
    ],
)
def test_a_quantity_is_a_number_with_its_unit(text: str, states: bool) -> None:
    assert states_a_quantity(text) is states


@pytest.mark.parametrize(
    ("code", "grade"),
    [
        ("T-AN-01-R1", Grade.MEASURED),  # RES-01, primary paper
        ("T-AN-01-R3", Grade.MEASURED),  # RES-02, primary paper
        ("T-AN-01-R2", Grade.SECONDARY),  # a generated overview only
        ("T-AN-01-R4", Grade.REPORTED),  # a conference paper
    ],
)
def test_a_remedy_is_graded_by_its_sources_and_its_numbers(code: str, grade: Grade) -> None:
    evidence = evidence_of(Remedy.objects.get(code=code))
    assert evidence is not None
    assert evidence.grade == grade


def test_an_encyclopaedia_is_a_secondary_source() -> None:
    assert grade_of(Cause.objects.get(code="T-CYC-01-C2")) == Grade.SECONDARY


def test_a_contradiction_shows_on_both_sides() -> None:
    strength = evidence_of(Remedy.objects.get(code="T-AN-01-R4"))
    cracks = evidence_of(Cause.objects.get(code="T-GB-01-C3"))
    assert strength and strength.is_disputed
    assert cracks and cracks.is_disputed
    assert strength.grade == Grade.REPORTED, "a contradiction never lowers the grade"


def test_two_copies_of_one_work_count_once() -> None:
    cause = world.a_cause()
    for code in ("REF-05", "REF-19"):
        world.cite(cause, Reference.objects.get(code=code))
    evidence = evidence_of(cause)
    assert evidence is not None
    assert evidence.supporting_works == 1


def test_a_source_that_is_not_public_supports_nothing() -> None:
    cause, reference = world.a_cause(), world.a_reference()
    reference.source_kind = Reference.SourceKind.PRIMARY
    reference.save()
    world.cite(cause, reference)
    assert grade_of(cause) == Grade.UNSUPPORTED
    curation.publish(reference)
    assert grade_of(cause) == Grade.REPORTED


def test_a_lead_in_claims_nothing() -> None:
    assert evidence_of(FAQPoint.objects.get(faq__code="FAQ-02", number=1)) is None


def test_a_whole_has_the_grade_that_most_of_its_claims_have() -> None:
    assert grade_of(Issue.objects.get(code="T-AN-01")) == Grade.REPORTED
    assert grade_of(FAQ.objects.get(code="FAQ-07")) is not None
    assert grade_of(Protocol.objects.get(code="PROT-01")) == Grade.UNSUPPORTED
    assert grade_of(Reference.objects.get(code="REF-06")) is None


def test_data_without_a_number_is_not_measured() -> None:
    assert grade_of(ResistanceRecord.objects.get(code="RES-01")) == Grade.MEASURED
    assert grade_of(ResistanceRecord.objects.get(code="RES-08")) == Grade.REPORTED
