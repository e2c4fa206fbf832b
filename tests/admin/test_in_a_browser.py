"""The forms in a real Chromium, under the portal's content security policy."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.db.models import Model
from django.test import Client
from playwright.sync_api import FilePayload, Page, expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from knowledge.models import (
    CONTENT_MODELS,
    Cause,
    Issue,
    Reference,
    ResistanceRecord,
    SearchEntry,
    Step,
    Term,
)
from tests import chromium
from tests.admin.forms import address

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console said was wrong, policy violations included."""
    return []


@pytest.fixture
def page(
    plain_static_files: None,
    live_server: LiveServer,
    seed: None,
    curator: Client,
    complaints: list[str],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Page]:
    # Playwright's loop runs in this thread, which Django takes for asynchronous code
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=["--no-sandbox"])
        context = browser.new_context(base_url=live_server.url)
        session = curator.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        # beside a running loop Django opens connections of their own, which nobody else would close
        connections.close_all()
        browser.close()


@pytest.mark.usefixtures("laboratory_of_one")
def test_a_curator_adds_a_cited_cause_and_publishes_it(page: Page, complaints: list[str]) -> None:
    issue = Issue.objects.get(code="T-AN-01")
    page.goto(address(issue))
    page.get_by_text("Add another Cause").click()
    row = page.locator("#causes-group tr.form-row:not(.empty-form)").last
    row.locator("textarea").fill("The pellet is porous.")
    row.locator(".select2-search__field").fill("REF-06")
    page.locator(".select2-results__option--highlighted", has_text="REF-06").click()
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_contain_text("was changed successfully")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator(".messagelist .success")).to_have_text("Published: T-AN-01, T-AN-01-C4.")
    cause = Cause.objects.get(code="T-AN-01-C4")
    assert [citation.reference.code for citation in cause.citations.all()] == ["REF-06"]
    assert SearchEntry.objects.filter(code=cause.code).exists()
    assert complaints == []


def test_a_table_is_imported_and_taken_back_on_a_phone(page: Page, complaints: list[str]) -> None:
    def bring(line: str) -> None:
        page.goto("/admin/knowledge/importbatch/import/")
        text = f"code,system_configuration,electrolyte,modification\n{line}\n"
        file: FilePayload = {"name": "resistance.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name="Check").click()

    page.set_viewport_size({"width": 360, "height": 800})
    bring("RES-900,Na,NZSP,")
    expect(page.get_by_role("region", name="Mistakes").locator("tbody tr")).to_contain_text("is missing")
    bring("RES-900,Na,NZSP,A layer")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name="Import").click()
    expect(page.locator(".messagelist .success")).to_contain_text("resistance records: 1 new")
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.locator(".messagelist .success")).to_contain_text("Undone: import")
    assert not ResistanceRecord.objects.filter(code="RES-900").exists()
    assert complaints == []


def test_no_page_breaks_the_content_security_policy(page: Page, complaints: list[str]) -> None:
    models: list[type[Model]] = [*CONTENT_MODELS, Step, Term]
    one_of_each = [model._default_manager.order_by("pk")[0] for model in models]
    lists = [address(type(row), "changelist") for row in one_of_each]
    for visited in ("/admin/", *lists, *(address(row) for row in one_of_each)):
        page.goto(visited)
    assert complaints == []


@pytest.mark.usefixtures("laboratory_of_one")
def test_a_curator_pastes_references_looks_at_them_and_imports(page: Page, complaints: list[str]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address(Reference, "changelist"))
    page.get_by_role("link", name="Import references").click()
    page.get_by_label("Paste").fill(
        "@article{a, title={Zirconquartz in Na$_3$PS$_4$}, doi={10.1000/zq}, year=2024}"
    )
    page.get_by_role("button", name="Look at it first").click()
    expect(page.locator("#content-main")).to_contain_text("Zirconquartz in Na₃PS₄")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    page.get_by_role("button", name="Import").click()
    page.get_by_role("link", name="Zirconquartz in Na₃PS₄").click()
    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator(".messagelist .success")).to_contain_text("Published: REF-")
    made = Reference.objects.get(doi="10.1000/zq")
    page.goto(made.get_absolute_url())
    expect(page.locator("h1")).to_contain_text("Zirconquartz in Na")
    assert complaints == []


def test_a_doi_that_is_known_is_told_while_it_is_typed(page: Page, complaints: list[str]) -> None:
    page.goto(address(Reference, "add"))
    page.locator("#id_doi").press_sequentially("10.3390/batteries9010008")
    expect(page.locator(".lookalikes a")).to_contain_text("REF-06")
    expect(page.locator(".lookalikes")).to_contain_text(["", "the same DOI."])
    page.locator("#id_doi").fill("10.3390/another")
    expect(page.locator(".lookalikes a")).to_have_count(0)
    assert complaints == []
