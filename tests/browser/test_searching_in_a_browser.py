"""Searching with and without JavaScript gives the same results at the same address."""

import pytest
from playwright.sync_api import Page, expect

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


def test_a_facet_that_was_opened_stays_open(visitor: Visitor) -> None:
    with visitor.at("/search/?q=resistance") as page:
        page.locator("#facet-strategy summary").click()
        page.locator("#interface-cathode").check()
        page.wait_for_url("**interface=cathode**")
        expect(page.locator(".chip")).to_be_visible()
        expect(page.locator("#facet-strategy")).to_have_attribute("open", "")


def test_a_filter_is_removed_by_its_chip(visitor: Visitor) -> None:
    with visitor.at("/search/?q=resistance&interface=cathode") as page:
        page.get_by_role("link", name="Remove filter Interface: Cathode").click()
        page.wait_for_url("**/search/?q=resistance")
        expect(page.locator("#interface-cathode")).not_to_be_checked()


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_phone_the_filters_are_folded_away_until_asked_for(javascript: bool, visitor: Visitor) -> None:
    with visitor.at("/search/?q=resistance", size=PHONE, javascript=javascript) as page:
        expect(page.locator("#interface-cathode")).to_be_hidden()
        page.get_by_text("Show filters").click()
        expect(page.locator("#interface-cathode")).to_be_visible()


def test_typing_an_identifier_leads_to_its_page(visitor: Visitor) -> None:
    with visitor.at("/") as page:
        page.get_by_role("searchbox").fill("t-eis-01")
        page.keyboard.press("Enter")
        page.wait_for_url("**/issues/T-EIS-01/")
