"""An issue that comes first is answered on the spot: its causes and its remedies, one click away."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import Cause, FirstStep, Remedy
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


@pytest.mark.parametrize(
    ("label", "anchor"),
    [("First steps", "first-steps"), ("Confirm the cause", "diagnosis"), ("4 remedies", "remedies")],
)
def test_the_best_match_leads_to_what_to_do_next(label: str, anchor: str, read: Read) -> None:
    (link,) = [link for link in read("/search/?q=short+circuit").all("a") if link.text == label]
    assert link.get("href") == f"/issues/T-AN-01/#{anchor}"
    assert read("/issues/T-AN-01/").by_id(anchor)


def test_an_issue_without_first_steps_does_not_promise_any(read: Read) -> None:
    FirstStep.objects.filter(issue__code="T-AN-01").delete()
    assert "First steps" not in best(read("/search/?q=short+circuit"))


def test_the_best_match_shows_the_shape_of_its_trace(read: Read) -> None:
    assert "Voltage collapses to zero. Schematic." in best(read("/search/?q=short+circuit"))


def test_the_best_match_counts_its_public_remedies(read: Read) -> None:
    remedies = Remedy.objects.published().filter(issue__code="T-AN-01")
    curation.retire(remedies[0])
    assert f"{remedies.count()} remedies" in best(read("/search/?q=short+circuit"))


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


def test_the_best_match_costs_one_query(read: Read) -> None:
    read("/search/")  # the vocabulary is read once for all
    costs = []
    for address in ("/search/?q=short+circuit", "/search/?q=gold+interlayer"):
        with CaptureQueriesContext(connection) as captured:
            read(address)
        costs.append(len(captured))
    assert costs[0] <= costs[1] + 1
