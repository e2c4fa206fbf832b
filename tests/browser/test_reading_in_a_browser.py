"""The portal as a reader meets it: on a phone and at a desk, in both themes."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import PHONE, Visitor

pytestmark = pytest.mark.browser

ONE_OF_EACH = [
    "/",
    "/search/?q=interface",
    "/search/?q=xyzzyq",
    "/issues/",
    "/issues/T-AN-01/",
    "/causes/",
    "/remedies/",
    "/faqs/",
    "/faqs/FAQ-03/",
    "/data/",
    "/data/RES-01/",
    "/protocols/",
    "/protocols/PROT-01/",
    "/references/",
    "/references/REF-05/",
    "/references/REF-10/",
    "/about/",
    "/about/evidence/",
    "/about/shortcuts/",
    "/accessibility/",
    "/map/",
    "/techniques/eis/",
    "/materials/nzsp/",
    "/suggest/?target=T-AN-01-R1&kind=new-value",
]
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def test_an_issue_is_two_clicks_from_the_first_page(visitor: Visitor) -> None:
    with visitor.at("/", size=PHONE) as page:
        page.get_by_role("link", name="Short circuit").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Short circuit")
        page.get_by_role("link", name="Remedies 4").click()
        expect(page.locator("#T-AN-01-R1")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(width: int, visitor: Visitor) -> None:
    size: ViewportSize = {"width": width, "height": 844}
    with visitor.at("/", size=size) as page:
        for address in ONE_OF_EACH:
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_theme_follows_the_system_and_can_be_switched_for_good(visitor: Visitor) -> None:
    with visitor.at("/", dark=True) as page:
        dark = page.evaluate(BACKGROUND)
        page.get_by_role("button", name="Switch between light and dark").click()
        light = page.evaluate(BACKGROUND)
        assert light != dark
        page.goto("/issues/")
        assert page.evaluate(BACKGROUND) == light


def test_the_first_stop_of_the_tab_key_skips_to_the_content(visitor: Visitor) -> None:
    with visitor.at("/issues/T-AN-01/") as page:
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
