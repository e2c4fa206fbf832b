"""Only what was never public can be deleted; anything else is retired."""

import pytest
from django.test import Client

from knowledge.models import CONTENT_MODELS, Cause, FAQPoint, Issue, Record, Stage
from knowledge.services import curation
from knowledge.services.versions import whole
from tests.admin.forms import address, messages_on, reviewed, row, submit
from tests.world import A_DRAFT_OF, a_cause, a_faq, a_protocol, an_issue

pytestmark = pytest.mark.usefixtures("empty_database")


@pytest.fixture(params=CONTENT_MODELS, ids=lambda model: model.kind)
def draft(request: pytest.FixtureRequest) -> Record:
    model: type[Record] = request.param
    return A_DRAFT_OF[model]()


def test_a_draft_can_be_deleted(curator: Client, draft: Record) -> None:
    curator.post(address(draft, "delete"), {"post": "yes"})
    if whole(draft) != draft:
        assert type(draft)._default_manager.filter(pk=draft.pk).exists()
        reviewed(whole(draft))
    assert not type(draft)._default_manager.filter(pk=draft.pk).exists()


def test_what_was_public_cannot_and_the_page_says_to_retire_it(curator: Client, draft: Record) -> None:
    curation.publish(draft)
    response = curator.post(address(draft, "delete"), {"post": "yes"}, follow=True)
    assert messages_on(response) == [
        f"{draft.code} was public and may be cited: retire it instead of deleting it."
    ]
    assert type(draft)._default_manager.filter(pk=draft.pk).exists()


def test_being_retired_does_not_make_it_deletable(curator: Client, draft: Record) -> None:
    curation.publish(draft)
    curation.retire(draft)
    curator.post(address(draft, "delete"), {"post": "yes"})
    assert type(draft)._default_manager.filter(pk=draft.pk).exists()


def test_an_issue_with_claims_is_not_deleted_over_their_heads(curator: Client) -> None:
    issue = an_issue()
    Cause.objects.create(code="T-ZZ-90-C1", issue=issue, text="It is porous.")
    response = curator.post(address(issue, "delete"), {"post": "yes"})
    assert "would require deleting the following protected related objects" in response.content.decode()
    assert Issue.objects.filter(pk=issue.pk).exists()


def test_a_draft_claim_can_be_deleted_in_its_row(curator: Client) -> None:
    cause = a_cause()
    submit(curator, address(cause.issue), **row("causes", 0, DELETE="on"))
    reviewed(cause.issue)
    assert not Cause.objects.exists()


def test_a_claim_that_was_public_cannot_be_deleted_in_its_row(curator: Client) -> None:
    cause = a_cause()
    curation.publish(cause)
    submit(curator, address(cause.issue), **row("causes", 0, DELETE="on"), title="Whiskers")
    reviewed(cause.issue)
    assert Cause.objects.exists()


def test_points_of_a_public_answer_stay_and_keep_their_number(curator: Client) -> None:
    faq = a_faq()
    curation.publish(faq)
    point = faq.points.get()
    submit(curator, address(faq), **row("points", 0, DELETE="on", number="7", text="A rare mineral."))
    reviewed(faq)
    assert curator.post(address(point, "delete"), {"post": "yes"}).status_code == 403
    assert list(FAQPoint.objects.values_list("number", "text")) == [(1, "A rare mineral.")]


def test_stages_of_a_public_protocol_stay(curator: Client) -> None:
    protocol = a_protocol()
    curation.publish(protocol)
    submit(curator, address(protocol), **row("stages", 0, DELETE="on"), title="Milling")
    reviewed(protocol)
    assert Stage.objects.exists()


def test_a_point_of_a_draft_can_be_deleted_on_its_own_page(curator: Client) -> None:
    point = a_faq().points.get()
    curator.post(address(point, "delete"), {"post": "yes"})
    assert not FAQPoint.objects.exists()
