"""What holds on every page once a browser shows it: nothing is cut off, nothing keeps a reader out.

Each test goes through all pages, for loading the seed anew costs more than looking at a page.
"""

from collections.abc import Callable, Iterator
from typing import TypedDict

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.pages.test_every_page import CEILINGS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (320, 390, 820, 1280, 1600)
MOST_REQUESTS = 5
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# a text that lies directly in a flexible box: each subscript would be a box of its own, with gaps between
TORN_FORMULAE = """[...document.querySelectorAll("sub, sup")]
  .filter((each) => /flex|grid/.test(getComputedStyle(each.parentElement).display))
  .map((each) => each.parentElement.outerHTML.slice(0, 160))"""
# What the page did until now. What it asks for once it is loaded is not part of the first view.
FIRST_VIEW = """async () => {
  const [navigation] = performance.getEntriesByType("navigation");
  const loaded = performance.getEntriesByType("resource").filter(
    (each) => each.startTime <= navigation.loadEventStart);
  const shifts = await seen("layout-shift");
  // as a browser's own tools report it, to three decimals: rows that still arrive move one by less
  const sum = shifts.reduce((all, shift) => all + shift.value, 0);
  const moved = shifts.flatMap((shift) => shift.sources.map(
    ({ node }) => `${shift.value.toFixed(4)} ${(node?.outerHTML ?? node?.textContent ?? "").slice(0, 90)}`));
  return {
    requests: [location.href, ...loaded.map((each) => each.name)],
    moved: sum >= 0.0005 ? [`moved by ${sum.toFixed(4)}`, ...moved] : [],
    refused: globalThis.refused,
  };

  function seen(type) {
    return new Promise((resolve) => {
      const entries = [];
      new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({ type, buffered: true });
      setTimeout(() => resolve(entries), 100);
    });
  }
}"""
NOTE_REFUSALS = """globalThis.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  globalThis.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));"""

both_themes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
both_sizes = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])


class FirstView(TypedDict):
    """Addresses asked for, elements that moved after they were shown, what the security policy refused."""

    requests: list[str]
    moved: list[str]
    refused: list[str]


def test_no_page_is_wider_than_the_window_and_no_formula_is_torn_apart(visitor: Visitor) -> None:
    too_wide = []
    for address in CEILINGS:
        with visitor.at(address) as page:
            assert page.evaluate(TORN_FORMULAE) == []
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                if page.evaluate(TOO_WIDE):
                    too_wide.append((address, width))
    assert too_wide == []


@both_sizes
def test_a_first_view_is_light_and_steady_and_keeps_the_security_policy(
    size: ViewportSize, visitor: Visitor
) -> None:
    heavy, moved, refused = [], [], []
    for address in CEILINGS:
        with visitor.at(address, size=size, before=NOTE_REFUSALS) as page:
            page.mouse.move(5, 5)  # for what comes with a reader may move nothing either
            page.wait_for_load_state("networkidle")
            first: FirstView = page.evaluate(FIRST_VIEW)
            if len(first["requests"]) > MOST_REQUESTS:
                heavy.append(first["requests"])
            if first["moved"]:
                moved.append((address, first["moved"]))
            if first["refused"]:
                refused.append((address, first["refused"]))
    assert (heavy, moved, refused) == ([], [], [])


def violations(page: Page) -> Iterator[str]:
    """Each rule that is broken, with the first element that breaks it."""
    for rule in Axe().run(page, options=RULES).response["violations"]:
        node = rule["nodes"][0]
        yield f"{rule['id']} ({len(rule['nodes'])}): {node['html'][:160]} {node['failureSummary'][:240]}"


@both_themes
def test_no_page_breaks_a_rule_of_accessibility(dark: bool, visitor: Visitor) -> None:
    found = []
    for address in CEILINGS:
        with visitor.at(address, dark=dark) as page:
            for size in (DESKTOP, PHONE):
                page.set_viewport_size(size)
                found += [(address, size["width"], rule) for rule in violations(page)]
    assert found == []


@both_themes
def test_a_refusal_or_a_form_breaks_none_either(dark: bool, visitor: Visitor) -> None:
    found = []
    for address in (
        "/T-AN-09",
        "/nowhere/",
        "/data/?colour=red",
        f"/search/?q={'x' * 201}",
        "/account/sign-in/",
    ):
        with visitor.at(address, dark=dark) as page:
            for size in (DESKTOP, PHONE):
                page.set_viewport_size(size)
                found += [(address, size["width"], rule) for rule in violations(page)]
                assert not page.evaluate(TOO_WIDE)
    # Chromium counts every answer of 400 and more as a fault of the page
    visitor.complaints[:] = [
        text for text in visitor.complaints if "responded with a status of 40" not in text
    ]
    assert found == []


def open_suggestions_and_facet(page: Page) -> None:
    if page.locator("#filters-label").is_visible():
        page.locator("#filters-label").click()
    page.locator("#facet-evidence > summary").click()
    page.get_by_role("combobox").fill("short")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def open_note(page: Page) -> None:
    page.locator("#T-AN-01-R1 a.cite").first.click()
    expect(page.get_by_role("group", name="Reference 6")).to_be_visible()


def open_dialog(page: Page) -> None:
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page.get_by_role("dialog", name="Cite T-AN-01")).to_be_visible()


def open_filter(page: Page) -> None:
    if page.locator("#filters-label").is_visible():
        page.locator("#filters-label").click()
    page.locator("#filter-material > summary").click()
    expect(page.locator("#material-nzsp")).to_be_visible()


def enter_bench_mode(page: Page) -> None:
    page.get_by_role("button", name="Bench mode").click()
    expect(page.locator("header.top")).to_be_hidden()


OPENED: list[tuple[str, Callable[[Page], None]]] = [
    ("/search/?q=gold", open_suggestions_and_facet),
    ("/issues/T-AN-01/", open_note),
    ("/issues/T-AN-01/", open_dialog),
    ("/data/", open_filter),
    ("/protocols/PROT-01/", enter_bench_mode),
]


@both_themes
def test_what_opens_on_a_page_breaks_none_either(dark: bool, visitor: Visitor) -> None:
    found = []
    for address, act in OPENED:
        for size in (DESKTOP, PHONE):
            with visitor.at(address, dark=dark, size=size) as page:
                act(page)
                found += [(act.__name__, size["width"], rule) for rule in violations(page)]
    assert found == []
