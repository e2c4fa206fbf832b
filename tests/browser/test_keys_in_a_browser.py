"""Single keys act where nobody is typing, and can be switched off."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", ["/", "/issues/T-AN-01/"])
def test_a_slash_goes_to_the_search_box(address: str, visitor: Visitor) -> None:
    with visitor.at(address) as page:
        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
        expect(page.locator("#q")).to_have_value("")


def test_a_slash_that_is_typed_stays_a_slash(visitor: Visitor) -> None:
    with visitor.at("/search/?q=gold") as page:
        page.locator("#q").focus()
        page.keyboard.press("End")
        page.keyboard.type("/?")
        expect(page.locator("#q")).to_have_value("gold/?")


def test_a_question_mark_opens_the_page_of_the_keys(visitor: Visitor) -> None:
    with visitor.at("/issues/") as page:
        page.keyboard.press("?")
        page.wait_for_url("**/about/shortcuts/")


def test_the_keys_can_be_switched_off_and_on_again(visitor: Visitor) -> None:
    with visitor.at("/about/shortcuts/") as page:
        page.locator("#single-keys").uncheck()
        page.keyboard.press("/")
        expect(page.locator("#q")).not_to_be_focused()
        page.goto("/issues/")
        page.keyboard.press("?")
        page.keyboard.press("/")
        expect(page.locator("#q")).not_to_be_focused()
        expect(page).to_have_url(re.compile("/issues/$"))
        page.goto("/about/shortcuts/")
        expect(page.locator("#single-keys")).not_to_be_checked()
        page.locator("#single-keys").check()
        page.locator("h1").click()
        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()


def test_the_first_key_leads_to_the_link_past_the_header(visitor: Visitor) -> None:
    with visitor.at("/issues/") as page:
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
