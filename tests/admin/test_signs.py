"""First steps and signs: added on the page of their issue, completed on their own."""

import pytest
from django.test import Client

from knowledge.models import Cause, Facet, FirstStep, Issue, SearchEntry, Sign, Term
from knowledge.services import curation
from tests.admin.forms import address, errors_on, fields_on, reviewed, row, rows, submit
from tests.world import a_cause, a_protocol, an_issue, with_parts

pytestmark = pytest.mark.usefixtures("empty_database")


@pytest.fixture
def cause() -> Cause:
    """Of a public issue with a first step and a sign."""
    cause = a_cause()
    with_parts(cause.issue)
    return cause


def test_they_are_numbered_by_themselves(curator: Client) -> None:
    issue = Issue.objects.create(code="T-ZZ-91", title="It fails", summary="At once.", area="anode")
    typed = rows("first_steps", {"text": "Stop."}, {"text": "Wait."}) | rows("signs", {"text": "It glows."})
    submit(curator, address(issue), **typed)
    assert [step.code for step in FirstStep.objects.all()] == ["T-ZZ-91-F1", "T-ZZ-91-F2"]
    assert [sign.code for sign in Sign.objects.all()] == ["T-ZZ-91-S1"]


def test_the_words_of_a_sign_find_the_public_issue(curator: Client, cause: Cause) -> None:
    submit(curator, address(cause.issue), **row("signs", 0, text="It turns violet."))
    reviewed(cause.issue)
    assert "violet" in str(SearchEntry.objects.get(code="T-ZZ-90").passages)


def test_a_number_that_was_public_is_fixed(curator: Client, cause: Cause) -> None:
    assert "signs-0-number" not in fields_on(curator, address(cause.issue))


def test_a_protocol_is_chosen_on_the_page_of_a_first_step(curator: Client) -> None:
    step, protocol = with_parts(an_issue()).first_steps.get(), a_protocol()
    submit(curator, address(step), protocol=protocol.pk)
    step.refresh_from_db()
    assert step.protocol == protocol


def test_technique_and_causes_are_chosen_on_the_page_of_a_sign(curator: Client, cause: Cause) -> None:
    techniques = Facet.objects.create(slug="technique", label="Technique")
    eis = Term.objects.create(facet=techniques, slug="eis", label="impedance spectroscopy")
    sign = cause.issue.signs.get()
    submit(
        curator,
        address(sign),
        technique=eis.pk,
        **rows("points_to", {"cause": cause.pk, "basis": "explicit"}),
    )
    reviewed(cause.issue)
    sign.refresh_from_db()
    assert sign.technique == eis
    assert str(sign.points_to.get()) == "T-ZZ-90-S1 -> T-ZZ-90-C1 (explicit)"


def test_a_cause_of_another_issue_is_not_offered(curator: Client, cause: Cause) -> None:
    other = an_issue("T-ZZ-91")
    curation.publish(other)
    stranger = Cause.objects.create(code="T-ZZ-91-C1", issue=other, text="It is another.")
    response = submit(
        curator,
        address(cause.issue.signs.get()),
        **rows("points_to", {"cause": stranger.pk, "basis": "explicit"}),
    )
    assert list(errors_on(response)) == ["points_to-0-cause"]
