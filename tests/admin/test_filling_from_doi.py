"""The button "Fill in from DOI": fills what is empty, says what differs, saves nothing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from knowledge.models import Reference
from tests.admin.forms import address, fields_on, messages_on

pytestmark = pytest.mark.usefixtures("seed")

ITEM = {
    "type": "article-journal",
    "title": "Zirconquartz",
    "author": [{"family": "Deysher", "given": "Grayson"}, {"family": "Chen", "given": "Yu-Ting"}],
    "container-title": "Batteries",
    "issued": {"date-parts": [[2023]]},
}


class Resolver(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        is_known = self.path == "/10.1000/zq"
        self.send_response(200 if is_known else 404)
        self.end_headers()
        self.wfile.write(json.dumps(ITEM).encode() if is_known else b"")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(autouse=True)
def resolver(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Resolver)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    here = f"127.0.0.1:{server.server_address[1]}"
    settings.DOI_RESOLVER, settings.DOI_HOSTS = f"http://{here}", [here]
    yield
    server.shutdown()
    server.server_close()
    thread.join()


def press(client: Client, page: str, **typed: Any) -> Any:
    answer: Any = client.post(page, {**fields_on(client, page), **typed, "_fill_doi": "1"})
    assert answer.status_code == 200
    return answer


def value(page: Any, name: str) -> str:
    return str(page.context["adminform"].form[name].value())


def test_empty_fields_are_filled_and_nothing_is_saved(curator: Client) -> None:
    before = Reference.objects.count()
    page = press(curator, address(Reference, "add"), doi="https://doi.org/10.1000/zq", volume="9")
    assert value(page, "title") == "Zirconquartz"
    assert value(page, "authors").splitlines() == ["Deysher, Grayson", "Chen, Yu-Ting"]
    assert (value(page, "year"), value(page, "doi"), value(page, "volume")) == ("2023", "10.1000/zq", "9")
    assert value(page, "doi_seen_in").startswith("answer of the DOI resolver, ")
    assert Reference.objects.count() == before


def test_what_stands_there_is_kept_and_what_differs_is_said(curator: Client) -> None:
    record = Reference.objects.create(code="REF-901", number=901, title="Another", year=2020)
    page = press(curator, address(record), doi="10.1000/zq")
    assert (value(page, "title"), value(page, "year")) == ("Another", "2020")
    said = messages_on(page)
    assert said[0].startswith("Filled in from 10.1000/zq: authors, journal or site, CSL type.")
    assert "title differs and was left: here “Another”, there “Zirconquartz”." in said
    record.refresh_from_db()
    assert record.doi == ""


@pytest.mark.parametrize(
    ("doi", "said"),
    [("10.1000/none", "There is no DOI 10.1000/none"), ("", "Type a DOI first"), ("nonsense", "is no DOI")],
)
def test_a_failure_is_told_and_what_was_typed_stays(doi: str, said: str, curator: Client) -> None:
    page = press(curator, address(Reference, "add"), doi=doi, title="Typed")
    assert said in messages_on(page)[0]
    assert value(page, "title") == "Typed"


def test_the_filled_form_can_be_saved(curator: Client) -> None:
    add = address(Reference, "add")
    page = press(curator, add, doi="10.1000/zq")
    filled = {name: value(page, name) for name in ("title", "authors", "year", "doi", "doi_seen_in")}
    curator.post(add, {**fields_on(curator, add), **filled})
    made = Reference.objects.get(doi="10.1000/zq")
    assert (made.title, made.authors) == ("Zirconquartz", ["Deysher, Grayson", "Chen, Yu-Ting"])
