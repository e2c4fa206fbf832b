"""A reader suggests on a telephone, a curator makes a draft of it, and the reader sees that."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect

from knowledge.models import Experience
from knowledge.pages import suggestion_guard
from tests.browser.conftest import PHONE, Visitor
from tests.browser.test_every_page_in_a_browser import TOO_WIDE, violations

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def typed_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestion_guard, "SHORTEST", -suggestion_guard.LONGEST)


@pytest.fixture
def session(site: str) -> str:
    """The session of a curator who signed in."""
    client = Client()
    client.force_login(User.objects.create_superuser("curator"))
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def sign_in(page: Page, session: str, site: str) -> None:
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])


def test_from_a_reader_to_a_draft_and_back(visitor: Visitor, session: str, site: str) -> None:
    with visitor.at("/issues/T-AN-01/", size=PHONE) as page:
        page.get_by_role("link", name="Add a cause").click()
        page.get_by_label("In one sentence").fill("The seal lets air in.")
        page.get_by_label("In your words").fill("Seen after a week.")
        page.get_by_role("button", name="Send the suggestion").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("is in the queue")
        follow = page.url
    with visitor.at("/") as page:
        sign_in(page, session, site)
        page.goto("/admin/knowledge/suggestion/")
        page.locator("#result_list tbody a").first.click()
        page.get_by_role("button", name="Make a draft").click()
        expect(page.get_by_label("text", exact=False).first).to_have_value("The seal lets air in.")
        expect(page.get_by_text("Seen after a week.")).to_be_visible()
    with visitor.at(follow, size=PHONE) as page:
        expect(page.get_by_role("heading", level=1)).to_contain_text("was taken up")
        expect(page.get_by_text(re.compile(r"T-AN-01-C\d"))).to_be_visible()
        assert not page.evaluate(TOO_WIDE)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_a_remedy_that_was_tried_is_reported(javascript: bool, visitor: Visitor) -> None:
    with visitor.at("/issues/T-AN-01/", javascript=javascript, size=PHONE) as page:
        page.get_by_role("link", name="Tried it? Report on T-AN-01-R1").click()
        page.get_by_label("It worked").check()
        page.get_by_label("Electrolyte").fill("NZSP")
        page.get_by_role("button", name="Send the report").click()
        expect(page.get_by_text("Tried by 1 reader: 1 reports that it worked")).to_be_visible()
        page.get_by_role("link", name="Back to T-AN-01-R1").click()
        page.wait_for_url("**/issues/T-AN-01/#T-AN-01-R1")
    assert Experience.objects.get().outcome == "worked"


def addresses() -> Iterator[str]:
    yield "/experience/?target=T-AN-01-R1"
    yield "/experience/?target=T-AN-01&outcome=helped"
    yield "/experience/?target=REF-05"
    yield "/suggest/?kind=new-record&record_kind=faq"
    yield "/suggest/?target=REF-05&kind=broken-link"
    yield "/issues/T-AN-01/"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_of_it_breaks_a_rule_of_accessibility_or_the_width_of_a_telephone(
    dark: bool, visitor: Visitor
) -> None:
    found = []
    for address in addresses():
        with visitor.at(address, dark=dark, size={"width": 320, "height": 800}) as page:
            found += [(address, rule) for rule in violations(page)]
            if page.evaluate(TOO_WIDE):
                found.append((address, "too wide"))
    visitor.complaints[:] = [line for line in visitor.complaints if "404" not in line]
    assert found == []
