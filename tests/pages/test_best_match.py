"""An issue that comes first is answered on the spot: its causes and its remedies, one click away."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import Cause, Remedy
from knowledge.services import curation
from tests.pages.conftest import Read
from tests.pages.document import Document
from tests.pages.test_search_page import hits


def best(page: Document) -> str:
    found = page.all("li", css_class="best")
    return found[0].text if found else ""


def test_the_causes_of_the_best_match_are_deep_links(read: Read) -> None:
    page = read("/search/?q=short+circuit")
    assert best(page).startswith("Best match Issue T-AN-01 ")
    for cause in Cause.objects.published().filter(issue__code="T-AN-01"):
        assert f"/issues/T-AN-01/#{cause.code}" in page.links
        assert cause.text in best(page)


def test_the_best_match_counts_its_remedies_and_leads_to_them(read: Read) -> None:
    page = read("/search/?q=short+circuit")
    remedies = Remedy.objects.published().filter(issue__code="T-AN-01").count()
    (link,) = [link for link in page.all("a") if link.text == f"{remedies} remedies"]
    assert link.get("href") == "/issues/T-AN-01/#remedies"
    assert read("/issues/T-AN-01/").by_id("remedies")


def test_what_tells_the_causes_apart_is_linked_where_it_is_known(read: Read) -> None:
    page = read("/search/?q=voids+at+the+sodium+anode")
    assert best(page).startswith("Best match Issue T-AN-02 ")
    assert "/issues/T-AN-02/#diagnosis" in page.links
    assert read("/issues/T-AN-02/").by_id("diagnosis")


def test_a_cause_that_is_not_public_is_not_shown(read: Read) -> None:
    cause = Cause.objects.get(code="T-AN-01-C1")
    curation.retire(cause)
    assert cause.text not in best(read("/search/?q=short+circuit"))


def test_the_best_match_is_one_of_the_results_and_stands_first(read: Read) -> None:
    page = read("/search/?q=short+circuit")
    assert hits(page)[0] == "T-AN-01"
    assert hits(page).count("T-AN-01") == 1


@pytest.mark.parametrize(
    "address", ["/search/", "/search/?q=short+circuit&kind=issue", "/search/?q=gold+interlayer"]
)
def test_browsing_a_kind_that_was_asked_for_and_another_kind_first_have_no_best_match(
    read: Read, address: str
) -> None:
    assert best(read(address)) == ""


def test_the_best_match_costs_no_query_of_its_own(read: Read) -> None:
    read("/search/")  # the vocabulary is read once for all
    costs = []
    for address in ("/search/?q=short+circuit", "/search/?q=short+circuit&kind=issue"):
        with CaptureQueriesContext(connection) as captured:
            read(address)
        costs.append(len(captured))
    assert costs[0] <= costs[1]
