"""Reading without a connection: what was visited stays readable, and says how old it is."""

from collections.abc import Callable
from time import monotonic, sleep

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from knowledge.models import Protocol
from knowledge.services import curation
from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

PROTOCOL = "/protocols/PROT-01/"
ISSUE = "/issues/T-AN-01/"
# JavaScript, each a question to the browser
KEPT = "path => caches.match(path, { ignoreVary: true }).then(Boolean)"
COPY = "path => caches.match(path, { ignoreVary: true }).then((copy) => copy ? copy.text() : '')"
# from then on the worker answers every navigation
ACTIVATED = """() => navigator.serviceWorker.getRegistration()
  .then((registration) => registration?.active?.state === 'activated')"""
UPDATE = "() => navigator.serviceWorker.getRegistration().then((registration) => registration.update())"
KEPT_PATHS = """async () => {
  const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = (await Promise.all(caches_.map((cache) => cache.keys()))).flat();
  return requests.map((request) => new URL(request.url).pathname);
}"""


def until(true: Callable[[], bool]) -> None:
    """Waits for what happens in the worker; `page.wait_for_function` does not wait for promises."""
    end = monotonic() + 20
    while not true():
        assert monotonic() < end, "waited in vain"
        sleep(0.1)


def visit(page: Page, address: str) -> None:
    """Opens a page and waits until it and the offline page are kept."""
    page.goto(address)
    until(
        lambda: page.evaluate(ACTIVATED) and page.evaluate(KEPT, address) and page.evaluate(KEPT, "/offline/")
    )
    page.wait_for_load_state("networkidle")


def test_a_protocol_is_read_and_ticked_offline_with_its_date(visitor: Visitor) -> None:
    with visitor.at(PROTOCOL, worker=True) as page:
        visit(page, PROTOCOL)
        page.context.set_offline(True)
        page.reload()
        expect(page.get_by_role("status").get_by_text("Offline copy from")).to_be_visible()
        expect(page.get_by_text("Values may have changed.")).to_be_visible()
        expect(page.locator(".step")).to_have_count(13)
        page.get_by_label("Step 1.1 done").check()
        page.get_by_role("button", name="Bench mode").click()
        page.reload()
        expect(page.get_by_label("Step 1.1 done")).to_be_checked()
        expect(page.get_by_role("button", name="Leave bench mode")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.step')).display") == "grid"


def test_an_issue_that_was_visited_is_read_offline(visitor: Visitor) -> None:
    with visitor.at(PROTOCOL, worker=True) as page:
        visit(page, PROTOCOL)
        visit(page, ISSUE)
        page.context.set_offline(True)
        page.goto(ISSUE)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Short circuit")
        expect(page.get_by_text("Offline copy from")).to_be_visible()


def test_a_page_that_was_never_visited_lists_what_can_be_read(visitor: Visitor) -> None:
    with visitor.at(PROTOCOL, worker=True) as page:
        visit(page, PROTOCOL)
        page.context.set_offline(True)
        page.goto("/faqs/")
        expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
        expect(page.get_by_role("link", name="Try again")).to_have_attribute("href", f"{visitor.site}/faqs/")
        page.get_by_role("link", name="PROT-01").click()
        expect(page.locator(".step")).to_have_count(13)


def test_with_a_connection_the_page_comes_fresh_and_without_a_band(visitor: Visitor) -> None:
    with visitor.at(PROTOCOL, worker=True) as page:
        visit(page, PROTOCOL)
        protocol = Protocol.objects.get(code="PROT-01")
        protocol.title = "A title of today"
        protocol.save()
        curation.saved(protocol)
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("A title of today")
        expect(page.get_by_text("Offline copy from")).to_have_count(0)


def test_a_new_revision_of_the_content_renews_the_copies(visitor: Visitor) -> None:
    with visitor.at(PROTOCOL, worker=True) as page:
        visit(page, PROTOCOL)
        page.goto("/faqs/")
        protocol = Protocol.objects.get(code="PROT-01")
        protocol.title = "A title of today"
        protocol.save()
        curation.saved(protocol)
        connection.close()
        page.evaluate(UPDATE)
        until(lambda: "A title of today" in page.evaluate(COPY, PROTOCOL))
        page.context.set_offline(True)
        page.goto(PROTOCOL)
        expect(page.get_by_role("heading", level=1)).to_have_text("A title of today")


def test_only_issues_protocols_and_what_they_need_are_kept(visitor: Visitor) -> None:
    with visitor.at(PROTOCOL, worker=True) as page:
        visit(page, PROTOCOL)
        for address in ("/faqs/", "/admin/login/", "/issues/", "/protocols/", "/protocols/PROT-02/"):
            page.goto(address)
        page.evaluate("() => fetch('/api/v1/protocols/PROT-01/').then((answer) => answer.text())")
        until(lambda: page.evaluate(KEPT, "/protocols/PROT-02/"))
        paths = {path for path in page.evaluate(KEPT_PATHS) if not path.startswith("/static/")}
        assert paths == {"/offline/", PROTOCOL, "/protocols/PROT-02/"}
