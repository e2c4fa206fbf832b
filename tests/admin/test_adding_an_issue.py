"""A curator writes an issue with its cause and its remedy on one page."""

from typing import Any

import pytest
from django.test import Client

from knowledge.models import Cause, Issue, Reference, Remedy, SearchEntry, Status, Term
from tests.admin.forms import address, errors_on, messages_on, row, rows, submit

pytestmark = pytest.mark.usefixtures("empty_database")

TYPED = {
    "code": "T-ZZ-01",
    "title": "Sodium creeps through zirconquartz",
    "summary": "Seen after a day.",
    "area": "anode",
    "also_described_as": "shorts, suddenly\n\nvoltage drops\n",
}


@pytest.fixture
def added(curator: Client, references: list[Reference], anode: Term) -> Any:
    first, second, third = references
    return submit(
        curator,
        address(Issue, "add"),
        **TYPED,
        terms=[anode.pk],
        **rows(
            "causes", {"text": "It is porous.", "references": [first.pk, second.pk]}, {"text": "It is wet."}
        ),
        **rows("remedies", {"text": "Dry it.", "references": [third.pk]}),
    )


def test_everything_typed_is_kept(added: Any) -> None:
    issue = Issue.objects.get(code="T-ZZ-01")
    assert errors_on(added) == {}
    assert issue.also_described_as == ["shorts, suddenly", "voltage drops"]
    assert [term.slug for term in issue.terms.all()] == ["anode"]


def test_claims_are_numbered_by_themselves(added: Any) -> None:
    assert list(Cause.objects.values_list("code", "position")) == [("T-ZZ-01-C1", 1), ("T-ZZ-01-C2", 2)]
    assert list(Remedy.objects.values_list("code", "position")) == [("T-ZZ-01-R1", 1)]


def test_claims_cite_the_references_chosen_in_their_row(added: Any) -> None:
    porous = Cause.objects.get(code="T-ZZ-01-C1")
    assert [citation.reference.code for citation in porous.citations.all()] == ["REF-901", "REF-902"]
    assert not Cause.objects.get(code="T-ZZ-01-C2").citations.exists()


def test_nothing_of_it_is_public_yet(added: Any) -> None:
    assert {record.status for record in (*Issue.objects.all(), *Cause.objects.all())} == {Status.DRAFT}
    assert not SearchEntry.objects.filter(code__startswith="T-ZZ-01").exists()


def test_the_next_claim_goes_on_from_the_highest_number(curator: Client, added: Any) -> None:
    issue = Issue.objects.get(code="T-ZZ-01")
    submit(
        curator,
        address(issue),
        **{"causes-TOTAL_FORMS": 4},
        **row("causes", 2, text="It is old.", code="T-ZZ-01-C7"),
    )
    submit(curator, address(issue), **{"causes-TOTAL_FORMS": 4}, **row("causes", 3, text="It is cold."))
    assert list(Cause.objects.values_list("code", flat=True))[2:] == ["T-ZZ-01-C7", "T-ZZ-01-C8"]


def test_a_claim_cannot_carry_the_identifier_of_another_issue(curator: Client, added: Any) -> None:
    issue = Issue.objects.get(code="T-ZZ-01")
    response = submit(
        curator, address(issue), **{"causes-TOTAL_FORMS": 3}, **row("causes", 2, text="x", code="T-AN-01-C9")
    )
    assert errors_on(response) == {
        "causes-2-code": ["The identifier must begin with that of its issue: T-ZZ-01-."]
    }


def test_what_was_typed_survives_an_error(curator: Client, references: list[Reference]) -> None:
    response = submit(
        curator,
        address(Issue, "add"),
        **{**TYPED, "summary": ""},
        **rows("causes", {"text": "It is porous.", "references": [references[0].pk]}),
    )
    page = response.content.decode()
    assert errors_on(response) == {"summary": ["This field is required."]}
    assert "Sodium creeps through zirconquartz" in page
    assert "It is porous." in page
    assert f'<option value="{references[0].pk}" selected>' in page
    assert not Issue.objects.filter(code="T-ZZ-01").exists()


def test_a_cause_can_be_added_on_a_page_of_its_own(curator: Client, added: Any) -> None:
    issue = Issue.objects.get(code="T-ZZ-01")
    response = submit(curator, address(Cause, "add"), issue=issue.pk, text="It is thin.")
    assert "was added successfully" in messages_on(response)[0]
    assert Cause.objects.get(text="It is thin.").code == "T-ZZ-01-C3"
