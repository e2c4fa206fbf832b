"""Linked data under the strict policy: it is in the page, and the browser reports no violation."""

import json

import pytest

from knowledge.models import Issue
from tests.browser.conftest import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BLOCK = "script[type='application/ld+json']"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "WebSite"),
        ("/issues/T-AN-01/", "TechArticle"),
        ("/faqs/FAQ-03/", "FAQPage"),
        ("/protocols/PROT-01/", "HowTo"),
        ("/data/", "Dataset"),
        ("/references/REF-19/", "ScholarlyArticle"),
    ],
)
def test_the_block_is_data_and_breaks_no_policy(address: str, kind: str, visitor: Visitor) -> None:
    """The visitor fails where the console tells of a violation."""
    with visitor.at(address) as page:
        assert json.loads(page.locator(BLOCK).text_content() or "")["@type"] == kind


def test_a_hostile_title_stays_within_the_block(visitor: Visitor) -> None:
    hostile = "</script><script>document.title='taken'</script><!--<script>"
    Issue.objects.filter(code="T-AN-01").update(title=hostile)
    with visitor.at("/issues/T-AN-01/") as page:
        assert page.locator(BLOCK).count() == 1
        assert json.loads(page.locator(BLOCK).text_content() or "")["headline"] == hostile
        assert page.title() != "taken"
