"""The whole way: a reader suggests, a contributor drafts, a second person reviews, and it is reverted."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from knowledge.models import FAQ, Suggestion
from knowledge.pages import suggestion_guard
from knowledge.services import revision
from tests.admin.forms import address

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Opened = Callable[[str], Page]


@pytest.fixture
def page_of(
    browser: Browser, site: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    """A browser of its own for somebody in a role; for a reader without one."""
    monkeypatch.setattr(suggestion_guard, "SHORTEST", -suggestion_guard.LONGEST)
    contexts = []

    def open_page(role: str) -> Page:
        context = browser.new_context(base_url=site)
        contexts.append(context)
        if role:
            user = User.objects.create_user(role.lower())
            user.groups.add(Group.objects.get(name=role))
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def test_from_a_readers_hint_to_a_reviewed_version_and_back(page_of: Opened) -> None:
    reader, curator, reviewer = page_of(""), page_of("Curator"), page_of("Reviewer")
    before = revision.current().number
    faq = FAQ.objects.get(code="FAQ-03")
    was = faq.points.get(number=1).text

    reader.goto("/faqs/FAQ-03/")
    reader.get_by_role("link", name=re.compile("Suggest an edit")).first.click()
    reader.get_by_label("Wrong").check()
    reader.get_by_label("In your words").fill("It happens in liquid cells as well.")
    reader.get_by_role("button", name=re.compile("Send")).click()
    expect(reader.locator("main")).to_contain_text("in the queue")
    status_page = reader.url

    curator.goto(address(Suggestion.objects.latest("number")))
    curator.get_by_role("button", name="Make a draft").click()
    expect(curator.locator("#content")).to_contain_text("It happens in liquid cells as well.")
    curator.locator("#id_points-0-text").fill("Dendrites can form in liquid cells as well.")
    curator.locator("[name=_comment]").fill("From a reader.")
    curator.get_by_role("button", name="Save and submit for review").click()
    expect(curator.locator(".messagelist .success")).to_contain_text("Submitted for review: FAQ-03.")
    expect(curator.get_by_role("button", name="Save and publish")).to_have_count(0)
    reader.goto("/faqs/FAQ-03/")
    expect(reader.locator("main")).to_contain_text(was)

    reviewer.goto("/admin/")
    reviewer.locator(".queue", has_text="Waiting for review").get_by_role("link", name="FAQ-03").click()
    reviewer.get_by_role("link", name="Compare with public").click()
    expect(reviewer.locator(".differences")).to_contain_text("liquid cells")
    reviewer.get_by_role("link", name="Back to the form").click()
    reviewer.get_by_role("button", name="Save and publish").click()
    expect(reviewer.locator(".messagelist .success")).to_contain_text("Published: FAQ-03.")

    reader.goto("/faqs/FAQ-03/")
    expect(reader.locator("main")).to_contain_text("Dendrites can form in liquid cells as well.")
    reader.goto(f"/faqs/FAQ-03/?revision={before}")
    expect(reader.locator("#text")).to_contain_text(was)
    expect(reader.locator("#since ins").first).to_be_visible()
    reader.goto(status_page)
    expect(reader.locator("main")).to_contain_text("FAQ-03")

    reviewer.get_by_role("link", name="History").click()
    reviewer.get_by_role("button", name="Make a draft of this version").last.click()
    expect(reviewer.locator(".messagelist .success")).to_contain_text(
        "A draft of FAQ-03 holds what was public"
    )
    reviewer.get_by_role("button", name="Save and submit for review").click()
    another = page_of("Administrator")
    another.goto(address(faq))
    another.get_by_role("button", name="Save and publish").click()
    reader.goto("/faqs/FAQ-03/")
    expect(reader.locator("main")).to_contain_text(was)
