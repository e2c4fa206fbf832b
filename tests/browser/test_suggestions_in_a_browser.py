"""The search box offers suggestions while one types; whoever takes none searches as before."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import PHONE, Visitor

pytestmark = pytest.mark.browser


def box(page: Page) -> Locator:
    return page.get_by_role("combobox")


def type_and_wait(page: Page, text: str) -> Locator:
    """Types, and gives the suggestions once they are there."""
    box(page).press_sequentially(text)
    suggestions = page.get_by_role("option")
    expect(suggestions.first).to_be_visible()
    return suggestions


@pytest.mark.parametrize("address", ["/", "/issues/"])
def test_what_is_typed_is_met_with_suggestions_and_their_kinds(address: str, visitor: Visitor) -> None:
    with visitor.at(address) as page:
        suggestions = type_and_wait(page, "short")
        expect(suggestions.first).to_have_text(re.compile("^T-AN-01 .+ Issue$"))
        expect(box(page)).to_have_attribute("aria-expanded", "true")
        expect(page.locator("search [role=status]")).to_have_text(f"{suggestions.count()} suggestions")


def test_a_suggestion_is_chosen_with_the_arrow_keys(visitor: Visitor) -> None:
    with visitor.at("/") as page:
        suggestions = type_and_wait(page, "short")
        box(page).press("ArrowDown")
        expect(suggestions.first).to_have_attribute("aria-selected", "true")
        chosen = suggestions.first.get_attribute("id") or ""
        expect(box(page)).to_have_attribute("aria-activedescendant", chosen)
        expect(box(page)).to_have_value("short")
        box(page).press("Enter")
        page.wait_for_url("**/issues/T-AN-01/")


def test_before_the_first_and_after_the_last_lies_what_was_typed(visitor: Visitor) -> None:
    with visitor.at("/") as page:
        suggestions = type_and_wait(page, "short")
        box(page).press("ArrowUp")
        expect(suggestions.last).to_have_attribute("aria-selected", "true")
        box(page).press("ArrowDown")
        expect(page.locator("[aria-selected=true]")).to_have_count(0)
        box(page).press("Enter")
        page.wait_for_url("**/search/?q=short")


def test_escape_closes_and_keeps_the_text(visitor: Visitor) -> None:
    with visitor.at("/") as page:
        suggestions = type_and_wait(page, "short")
        box(page).press("Escape")
        expect(suggestions).to_have_count(0)
        expect(box(page)).to_have_value("short")
        expect(box(page)).to_have_attribute("aria-expanded", "false")
        box(page).press("ArrowDown")
        expect(suggestions.first).to_be_visible()


def test_tab_leaves_without_choosing(visitor: Visitor) -> None:
    with visitor.at("/issues/") as page:
        suggestions = type_and_wait(page, "short")
        box(page).press("ArrowDown")
        page.keyboard.press("Tab")
        expect(suggestions).to_have_count(0)
        expect(box(page)).not_to_be_focused()
        expect(page).to_have_url(re.compile("/issues/$"))


def test_a_suggestion_is_tapped_on_a_phone(visitor: Visitor) -> None:
    with visitor.at("/issues/", size=PHONE) as page:
        suggestions = type_and_wait(page, "soft short")
        frame = suggestions.first.bounding_box()
        assert frame and frame["height"] >= 44 and frame["x"] >= 0 and frame["x"] + frame["width"] <= 390
        address = suggestions.first.get_attribute("data-address")
        suggestions.first.click()
        page.wait_for_url(f"**{address}")


def test_a_term_leads_to_its_page(visitor: Visitor) -> None:
    with visitor.at("/") as page:
        type_and_wait(page, "creep / mech").filter(has_text="Mechanism").click()
        page.wait_for_url("**/mechanisms/creep/")


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(visitor: Visitor) -> None:
    def answer(route: Route) -> None:
        if "q=au" in route.request.url:
            held.append(route)
        else:
            route.continue_()

    held: list[Route] = []
    with visitor.at("/") as page:
        page.route("**/suggest/**", answer)
        box(page).press_sequentially("au")
        page.wait_for_timeout(300)
        assert held
        box(page).fill("")
        suggestions = type_and_wait(page, "soft short")
        expect(suggestions.first).to_contain_text("soft short")


def test_a_single_letter_is_not_asked_about(visitor: Visitor) -> None:
    asked: list[str] = []
    with visitor.at("/") as page:
        page.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
        box(page).press_sequentially("s")
        page.wait_for_timeout(300)
    assert asked == []


def test_without_javascript_it_is_a_search_field(visitor: Visitor) -> None:
    with visitor.at("/issues/", javascript=False) as page:
        page.get_by_role("searchbox").fill("short")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=short")
