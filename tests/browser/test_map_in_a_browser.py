"""The map as a reader points at it, walks it with the keyboard, and sees it on a phone."""

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.browser.conftest import PHONE, Visitor

pytestmark = pytest.mark.browser

DIMMED = "element => Number(getComputedStyle(element).opacity) < 1"


def is_dimmed(element: Locator) -> bool:
    element.page.wait_for_timeout(250)  # the fade
    return bool(element.evaluate(DIMMED))


def test_pointing_at_a_remedy_dims_what_it_has_nothing_to_do_with(visitor: Visitor) -> None:
    with visitor.at("/map/") as page:
        block = page.locator(".map-block").first
        block.locator(".map a.remedy", has_text="R3").hover()
        assert is_dimmed(block.locator(".map a.cause", has_text="C1"))
        assert not is_dimmed(block.locator(".map a.cause", has_text="C2"))
        assert is_dimmed(block.locator(".map-claim", has_text="dendrites grow"))
        page.mouse.move(2, 2)
        assert not is_dimmed(block.locator(".map a.cause", has_text="C1"))


def test_the_keyboard_lights_the_same_from_the_list(visitor: Visitor) -> None:
    with visitor.at("/map/") as page:
        block = page.locator(".map-block").first
        block.locator(".map-claim a", has_text="C3").focus()
        assert is_dimmed(block.locator(".map a.remedy", has_text="R3"))
        assert not is_dimmed(block.locator(".map a.remedy", has_text="R1"))
        assert page.locator(".map-lit").count() == 1


def test_the_drawing_is_no_stop_of_the_tab_key(visitor: Visitor) -> None:
    with visitor.at("/map/?interface=cathode&evidence=secondary") as page:
        page.locator(".map-block a").first.focus()
        for _ in range(40):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.closest('svg') === null")


def test_a_click_in_the_drawing_leads_to_the_claim(visitor: Visitor) -> None:
    with visitor.at("/map/") as page:
        page.locator(".map a.cause", has_text="C2").first.click()
        page.wait_for_url("**/issues/T-AN-01/#T-AN-01-C2")
        expect(page.locator("#T-AN-01-C2")).to_be_in_viewport()


def test_on_a_phone_there_is_only_the_list(visitor: Visitor) -> None:
    with visitor.at("/map/", size=PHONE) as page:
        expect(page.locator(".map").first).to_be_hidden()
        expect(page.get_by_text("Sodium dendrites grow")).to_be_visible()


@pytest.mark.parametrize("width", [320, 760, 1000, 1280, 1600])
def test_the_map_never_scrolls_sideways(width: int, visitor: Visitor) -> None:
    size: ViewportSize = {"width": width, "height": 800}
    with visitor.at("/map/", size=size) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_the_map_and_its_filters_work(visitor: Visitor) -> None:
    with visitor.at("/map/", javascript=False) as page:
        page.get_by_role("link", name="Cathode 24", exact=True).click()
        expect(page.get_by_role("heading", name="High and rising")).to_be_visible()
        expect(page.get_by_role("heading", name="Short circuit or")).to_have_count(0)
