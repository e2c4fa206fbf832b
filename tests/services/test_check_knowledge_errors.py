"""What must never be in the database, and no constraint refuses, is an error of the check."""

import pytest

from knowledge.models import Cause, Issue, Reference, RemedyAddressesCause, Status
from knowledge.services.checking import Severity, check
from tests import world
from tests.services.test_check_knowledge import found, published_record, published_reference

pytestmark = pytest.mark.usefixtures("empty_database")


def test_a_citation_whose_claim_is_gone_is_an_error() -> None:
    cause = world.a_cause()
    world.cite(cause, world.cited_reference())
    Cause.objects.filter(pk=cause.pk)._raw_delete("default")
    assert found("citations of claims that no longer exist") == [f"REF-901 by cause {cause.pk}"]
    assert check()[0].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"initial_ohm_cm2": 100, "final_ohm_cm2": 300}, True),
        ({"initial_ohm_cm2": 300, "final_ohm_cm2": 100, "effect": "degradation"}, True),
        ({"quantity": "ccd", "ccd_initial_ma_cm2": 2, "ccd_final_ma_cm2": 1}, True),
        ({"initial_ohm_cm2": 100, "final_ohm_cm2": 300, "final_relation": "approximate"}, True),
        ({"initial_ohm_cm2": 100, "final_ohm_cm2": 300, "final_relation": "below"}, False),
        ({"initial_ohm_cm2": 100, "final_ohm_cm2": 300, "initial_relation": "above"}, False),
        ({"initial_ohm_cm2": 100, "final_ohm_cm2": 300, "effect": "degradation"}, False),
        ({"initial_ohm_cm2": 100, "final_ohm_cm2": 300, "effect": "comparison"}, False),
        ({"initial_ohm_cm2": None, "final_ohm_cm2": 300}, False),
    ],
)
def test_an_effect_against_its_own_numbers_is_an_error(fields: dict[str, object], is_told: bool) -> None:
    published_record(**fields)
    assert found("effects that contradict their numbers") == (["RES-90"] if is_told else [])


@pytest.mark.parametrize(
    "fields",
    [
        {"final_ohm_cm2": None, "final_relation": "below"},
        {"final_ohm_cm2": None, "final_uncertainty_ohm_cm2": 3},
        {"cycling_hours_relation": "above"},
    ],
)
def test_a_bound_or_an_uncertainty_without_its_number_is_an_error(fields: dict[str, object]) -> None:
    published_record(**fields)
    assert found("bounds and uncertainties of a number that is not there") == ["RES-90"]


def test_a_candidate_that_is_shown_as_the_source_is_an_error() -> None:
    published_reference("REF-901", identification="candidate", title="Perhaps this")
    published_reference("REF-902", identification="unidentified", doi="10.1000/abc")
    published_reference("REF-903", identification="located", doi="10.1000/abd")
    published_reference("REF-904", identification="candidate")
    assert found("references that contradict their identification") == ["REF-901", "REF-902", "REF-903"]


def test_a_copy_of_a_copy_is_an_error() -> None:
    first = published_reference("REF-901")
    second = published_reference("REF-902", same_work_as=first)
    published_reference("REF-903", same_work_as=second)
    assert found("copies of a copy") == ["REF-903"]


def test_a_remedy_for_a_cause_of_another_issue_is_an_error() -> None:
    remedy, other = world.a_remedy(), world.an_issue("T-ZZ-91")
    cause = Cause.objects.create(code="T-ZZ-91-C1", issue=other, text="A cause.")
    RemedyAddressesCause.objects.create(remedy=remedy, cause=cause)
    assert found("remedies that address a cause of another issue") == ["T-ZZ-90-R1 -> T-ZZ-91-C1"]


def test_a_published_record_that_its_form_would_refuse_is_an_error() -> None:
    reference = published_reference("REF-901")
    Reference.objects.filter(pk=reference.pk).update(url="nowhere")
    Issue.objects.filter(pk=world.an_issue(status=Status.PUBLISHED).pk).update(summary="")
    assert found("published records with a value that their form would refuse") == [
        "T-ZZ-90: summary: This field cannot be blank.",
        "REF-901: url: Enter a valid URL.",
    ]
