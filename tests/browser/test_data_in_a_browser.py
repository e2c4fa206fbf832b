"""The data page at a desk and on a phone: filters with and without JavaScript, and the shape of the table."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import PHONE, Visitor

pytestmark = pytest.mark.browser

# what a row and the head of its table have their axes at, from left to right in px
OVERFULL = (
    "cells => cells.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
)
AXES = """() => [...document.querySelectorAll('#asr thead .forest-axis, #asr #RES-01 .forest-row')]
  .map(svg => [svg.getBoundingClientRect().left, svg.getBoundingClientRect().width])"""


def shown(page: Page) -> list[str]:
    codes: list[str] = page.locator("tbody tr").evaluate_all("rows => rows.map(row => row.id)")
    return codes


def open_filter(page: Page, name: str) -> None:
    page.locator(f"#filter-{name} > summary").click()


def test_a_filter_gives_the_same_with_and_without_javascript(visitor: Visitor) -> None:
    with visitor.at("/data/", javascript=False) as page:
        open_filter(page, "interface")
        page.locator("#interface-cathode").check()
        page.get_by_role("button", name="Apply").click()
        page.wait_for_url("**/data/?interface=cathode")
        plain = shown(page)
    with visitor.at("/data/") as page:
        open_filter(page, "interface")
        page.locator("#interface-cathode").check()
        page.wait_for_url("**/data/?interface=cathode")
        expect(page.locator(".chip")).to_contain_text("Interface: Cathode")
        assert shown(page) == plain
        expect(page.locator("#interface-cathode")).to_be_focused()


def test_a_choice_reloads_nothing_and_everything_follows_it(visitor: Visitor) -> None:
    with visitor.at("/data/") as page:
        page.evaluate("window.stillHere = true")
        open_filter(page, "interface")
        page.locator("#interface-cathode").check()
        expect(page.locator(".exports")).to_contain_text("18 rows")
        assert page.evaluate("window.stillHere")
        for name in ("CSV", "JSON", "API URL"):
            link = page.locator("#exports").get_by_role("link", name=name)
            assert "interface=cathode" in (link.get_attribute("href") or ""), name
        expect(page.locator("#segments [aria-current]")).to_have_text("All 18")
        expect(page.locator("#filter-interface")).to_have_attribute("open", "")


def test_the_address_in_the_api_is_still_copied_after_a_choice(visitor: Visitor) -> None:
    with visitor.at("/data/") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        open_filter(page, "interface")
        page.locator("#interface-cathode").check()
        expect(page.locator(".exports")).to_contain_text("18 rows")
        page.get_by_role("link", name="API URL").click()
        expect(page.get_by_role("status").get_by_text("API URL copied")).to_be_visible()
        assert "interface=cathode" in page.evaluate("navigator.clipboard.readText()")


def test_an_order_is_chosen_without_a_button(visitor: Visitor) -> None:
    with visitor.at("/data/?quantity=asr") as page:
        page.locator("#ordering").select_option("Lowest after")
        page.wait_for_url("**ordering=final_ohm_cm2**")
        expect(page.locator("tbody tr").first).to_have_id("RES-45")


def test_escape_or_a_click_beside_it_closes_a_filter(visitor: Visitor) -> None:
    with visitor.at("/data/") as page:
        summary = page.locator("#filter-material > summary")
        summary.click()
        expect(page.locator("#material-nzsp")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#material-nzsp")).to_be_hidden()
        expect(summary).to_be_focused()
        summary.click()
        page.locator("h1").click()
        expect(page.locator("#material-nzsp")).to_be_hidden()


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_phone_the_filters_are_behind_a_button_that_says_how_many_are_on(
    javascript: bool, visitor: Visitor
) -> None:
    with visitor.at("/data/?interface=anode&factor_min=2", size=PHONE, javascript=javascript) as page:
        button = page.locator("#filters-label")
        expect(button).to_have_text("Show filters, 2 on")
        expect(page.locator("#filter-interface")).to_be_hidden()
        button.click()
        expect(page.locator("#filter-interface")).to_be_visible()


def test_at_a_desk_the_filters_need_neither_a_button_nor_a_script(visitor: Visitor) -> None:
    with visitor.at("/data/", javascript=False) as page:
        expect(page.locator("#filters-label")).to_be_hidden()
        expect(page.locator("#filter-interface")).to_be_visible()


def test_a_row_is_drawn_on_the_axis_in_the_head_which_stays_in_view(visitor: Visitor) -> None:
    with visitor.at("/data/?quantity=asr") as page:
        head, row = page.evaluate(AXES)
        assert head == pytest.approx(row, abs=0.6)
        page.locator("#RES-41").scroll_into_view_if_needed()
        assert page.evaluate("document.querySelector('#asr thead th').getBoundingClientRect().top") >= 0


def test_on_a_phone_a_row_is_a_block_with_its_own_axis(visitor: Visitor) -> None:
    with visitor.at("/data/", size=PHONE) as page:
        row = page.locator("#RES-01")
        expect(row.locator(".plot > .forest-axis")).to_be_visible()
        expect(page.locator("#asr thead")).not_to_be_in_viewport()
        plot, name = (row.locator(part).bounding_box() for part in (".plot", "th"))
        assert plot and name and plot["y"] >= name["y"] + name["height"]


@pytest.mark.parametrize("width", [320, 390, 640, 820, 900, 1000, 1100, 1280, 1600])
def test_nothing_scrolls_sideways_and_no_cell_runs_over(width: int, visitor: Visitor) -> None:
    size: ViewportSize = {"width": width, "height": 844}
    with visitor.at("/data/", size=size) as page:
        for address in ("/data/", "/data/?page=2", "/data/?page=3", "/data/RES-01/", "/data/RES-41/"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            over = page.locator(".data-table :is(th, td)").evaluate_all(OVERFULL)
            assert over == [], address


def test_a_remedy_is_three_taps_from_the_first_page_by_what_it_measured(visitor: Visitor) -> None:
    with visitor.at("/", size=PHONE) as page:
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Data").click()
        page.locator("#RES-01").get_by_role("link", name="T-AN-01-R1").click()
        expect(page.locator("#T-AN-01-R1")).to_be_in_viewport()
