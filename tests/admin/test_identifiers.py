"""Identifiers are proposed, checked at their field, and fixed once given."""

import pytest
from django.test import Client

from knowledge.models import FAQ, Issue, Protocol, Record, Reference, ResistanceRecord
from tests.admin.forms import address, errors_on, fields_on, reviewed, row, submit
from tests.world import A_DRAFT_OF, a_cause, a_faq, an_issue

pytestmark = pytest.mark.usefixtures("empty_database")


@pytest.mark.parametrize(
    ("kind", "first", "after"),
    [
        (FAQ, "FAQ-01", "FAQ-91"),
        (ResistanceRecord, "RES-01", "RES-91"),
        (Protocol, "PROT-01", "PROT-91"),
        (Reference, "REF-01", "REF-991"),
    ],
)
def test_the_next_free_one_is_proposed(curator: Client, kind: type[Record], first: str, after: str) -> None:
    assert fields_on(curator, address(kind, "add"))["code"] == first
    A_DRAFT_OF[kind]()
    assert fields_on(curator, address(kind, "add"))["code"] == after


def test_a_new_reference_is_proposed_the_number_of_its_identifier(curator: Client) -> None:
    A_DRAFT_OF[Reference]()
    assert fields_on(curator, address(Reference, "add"))["number"] == 991


def test_the_areas_in_use_are_shown_to_who_names_an_issue(curator: Client) -> None:
    an_issue()
    assert "T-ZZ-91" in curator.get(address(Issue, "add")).content.decode()


def test_a_malformed_one_is_refused_at_its_field(curator: Client) -> None:
    response = submit(curator, address(FAQ, "add"), code="Q7", section="General", question="Why?")
    assert errors_on(response) == {"code": ["The identifier must look like FAQ-03."]}


def test_one_that_is_taken_is_refused_at_its_field(curator: Client) -> None:
    a_faq()
    response = submit(curator, address(FAQ, "add"), code="FAQ-90", section="General", question="Why?")
    assert errors_on(response) == {"code": ["This identifier is taken; identifiers are never reused."]}


def test_a_malformed_one_of_a_claim_is_refused_in_its_row(curator: Client) -> None:
    issue = an_issue()
    typed = row("causes", 0, code="T-ZZ-90-X1", text="It is porous.")
    response = submit(curator, address(issue), **{"causes-TOTAL_FORMS": 1}, **typed)
    assert errors_on(response) == {"causes-0-code": ["The identifier must look like T-AN-01-C1."]}


def test_it_cannot_be_changed_on_the_page_of_its_record(curator: Client) -> None:
    faq = a_faq()
    submit(curator, address(faq), code="FAQ-99", question="What is it now?")
    faq.refresh_from_db()
    assert (faq.code, faq.question) == ("FAQ-90", "What is it now?")


def test_it_cannot_be_changed_in_the_list_of_claims(curator: Client) -> None:
    cause = a_cause()
    submit(curator, address(cause.issue), **row("causes", 0, code="T-ZZ-90-C9", text="It is wet."))
    reviewed(cause.issue)
    cause.refresh_from_db()
    assert (cause.code, cause.text) == ("T-ZZ-90-C1", "It is wet.")


def test_a_claim_stays_with_its_issue(curator: Client) -> None:
    cause = a_cause()
    other = an_issue("T-ZZ-91")
    submit(curator, address(cause), issue=other.pk)
    cause.refresh_from_db()
    assert cause.issue.code == "T-ZZ-90"
