"""Pictures of every type of page in both widths and themes, to look at: python -m tests.screenshots [SITE].

SITE is the address of a running portal, http://localhost:8000 if none is given.
"""

import os
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests import chromium
from tests.browser.conftest import DESKTOP, PHONE
from tests.pages.test_every_page import CEILINGS

FOLDER = Path(__file__).resolve().parent.parent / "screenshots"
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


def file_name(address: str, size: ViewportSize, theme: Theme) -> str:
    """`/issues/T-AN-01/` on a phone as `issues-T-AN-01-390-light.png`."""
    page = "".join(letter if letter.isalnum() else "-" for letter in address).strip("-") or "home"
    return f"{page}-{size['width']}-{theme}.png"


def take(browser: Browser, site: str, size: ViewportSize, theme: Theme) -> list[str]:
    """Writes the pictures of all pages in one width and theme; returns the pages that do not answer 200."""
    context = browser.new_context(base_url=site, viewport=size, color_scheme=theme)
    page = context.new_page()
    failed = []
    for address in CEILINGS:
        response = page.goto(address, wait_until="networkidle")
        if response is None or response.status != 200:
            failed.append(address)
        page.screenshot(path=FOLDER / file_name(address, size, theme), full_page=True)
    context.close()
    return failed


def main(site: str) -> int:
    """Returns the exit status: 1 where a page failed."""
    FOLDER.mkdir(exist_ok=True)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=arguments)
        states = [(size, theme) for size in (PHONE, DESKTOP) for theme in THEMES]
        failed = [address for size, theme in states for address in take(browser, site, size, theme)]
        browser.close()
    print(f"{len(states) * len(CEILINGS)} pictures in {FOLDER}")
    for address in dict.fromkeys(failed):
        print(f"{address} did not answer 200", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"))
