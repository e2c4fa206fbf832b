"""The page about the API shows one language at a time, and the interactive schema can be tried out."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visitor
from tests.browser.test_every_page_in_a_browser import NOTE_REFUSALS, TOO_WIDE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DOCS = "/api/v1/docs/"


@pytest.mark.parametrize("javascript", [True, False])
def test_one_choice_shows_every_task_in_that_language(javascript: bool, visitor: Visitor) -> None:
    with visitor.at(DOCS, javascript=javascript) as page:
        assert page.locator("pre[id]:visible").evaluate_all("all => all.map(each => each.id)") == [
            "find_issues-py",
            "load_data-py",
            "cite-py",
            "mirror-py",
            "suggest-py",
        ]
        page.get_by_label("R", exact=True).check()
        shown = page.locator("pre[id]:visible").evaluate_all("all => all.map(each => each.id)")
        assert len(shown) == 5 and all(each.endswith("-R") for each in shown)


def test_a_long_line_scrolls_in_its_block_which_the_keyboard_reaches(visitor: Visitor) -> None:
    with visitor.at(DOCS, size=PHONE) as page:
        block = page.get_by_role("region", name="load_data.py")
        block.focus()
        page.keyboard.press("ArrowRight")
        # Chromium scrolls smoothly, and the security policy lets no condition be waited for within the page
        for _ in range(50):
            if page.evaluate("document.activeElement.scrollLeft"):
                break
            page.wait_for_timeout(100)
        assert page.evaluate("document.activeElement.scrollLeft") > 0
        assert not page.evaluate(TOO_WIDE)


def test_an_address_is_tried_out_under_the_security_policy(visitor: Visitor) -> None:
    with visitor.at("/api/v1/docs/interactive/", before=NOTE_REFUSALS) as page:
        facets = page.locator("#operations-facets-facets")
        facets.locator(".opblock-summary-control").click()
        facets.get_by_role("button", name="Try it out").click()
        facets.get_by_role("button", name="Execute").click()
        answer = facets.locator(".live-responses-table tbody")
        expect(answer.locator(".response-col_status").first).to_contain_text("200")
        expect(answer).to_contain_text('"slug": "interface"')
        assert page.evaluate("globalThis.refused") == []
