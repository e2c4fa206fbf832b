"""What holds on every page once a browser shows it: nothing is cut off, nothing keeps a reader out.

Each test goes through all pages, for loading the seed anew costs more than looking at a page.
"""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.pages.test_every_page import CEILINGS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (320, 390, 820, 1280, 1600)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def test_no_page_is_wider_than_the_window(visitor: Visitor) -> None:
    too_wide = []
    for address in CEILINGS:
        with visitor.at(address) as page:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                if page.evaluate(TOO_WIDE):
                    too_wide.append((address, width))
    assert too_wide == []


def violations(page: Page) -> Iterator[str]:
    """Each rule that is broken, with the first element that breaks it."""
    for rule in Axe().run(page, options=RULES).response["violations"]:
        node = rule["nodes"][0]
        yield f"{rule['id']} ({len(rule['nodes'])}): {node['html'][:160]} {node['failureSummary'][:240]}"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_open_suggestions_and_filters_break_none_either(dark: bool, visitor: Visitor) -> None:
    with visitor.at("/search/?q=gold", dark=dark) as page:
        page.locator("#facet-evidence > summary").click()
        page.get_by_role("combobox").fill("short")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        assert list(violations(page)) == []
