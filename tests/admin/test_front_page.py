"""What waits for curators is on their front page, each with the form that mends it."""

import pytest
from django.test import Client
from django.utils import timezone

from knowledge.models import FAQ, PublishedVersion, SearchGap, Status, Suggestion
from knowledge.services import curation
from tests import world
from tests.admin.forms import address, submit

pytestmark = pytest.mark.usefixtures("empty_database")


def front_page(client: Client) -> str:
    return client.get("/admin/").content.decode()


def test_an_empty_portal_has_nothing_waiting(curator: Client) -> None:
    assert "Nothing waits for you." in front_page(curator)


def test_drafts_reviews_and_next_versions_wait(curator: Client) -> None:
    draft = world.an_issue()
    asked = world.an_issue("T-ZZ-91")
    type(asked).objects.filter(pk=asked.pk).update(status=Status.IN_REVIEW)
    public = world.a_faq()
    curation.publish(public)
    submit(curator, address(public), question="What is it made of?", _submit="1")
    shown = front_page(curator)
    waiting, drafts = shown.split("Waiting for review")[1].split("Drafts")
    assert f'<a href="{address(asked)}">T-ZZ-91</a>' in waiting
    assert f'<a href="{address(public)}">FAQ-90</a> changed by curator' in waiting
    assert f'<a href="{address(draft)}">T-ZZ-90</a>' in drafts


def test_a_finding_leads_to_the_claim_that_lacks_a_source(curator: Client) -> None:
    faq = world.a_faq()
    curation.publish(faq)
    point = faq.points.get()
    assert (
        f'<a href="{address(point)}">FAQ-90.1</a>' in front_page(curator).split("Claims without a source")[1]
    )


def test_suggestions_and_searches_that_found_nothing_wait(curator: Client) -> None:
    suggestion = Suggestion.objects.create(target="FAQ-90", kind=Suggestion.Kind.WRONG)
    SearchGap.objects.create(text="unobtainium", times=3, last_asked_at=timezone.now())
    shown = front_page(curator)
    assert f'<a href="{address(suggestion)}">' in shown
    assert "“unobtainium” 3 times" in shown


def test_what_nobody_looked_at_for_a_year_waits_the_oldest_first(curator: Client) -> None:
    faq = world.a_faq()
    curation.publish(faq)
    assert "Not reviewed for a year" not in front_page(curator)
    long_ago = timezone.now().replace(year=timezone.now().year - 2)
    FAQ.objects.update(updated_at=long_ago)
    PublishedVersion.objects.update(published_at=long_ago)
    assert f'<a href="{address(faq)}">FAQ-90</a>' in front_page(curator).split("Not reviewed for a year")[1]
