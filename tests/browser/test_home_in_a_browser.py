"""The first page as it is used: with gloves on a phone, at a desk, on any width."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# of T-AN-01: the voltage is gone, and whoever reads it has seconds
FIRST_STEP = "Stop the current. Leave the cell closed."


def is_in_sight(page: Page, text: str) -> bool:
    """Whether the text stands within the window without scrolling."""
    box = page.get_by_text(text).first.bounding_box()
    height = page.viewport_size["height"] if page.viewport_size else 0
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= height


def test_a_phone_shows_the_first_step_after_a_short_without_a_tap(visitor: Visitor) -> None:
    with visitor.at("/", size=PHONE) as page:
        assert is_in_sight(page, FIRST_STEP)


@pytest.mark.parametrize("javascript", [True, False])
def test_one_tap_on_a_phone_leads_to_the_first_steps_of_a_short(visitor: Visitor, javascript: bool) -> None:
    with visitor.at("/", size=PHONE, javascript=javascript) as page:
        page.get_by_role("link", name="First steps of T-AN-01").click()
        expect(page).to_have_url(f"{visitor.site}/issues/T-AN-01/#first-steps")
        assert is_in_sight(page, FIRST_STEP)


@pytest.mark.parametrize(
    ("shape", "address"),
    [("Voltage collapses to zero", "/issues/T-AN-01/"), ("Noisy soft short", "/issues/T-EIS-03/")],
)
def test_a_tap_on_a_drawn_shape_leads_to_its_issue(visitor: Visitor, shape: str, address: str) -> None:
    with visitor.at("/", size=PHONE) as page:
        drawing = page.locator(".tile", has_text=shape).locator(".trace-figure")
        drawing.scroll_into_view_if_needed()
        box = drawing.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page).to_have_url(f"{visitor.site}{address}")


def test_every_issue_of_a_shape_has_its_own_link(visitor: Visitor) -> None:
    with visitor.at("/", size=PHONE) as page:
        page.get_by_role("link", name="Dendrites along grain boundaries").click()
        expect(page).to_have_url(f"{visitor.site}/issues/T-GB-01/")


def test_links_of_issues_are_large_enough_for_gloves(visitor: Visitor) -> None:
    with visitor.at("/", size=PHONE) as page:
        links = page.locator(".tile li > a, .zones a, .now-link").all()
        assert len(links) > 20
        for link in links:
            box = link.bounding_box()
            assert box is not None
            assert box["height"] >= 43.5, link.inner_text()


def test_search_first_steps_and_the_first_four_shapes_are_above_the_fold(visitor: Visitor) -> None:
    with visitor.at("/", size=DESKTOP) as page:
        for selector in (".big-search", ".now", *(f".tile:nth-child({place})" for place in range(1, 5))):
            box = page.locator(selector).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= DESKTOP["height"], selector


@pytest.mark.parametrize("address", ["/", "/issues/"])
def test_no_width_scrolls_sideways(visitor: Visitor, address: str) -> None:
    with visitor.at(address, size={"width": 320, "height": 800}) as page:
        for width in (320, 360, 390, 480, 640, 641, 768, 820, 992, 1024, 1280, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_a_zone_of_the_cell_leads_to_what_is_filed_there(visitor: Visitor) -> None:
    with visitor.at("/", size=DESKTOP) as page:
        page.get_by_role("link", name="Cathode interface").click()
        expect(page).to_have_url(f"{visitor.site}/search/?interface=cathode")
