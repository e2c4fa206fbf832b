"""Suggesting an edit in a browser: the fields of the chosen kind, faults and where the focus goes."""

import re

import pytest
from playwright.sync_api import expect

from knowledge.models import Suggestion
from knowledge.pages import suggestion_guard
from tests.browser.conftest import PHONE, Visitor

pytestmark = pytest.mark.browser

REFUSED = re.compile(r"status of 422")


@pytest.fixture(autouse=True)
def typed_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestion_guard, "SHORTEST", -suggestion_guard.LONGEST)


def forget_refusals(visitor: Visitor) -> None:
    """The browser notes every page that is answered with an error status."""
    visitor.complaints[:] = [line for line in visitor.complaints if not REFUSED.search(line)]


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_only_the_fields_of_the_chosen_kind_are_shown(javascript: bool, visitor: Visitor) -> None:
    with visitor.at("/suggest/?target=T-AN-01-R1", javascript=javascript, size=PHONE) as page:
        expect(page.get_by_label("In your words")).to_be_hidden()
        page.get_by_label("Wrong").check()
        expect(page.get_by_label("In your words")).to_be_visible()
        expect(page.get_by_label("Quantity")).to_be_hidden()
        page.get_by_label("New value").check()
        expect(page.get_by_label("Quantity")).to_be_visible()
        page.get_by_label("Other").check()
        expect(page.get_by_label("DOI of the source")).to_be_hidden()


def test_a_fault_takes_the_focus_and_leads_to_its_field(visitor: Visitor) -> None:
    with visitor.at("/suggest/?target=T-AN-01-R1") as page:
        page.get_by_label("Missing reference").check()
        page.get_by_label("In your words").fill("It is in Table 2.")
        page.get_by_role("button", name="Send the suggestion").click()
        expect(page).to_have_title(re.compile("^Error: "))
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.get_by_label("In your words")).to_have_value("It is in Table 2.")
        page.get_by_role("link", name="Give the DOI of the source.").click()
        expect(page.get_by_label("DOI of the source")).to_be_focused()
    forget_refusals(visitor)


def test_a_suggestion_is_sent_by_keyboard_alone(visitor: Visitor) -> None:
    with visitor.at("/suggest/?target=T-AN-01-R1") as page:
        page.get_by_label("Wrong").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("10.3390/batteries9010008")
        page.keyboard.press("Tab")
        page.keyboard.type("The value is 146, not 145.")
        for _ in range(3):  # name, email, button
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("is in the queue")
        expect(page.get_by_text("The value is 146, not 145.")).to_be_visible()
    assert Suggestion.objects.get().fields["doi"] == "10.3390/batteries9010008"


def test_the_trap_is_no_stop_of_the_tab_key_and_out_of_sight(visitor: Visitor) -> None:
    with visitor.at("/suggest/") as page:
        expect(page.locator(".trap input")).not_to_be_in_viewport()
        assert page.locator(".trap input").get_attribute("tabindex") == "-1"


def test_single_keys_can_be_switched_off_for_good(visitor: Visitor) -> None:
    with visitor.at("/about/shortcuts/") as page:
        page.get_by_label("Single keys").uncheck()
        page.goto("/map/")
        page.keyboard.press("/")
        expect(page.locator("#q")).not_to_be_focused()
        page.goto("/about/shortcuts/")
        expect(page.get_by_label("Single keys")).not_to_be_checked()
        page.get_by_label("Single keys").check()
        page.goto("/map/")
        page.keyboard.press("/")
        expect(page.locator("#q")).to_be_focused()
        page.goto("/faqs/")
        page.keyboard.press("?")
        page.wait_for_url("**/about/shortcuts/")
