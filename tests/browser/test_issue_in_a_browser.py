"""An issue as it is read in a browser: sources at their marks, how to cite, with and without scripts."""

from time import sleep

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from tests.browser.conftest import PHONE, Visitor

pytestmark = pytest.mark.browser

ISSUE = "/issues/T-AN-01/"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_enter_on_a_mark_opens_its_source_and_escape_comes_back(visitor: Visitor) -> None:
    with visitor.at(ISSUE) as page:
        mark = page.locator("#T-AN-01-R1 a.cite").first
        note = page.get_by_role("group", name="Reference 6")
        mark.focus()
        page.keyboard.press("Enter")
        expect(note).to_contain_text("Interface Stability between")
        expect(note).to_contain_text("Article identified")
        expect(mark).to_have_attribute("aria-expanded", "true")
        expect(note.get_by_role("link", name="Open source")).to_be_focused()
        expect(note.get_by_role("link", name="All claims from 6")).to_have_attribute(
            "href", f"{visitor.site}/references/REF-06/"
        )
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        expect(mark).to_be_focused()
        expect(mark).to_have_attribute("aria-expanded", "false")


def test_another_mark_takes_the_note_over(visitor: Visitor) -> None:
    with visitor.at(ISSUE) as page:
        first, second = (page.locator("#T-AN-01-R1 .claim-text a.cite").nth(place) for place in (0, 1))
        first.click()
        expect(page.get_by_role("group", name="Reference 6")).to_be_visible()
        second.click()
        expect(page.get_by_role("group", name="Reference 7")).to_be_visible()
        expect(first).to_have_attribute("aria-expanded", "false")
        second.click()
        expect(page.get_by_role("group", name="Reference 7")).to_be_hidden()


def test_in_the_list_leads_to_the_entry_and_closes_the_note(visitor: Visitor) -> None:
    with visitor.at(ISSUE) as page:
        page.locator("#T-AN-01-R1 a.cite").first.click()
        page.get_by_role("link", name="In the list").click()
        expect(page.locator("#ref-6")).to_be_in_viewport()
        expect(page.get_by_role("group", name="Reference 6")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_note_stays_within_the_window(width: int, visitor: Visitor) -> None:
    size: ViewportSize = {"width": width, "height": 700}
    with visitor.at(ISSUE, size=size) as page:
        for place in range(page.locator("main a.cite").count()):
            mark = page.locator("main a.cite").nth(place)
            mark.focus()
            page.keyboard.press("Enter")
            expect(page.locator("#citation-note")).to_be_visible()
            box = page.locator("#citation-note").bounding_box()
            assert box, place
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            page.keyboard.press("Escape")


def test_cite_opens_a_dialog_whose_formats_can_be_copied(visitor: Visitor) -> None:
    with visitor.at(ISSUE) as page:
        page.context.grant_permissions(CLIPBOARD)
        page.get_by_role("link", name="Cite", exact=True).click()
        dialog = page.get_by_role("dialog", name="Cite T-AN-01")
        expect(dialog).to_be_visible()
        dialog.get_by_role("button", name="Copy BibTeX").click()
        expect(dialog.get_by_role("status")).to_contain_text("BibTeX copied (content revision")
        assert copied(page).startswith("@misc{interphase-T-AN-01,")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        assert page.url == f"{visitor.site}{ISSUE}"
        assert page.locator("h1").count() == 1


def test_the_address_in_the_api_is_copied_and_said(visitor: Visitor) -> None:
    with visitor.at(ISSUE) as page:
        page.context.grant_permissions(CLIPBOARD)
        page.get_by_role("link", name="Copy API URL").click()
        expect(page.get_by_role("status")).to_have_text("API URL copied")
        assert copied(page) == f"{visitor.site}/api/v1/issues/T-AN-01/"


def test_a_click_that_is_quicker_than_its_script_is_answered_when_that_is_here(visitor: Visitor) -> None:
    def come_late(route: Route) -> None:
        sleep(0.5)
        route.continue_()

    with visitor.at("/") as page:
        page.route("**/citations*.js", come_late)
        page.goto(ISSUE)
        page.locator("#T-AN-01-R1 a.cite").first.click()
        expect(page.get_by_role("group", name="Reference 6")).to_be_visible()
        assert page.url == f"{visitor.site}{ISSUE}"


def test_where_a_script_does_not_come_its_links_lead_on(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, service_workers="block")
    page = context.new_page()
    page.route("**/cit*.js", lambda route: route.abort())
    page.goto(ISSUE)
    page.locator("#T-AN-01-R1 a.cite").first.click()
    expect(page.locator("#ref-6")).to_be_in_viewport()
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cite T-AN-01")
    context.close()


def test_without_scripts_marks_lead_to_the_list_and_cite_to_a_page(visitor: Visitor) -> None:
    with visitor.at(ISSUE, javascript=False) as page:
        expect(page.get_by_role("button", name="Print")).to_be_hidden()
        page.locator("#T-AN-01-R1 a.cite").first.click()
        expect(page.locator("#ref-6")).to_be_in_viewport()
        page.get_by_role("link", name="Cite", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Cite T-AN-01")
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390, 820, 1280, 1600])
def test_no_issue_scrolls_sideways(width: int, visitor: Visitor) -> None:
    size: ViewportSize = {"width": width, "height": 844}
    with visitor.at(ISSUE, size=size) as page:
        for code in ("T-AN-01", "T-AN-03", "T-CA-02", "T-EIS-03", "T-AN-01/cite"):
            page.goto(f"/issues/{code}/")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, code


def test_the_first_steps_are_on_the_first_screen_but_one_of_a_phone(visitor: Visitor) -> None:
    with visitor.at(ISSUE, size=PHONE) as page:
        box = page.locator("#first-steps").bounding_box()
        assert box
        assert box["y"] < PHONE["height"]


def test_print_has_what_is_read_and_nothing_to_click(visitor: Visitor) -> None:
    with visitor.at(ISSUE) as page:
        page.emulate_media(media="print")
        expect(page.locator("#first-steps")).to_be_visible()
        expect(page.locator("#T-AN-01-R1")).to_be_visible()
        for hidden in (".actions", ".jump", ".top"):
            for element in page.locator(hidden).all():
                expect(element).to_be_hidden()
