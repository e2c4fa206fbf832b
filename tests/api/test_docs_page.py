"""The page about the API loads nothing from elsewhere and shows examples that work."""

import html
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("seed")


@pytest.fixture
def page(client: Client) -> str:
    return client.get("/api/v1/docs/").content.decode()


def test_every_asset_comes_from_the_portal(client: Client, page: str) -> None:
    assets = re.findall(r'<(?:script|img)[^>]* src="([^"]+)"|<link[^>]* href="([^"]+)"', page)
    addresses = [html.unescape(source or link) for source, link in assets]
    assert any("swagger-ui-bundle" in address for address in addresses)
    assert [each for each in addresses if not re.match(r"/(?!/)|#|data:image/svg", each)] == []


def test_the_script_names_the_schema_and_no_third_party(client: Client) -> None:
    script = client.get("/api/v1/docs/?script=").content.decode()
    assert 'url: "/api/v1/schema/"' in script
    assert "http" not in script
    assert '"validatorUrl": null' in script


def test_inline_styles_are_allowed_on_this_page_only(client: Client) -> None:
    docs = client.get("/api/v1/docs/").headers["Content-Security-Policy"]
    other = client.get("/api/v1/issues/").headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in docs
    assert "unsafe-inline" not in other
    assert "script-src" not in docs


def test_there_is_no_inline_script(page: str) -> None:
    assert re.findall(r"<script(?![^>]* src=)[^>]*>", page) == []


def test_the_examples_that_read_work(client: Client, page: str) -> None:
    examples = re.findall(r'(?<!POST ")http://testserver(/api/v1/[^"&\s<]*(?:&amp;[^"\s<]*)?)', page)
    assert len(examples) >= 4
    for example in examples:
        parts = urlsplit(html.unescape(example))
        assert client.get(f"{parts.path}?{parts.query}").status_code == 200, example
