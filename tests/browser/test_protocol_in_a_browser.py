"""A protocol at the bench and on paper: ticks, own values, bench mode, timers, the printed sheet."""

import re
import zlib

import pytest
from playwright.sync_api import Page, expect

from knowledge.models import Parameter, Step
from tests.browser.conftest import PHONE, Visitor

pytestmark = pytest.mark.browser

PROTOCOL = "/protocols/PROT-01/"
SHOWN_SIZE = "element => { const box = element.getBoundingClientRect(); return [box.width, box.height] }"


@pytest.fixture
def gap(seed: None) -> str:
    """The key of a time that the source of PROT-01 does not give, in seconds."""
    step = Step.objects.get(stage__protocol__code="PROT-01", stage__number=1, number=1)
    Parameter.objects.create(step=step, number=50, name="mixing time", value_text="not stated", unit="s")
    return "PROT-01-S1.1-50"


def tick(page: Page, step: str) -> None:
    page.get_by_label(f"Step {step} done").check()


def test_ticks_and_own_values_are_kept_on_the_device(visitor: Visitor, site: str, gap: str) -> None:
    with visitor.at(PROTOCOL) as page:
        tick(page, "1.1")
        tick(page, "4.2")
        page.locator(f"[data-own='{gap}']").fill("90")
        page.reload()
        expect(page.get_by_label("Step 1.1 done")).to_be_checked()
        expect(page.get_by_label("Step 1.2 done")).not_to_be_checked()
        expect(page.locator(f"[data-own='{gap}']")).to_have_value("90")
        expect(page.get_by_text("2 of 13 done")).to_be_visible()


def test_nothing_of_a_run_is_sent(visitor: Visitor) -> None:
    with visitor.at(PROTOCOL) as page:
        page.mouse.move(5, 5)  # scripts come with a reader
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
        tick(page, "1.1")
        page.locator("[data-own]").first.fill("7 mm")
        page.wait_for_timeout(200)
        assert asked == []


def test_a_run_is_cleared_with_one_tap_and_brought_back_with_another(visitor: Visitor) -> None:
    with visitor.at(PROTOCOL) as page:
        clear = page.get_by_role("button", name="Clear this run")
        expect(clear).to_be_disabled()
        tick(page, "2.1")
        clear.click()
        expect(page.get_by_label("Step 2.1 done")).not_to_be_checked()
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_label("Step 2.1 done")).to_be_checked()


def test_ticks_of_an_earlier_version_are_not_carried_over_and_the_page_says_so(visitor: Visitor) -> None:
    with visitor.at(PROTOCOL) as page:
        page.evaluate(
            "localStorage.setItem('interphase-run:PROT-01:1', '{\"ticks\": {\"PROT-01-S1.1\": true}}')"
        )
        page.reload()
        expect(page.get_by_label("Step 1.1 done")).not_to_be_checked()
        expect(page.get_by_text("was changed after your last run")).to_be_visible()


def test_bench_mode_is_one_tap_in_and_one_tap_out_and_survives_a_reload(visitor: Visitor) -> None:
    with visitor.at(PROTOCOL, size=PHONE) as page:
        tick(page, "1.1")
        page.get_by_role("button", name="Bench mode").click()
        pressed = page.get_by_role("button", name="Leave bench mode", pressed=True)
        for hidden in ("header.top", "footer.foot", ".protocol-side", ".protocol-end", ".crumbs"):
            expect(page.locator(hidden)).to_be_hidden()
        page.reload()
        expect(pressed).to_be_visible()
        expect(page.get_by_label("Step 1.1 done")).to_be_checked()
        assert page.url.endswith("?bench=1")
        pressed.click()
        expect(page.locator("header.top")).to_be_visible()
        assert page.url.endswith(PROTOCOL)


def test_at_the_bench_boxes_are_for_gloves_and_type_is_a_quarter_larger(visitor: Visitor) -> None:
    with visitor.at(PROTOCOL, size=PHONE) as page:
        box, text = page.locator("[data-tick]").first, page.locator(".step-text > p").first
        size = "element => parseFloat(getComputedStyle(element).fontSize)"
        assert box.evaluate(SHOWN_SIZE) == [28, 28]
        everyday = text.evaluate(size)
        page.goto(f"{PROTOCOL}?bench=1")
        assert box.evaluate(SHOWN_SIZE) == [44, 44]
        assert text.evaluate(size) == 1.25 * everyday
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_at_the_bench_a_mark_shows_its_source_though_the_list_is_hidden(visitor: Visitor) -> None:
    with visitor.at(f"{PROTOCOL}?bench=1", size=PHONE) as page:
        page.locator(".step a.cite").first.click()
        expect(page.get_by_role("group", name="Reference")).to_be_visible()


def test_without_script_the_page_is_whole_and_bench_mode_works(visitor: Visitor) -> None:
    with visitor.at(PROTOCOL, javascript=False) as page:
        expect(page.locator(".step")).to_have_count(13)
        tick(page, "1.1")
        for needs_script in ("Print sheet", "Clear this run"):
            expect(page.get_by_text(needs_script)).to_be_hidden()
        page.get_by_role("button", name="Bench mode").click()
        expect(page.locator("header.top")).to_be_hidden()
        page.get_by_role("button", name="Leave bench mode").click()
        expect(page.locator("header.top")).to_be_visible()


def test_a_timer_starts_empty_and_tells_when_the_time_is_up(visitor: Visitor, site: str, gap: str) -> None:
    with visitor.at(PROTOCOL) as page:
        page.clock.install()
        page.reload()
        timer = page.locator("[data-timer]", has=page.locator(f"[data-own='{gap}']"))
        start = timer.get_by_role("button")
        start.click()
        expect(page.get_by_role("status").get_by_text("Enter a time first.")).to_be_visible()
        page.locator(f"[data-own='{gap}']").fill("90")
        start.click()
        expect(timer.locator("output")).to_have_text("1:30")
        page.clock.run_for(30_000)
        expect(timer.locator("output")).to_have_text("1:00")
        page.clock.run_for(61_000)
        expect(timer.locator("output")).to_have_text("Time is up")
        assert page.title().startswith("Time is up: PROT-01")


def test_the_protocol_prints_on_two_pages_with_a_line_for_every_gap(
    visitor: Visitor, site: str, gap: str
) -> None:
    with visitor.at(PROTOCOL) as page:
        page.emulate_media(media="print")
        line = page.locator(f"[data-own='{gap}']")
        assert line.evaluate("element => getComputedStyle(element).borderBottomStyle") == "dotted"
        assert line.evaluate("element => getComputedStyle(element).borderTopStyle") == "none"
        for shown in (".print-line", "th.yours"):
            expect(page.locator(shown)).to_be_visible()
        for hidden in ("header.top", ".actions", ".run", ".jump"):
            expect(page.locator(hidden)).to_be_hidden()
        expect(page.locator(".timer-button").first).to_be_hidden()
        assert pages_of(page.pdf(prefer_css_page_size=True)) == 2


def pages_of(pdf: bytes) -> int:
    """Page objects of a PDF, also those in compressed object streams."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    unpacked = b"".join(map(_unpacked, streams))
    return len(re.findall(rb"/Type\s*/Page\b", pdf + unpacked))


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
