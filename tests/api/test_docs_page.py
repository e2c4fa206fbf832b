"""The page about the API shows every script, and the interactive schema loads nothing from elsewhere."""

import html
import re

import pytest
from django.test import Client

from knowledge.api.example_scripts import FOLDER, LANGUAGES, PORTAL, TASKS
from tests.pages.document import Document

pytestmark = pytest.mark.usefixtures("seed")
DOCS = "/api/v1/docs/"
INTERACTIVE = "/api/v1/docs/interactive/"
ORDER = ["find-issues", "load-data", "cite", "mirror", "suggest", "identifiers", "limits", "schema"]


@pytest.fixture
def page(client: Client) -> str:
    return client.get(DOCS).content.decode()


@pytest.fixture
def interactive(client: Client) -> str:
    return client.get(INTERACTIVE).content.decode()


def test_each_task_is_a_script_in_each_language() -> None:
    names = {f"{task}.{ending}" for task in TASKS for ending in LANGUAGES}
    assert {path.name for path in FOLDER.iterdir() if path.is_file()} == names


@pytest.mark.parametrize("task", TASKS)
def test_a_script_is_shown_whole_for_the_portal_that_shows_it(task: str, page: str) -> None:
    for ending in LANGUAGES:
        (shown,) = re.findall(rf'<pre id="{task}-{ending}"[^>]*>(.*?)</pre>', page, re.DOTALL)
        written = (FOLDER / f"{task}.{ending}").read_text()
        assert written.count(PORTAL) == 1
        assert html.unescape(shown) == written.replace(PORTAL, "http://testserver")


def test_tasks_come_first_then_the_rules_then_the_interactive_schema(page: str) -> None:
    sections = [each.get("id") for each in Document.parse(page).all("section") if each.get("id") in ORDER]
    assert sections == ORDER
    assert page.count(f'href="{INTERACTIVE}"') == 2


def test_the_schema_and_every_script_are_loaded_from_the_portal(interactive: str) -> None:
    assets = re.findall(r'<(?:script|img)[^>]* src="([^"]+)"|<link[^>]* href="([^"]+)"', interactive)
    addresses = [html.unescape(source or link) for source, link in assets]
    assert any("swagger-ui-bundle" in address for address in addresses)
    assert [each for each in addresses if not re.match(r"/(?!/)|#|data:image/svg", each)] == []


def test_the_script_names_the_schema_and_no_third_party(client: Client) -> None:
    script = client.get(f"{INTERACTIVE}?script=").content.decode()
    assert 'url: "/api/v1/schema/"' in script
    assert "http" not in script
    assert '"validatorUrl": null' in script


@pytest.mark.parametrize("address", [DOCS, INTERACTIVE])
def test_the_security_policy_is_that_of_every_page(address: str, client: Client) -> None:
    policy = client.get(address).headers["Content-Security-Policy"]
    assert policy == client.get("/issues/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy


def test_there_is_no_inline_script(interactive: str) -> None:
    assert re.findall(r"<script(?![^>]* src=)[^>]*>", interactive) == []
