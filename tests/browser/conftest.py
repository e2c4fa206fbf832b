"""A real Chromium on a live server. Each page fails its test if it logs an error or breaks the CSP."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests import chromium

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 860}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file: a process can hold only one Playwright at a time."""
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous use
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.path(), args=arguments)
            yield browser
            browser.close()


class Visitor:
    """Opens pages of the portal and remembers what the browser complained of."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser = browser
        self.site = site
        self.complaints: list[str] = []

    @contextmanager
    def at(
        self,
        address: str,
        *,
        size: ViewportSize = DESKTOP,
        javascript: bool = True,
        dark: bool = False,
        before: str = "",
        worker: bool = False,
    ) -> Iterator[Page]:
        """A page that has loaded; `before` is a script that runs ahead of those of the page.

        A service worker would ask the server for pages even while the test database is being emptied.
        """
        context = self.browser.new_context(
            base_url=self.site,
            viewport=size,
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            service_workers="allow" if worker else "block",
        )
        try:
            context.add_init_script(before)
            page = context.new_page()
            page.on("console", lambda line: self._complain(line.text) if line.type == "error" else None)
            page.on("pageerror", lambda error: self._complain(str(error)))
            page.goto(address)
            yield page
        finally:
            context.close()

    def _complain(self, text: str) -> None:
        self.complaints.append(text)


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, site)
    yield visitor
    assert visitor.complaints == []
