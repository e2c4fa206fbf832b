"""Searching with and without JavaScript gives the same results at the same address."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, Visitor

pytestmark = pytest.mark.browser


def shown(page: Page) -> tuple[str, list[str]]:
    """The heading and the identifiers of the results."""
    return page.locator("h1").inner_text(), page.locator(".hits .id").all_inner_texts()


def test_a_facet_gives_the_same_with_and_without_javascript(visitor: Visitor) -> None:
    with visitor.at("/search/?q=resistance", javascript=False) as page:
        page.locator("#interface-cathode").check()
        page.get_by_role("button", name="Apply filters").click()
        page.wait_for_url("**interface=cathode**")
        plain = shown(page)
    with visitor.at("/search/?q=resistance") as page:
        expect(page.get_by_role("button", name="Apply filters")).to_be_hidden()
        page.locator("#interface-cathode").check()
        page.wait_for_url("**interface=cathode**")
        expect(page.locator("h1")).to_have_text(plain[0])
        assert shown(page) == plain
        expect(page.locator("#interface-cathode")).to_be_focused()


def test_a_choice_reloads_nothing_and_the_back_key_takes_it_back(visitor: Visitor) -> None:
    with visitor.at("/search/?q=resistance") as page:
        before = shown(page)
        page.evaluate("window.stillHere = true")
        page.locator("#interface-cathode").check()
        page.wait_for_url("**interface=cathode**")
        assert page.evaluate("window.stillHere")
        page.go_back()
        expect(page.locator("h1")).to_have_text(before[0])
        expect(page.get_by_role("button", name="Switch between light and dark")).to_be_visible()


def test_back_and_forward_go_through_every_choice(visitor: Visitor) -> None:
    with visitor.at("/search/?q=resistance") as page:
        states = [shown(page)]
        page.locator("#facet-technique > summary").click()
        for box in ("#interface-cathode", "#interface-anode", "#technique-eis"):
            page.locator(box).check()
            page.wait_for_url(f"**{box.lstrip('#').replace('-', '=')}**")
            expect(page.locator(".chip")).to_have_count(len(states))
            states.append(shown(page))
        assert len({str(state) for state in states}) == len(states)
        for state in reversed(states[:-1]):
            page.go_back()
            expect(page.locator("h1")).to_have_text(state[0])
            assert shown(page) == state
        for state in states[1:]:
            page.go_forward()
            expect(page.locator("h1")).to_have_text(state[0])
            assert shown(page) == state


def test_after_a_reload_the_back_key_still_takes_a_choice_back(visitor: Visitor) -> None:
    with visitor.at("/search/?q=resistance") as page:
        before = shown(page)
        page.locator("#interface-cathode").check()
        page.wait_for_url("**interface=cathode**")
        page.reload()
        page.go_back()
        expect(page.locator("h1")).to_have_text(before[0])
        expect(page.locator("#interface-cathode")).not_to_be_checked()


def test_a_choice_is_said_and_counted_where_the_filters_are_folded_away(visitor: Visitor) -> None:
    with visitor.at("/search/?q=resistance", size=PHONE) as page:
        page.get_by_text("Filters", exact=True).click()
        page.locator("#interface-cathode").check()
        expect(page.locator("#filters-label")).to_have_text("Filters, 1 on")
        expect(page.locator("#count")).to_have_attribute("role", "status")


def fail_updates(route: Route) -> None:
    """A page that is loaded whole still comes."""
    if route.request.headers.get("hx-request"):
        route.fulfill(status=500)
    else:
        route.continue_()


def test_an_update_that_fails_can_be_tried_again_and_then_loads_the_page(visitor: Visitor) -> None:
    with visitor.at("/search/?q=resistance") as page:
        before = shown(page)
        page.route("**interface=cathode**", fail_updates)
        page.locator("#interface-cathode").check()
        expect(page.locator("#toast")).to_contain_text("Could not update.")
        assert shown(page) == before
        assert "interface" not in page.url
        page.evaluate("window.stillHere = true")
        page.get_by_role("button", name="Try again").click()
        page.wait_for_url("**interface=cathode**")
        expect(page.locator("#interface-cathode")).to_be_checked()
        assert not page.evaluate("window.stillHere")
    assert [complaint for complaint in visitor.complaints if "500" not in complaint] == []
    visitor.complaints.clear()


def test_results_are_marked_as_busy_while_new_ones_are_slow(visitor: Visitor) -> None:
    held: list[Route] = []
    with visitor.at("/search/?q=resistance") as page:
        page.route("**interface=cathode**", lambda route: held.append(route))
        page.locator("#interface-cathode").check()
        expect(page.locator("#results")).to_have_attribute("aria-busy", "true")
        held[0].continue_()
        page.wait_for_url("**interface=cathode**")
        expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")


def test_a_facet_that_was_opened_stays_open(visitor: Visitor) -> None:
    with visitor.at("/search/?q=resistance") as page:
        page.locator("#facet-strategy > summary").click()
        page.locator("#interface-cathode").check()
        page.wait_for_url("**interface=cathode**")
        expect(page.locator(".chip")).to_be_visible()
        expect(page.locator("#facet-strategy")).to_have_attribute("open", "")


def test_a_box_that_is_unticked_keeps_the_focus_though_nothing_is_left_of_it(visitor: Visitor) -> None:
    """Without results it moves to the folded options, which open for it."""
    with visitor.at("/search/?q=xyzzyq&technique=xps") as page:
        page.locator("#technique-xps").uncheck()
        page.wait_for_url("**/search/?q=xyzzyq")
        expect(page.locator("#facet-technique-folded")).to_have_attribute("open", "")
        expect(page.locator("#technique-xps")).to_be_focused()


def test_a_span_gives_the_same_with_and_without_javascript(visitor: Visitor) -> None:
    with visitor.at("/search/?q=gold&kind=resistance", javascript=False) as page:
        page.locator("#facet-final_ohm_cm2 > summary").click()
        page.locator("#final_ohm_cm2_max").fill("150")
        page.locator("#final_ohm_cm2_max").press("Enter")
        page.wait_for_url("**final_ohm_cm2_max=150**")
        plain = shown(page)
    with visitor.at("/search/?q=gold&kind=resistance") as page:
        page.locator("#facet-final_ohm_cm2 > summary").click()
        page.locator("#final_ohm_cm2_max").fill("150")
        page.locator("#final_ohm_cm2_max").press("Tab")
        page.wait_for_url("**/search/?q=gold&kind=resistance&final_ohm_cm2_max=150")
        expect(page.locator("h1")).to_have_text(plain[0])
        assert shown(page) == plain


def test_a_bin_is_chosen_by_its_link_and_taken_back_by_its_chip(visitor: Visitor) -> None:
    with visitor.at("/search/?q=gold&kind=resistance") as page:
        page.locator("#facet-final_ohm_cm2 > summary").click()
        page.locator("#facet-final_ohm_cm2").get_by_role("link", name="100 to 1000").click()
        expect(page.locator("#final_ohm_cm2_min")).to_have_value("100")
        page.get_by_role("link", name="Remove filter Final resistance: 100 to 1000").click()
        page.wait_for_url("**/search/?q=gold&kind=resistance")


def test_a_span_the_wrong_way_round_is_explained(visitor: Visitor) -> None:
    with visitor.at("/search/?q=gold&factor_max=2") as page:
        page.locator("#factor_min").fill("5")
        page.locator("#factor_min").press("Tab")
        expect(page.locator("h1")).to_have_text("This address cannot be answered")
        expect(page.locator("main")).to_contain_text("factor_min 5 exceeds factor_max 2")
    # twice: as the answer to htmx, and as the page that explains it
    assert [complaint for complaint in visitor.complaints if "400" not in complaint] == []
    visitor.complaints.clear()


def test_a_cause_of_the_best_match_is_one_click_away(visitor: Visitor) -> None:
    with visitor.at("/search/?q=short+circuit", size=PHONE) as page:
        page.get_by_role("link", name="Cause C1 Sodium dendrites grow").click()
        page.wait_for_url("**/issues/T-AN-01/#T-AN-01-C1")
        expect(page.locator("#T-AN-01-C1")).to_be_in_viewport()


def test_a_correction_is_undone_by_its_link(visitor: Visitor) -> None:
    with visitor.at("/search/?q=semicircel") as page:
        page.get_by_role("link", name="Search for “semicircel” as typed").click()
        expect(page.locator("h1")).to_have_text("Nothing matches “semicircel”")


def test_a_filter_is_removed_by_its_chip(visitor: Visitor) -> None:
    with visitor.at("/search/?q=resistance&interface=cathode") as page:
        page.get_by_role("link", name="Remove filter Interface: Cathode").click()
        page.wait_for_url("**/search/?q=resistance")
        expect(page.locator("#interface-cathode")).not_to_be_checked()


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_phone_the_filters_are_folded_away_until_asked_for(javascript: bool, visitor: Visitor) -> None:
    with visitor.at("/search/?q=resistance", size=PHONE, javascript=javascript) as page:
        expect(page.locator("#interface-cathode")).to_be_hidden()
        page.get_by_text("Filters", exact=True).click()
        expect(page.locator("#interface-cathode")).to_be_visible()


def test_typing_an_identifier_leads_to_its_page(visitor: Visitor) -> None:
    with visitor.at("/") as page:
        page.get_by_role("combobox").fill("t-eis-01")
        page.keyboard.press("Enter")
        page.wait_for_url("**/issues/T-EIS-01/")
