"""What is asked of a DOI resolver, and what is said when it answers otherwise: a real server of our own."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytest_django import Settings

from knowledge.services import doi_lookup
from knowledge.services.doi_lookup import NotFound, look_up

ITEM = {
    "type": "journal-article",
    "title": "Interfaces of Na<sub>3</sub>PS<sub>4</sub>",
    "author": [{"family": "Deysher", "given": "Grayson"}],
    "container-title": "Batteries",
    "issued": {"date-parts": [[2023, 1]]},
    "DOI": "10.1000/good",
}


class Resolver(BaseHTTPRequestHandler):
    """Answers by the DOI that is asked; `asked` are the addresses and what was accepted."""

    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Accept"]))
        name = self.path.partition("/10.1000/")[2]
        answers = {
            "good": (200, json.dumps(ITEM).encode()),
            "html": (200, b"<html>A page</html>"),
            "deep": (200, b"[" * 100_000),
            "untitled": (200, b'{"type": "book"}'),
            "wrong": (200, b'{"title": "A", "URL": "javascript:1"}'),
            "large": (200, b'{"title": "' + b"a" * doi_lookup.LARGEST_ANSWER + b'"}'),
            "form": (406, b""),
            "broken": (503, b""),
        }
        if name in ("moved", "loop", "away", "inside"):
            self.send_response(302)
            to = {"moved": "good", "loop": "loop"}.get(name, "")
            elsewhere = {"away": "https://x.example/", "inside": "http://127.0.0.1:1/"}.get(name)
            self.send_header("Location", elsewhere or f"/10.1000/{to}")
            self.end_headers()
            return
        if name == "slow":
            time.sleep(1)
        status, body = answers.get(name, (404, b""))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def asked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    # what stands in the environment of a server must not lead the tests elsewhere
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    seen: list[tuple[str, str]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Asked", (Resolver,), {"asked": seen}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    here = f"127.0.0.1:{server.server_address[1]}"
    settings.DOI_RESOLVER, settings.DOI_HOSTS = f"http://{here}", [here]
    yield seen
    server.shutdown()
    server.server_close()
    thread.join()


def why(doi: str) -> str:
    with pytest.raises(NotFound) as refused:
        look_up(doi)
    return str(refused.value)


@pytest.mark.parametrize("doi", ["10.1000/good", "https://doi.org/10.1000/good", "10.1000/moved"])
def test_a_doi_becomes_an_entry(doi: str, asked: list[tuple[str, str]]) -> None:
    entry = look_up(doi)
    assert (entry.title, entry.authors) == ("Interfaces of Na₃PS₄", ("Deysher, Grayson",))
    assert (entry.container_title, entry.year, entry.csl_type) == ("Batteries", 2023, "article-journal")
    assert {accepted for _, accepted in asked} == {"application/vnd.citationstyles.csl+json"}


@pytest.mark.parametrize(
    ("doi", "said"),
    [
        ("10.1000/none", "There is no DOI 10.1000/none, says 127.0.0.1."),
        ("10.1000/form", "tells nothing about it in a form that is read here"),
        ("10.1000/broken", "answered 503"),
        ("10.1000/html", "is not understood: it is no CSL-JSON"),
        ("10.1000/deep", "is not understood: it is nested too deeply"),
        ("10.1000/untitled", "is not understood: it names no title"),
        ("10.1000/wrong", "is not understood: url is 'javascript:1'"),
        ("10.1000/large", "is larger than a megabyte"),
        ("10.1000/loop", "without an end"),
        ("10.1000/away", "lies at x.example; only 127.0.0.1"),
        ("10.1000/inside", "lies at 127.0.0.1:1; only 127.0.0.1"),
    ],
)
def test_every_other_answer_is_told_plainly(doi: str, said: str, asked: list[tuple[str, str]]) -> None:
    assert said in why(doi)


@pytest.mark.parametrize("text", ["", "Nature 2024", "10.1000/a\0b", "10.1000/../x", "10.1000/" + "a" * 300])
def test_what_is_no_doi_is_not_asked(text: str, asked: list[tuple[str, str]]) -> None:
    assert "10.3390/batteries9010008" in why(text)
    assert asked == []


def test_a_doi_cannot_change_where_is_asked(asked: list[tuple[str, str]]) -> None:
    why("10.1000/x?y=1#z@y")
    assert [path for path, _ in asked] == ["/10.1000/x%3Fy%3D1%23z%40y"]


def test_a_resolver_that_is_slow_or_away_is_named(
    asked: list[tuple[str, str]], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doi_lookup, "READ", 0.2)
    assert "127.0.0.1 cannot be reached from here (ReadTimeout)" in why("10.1000/slow")
    settings.DOI_RESOLVER, settings.DOI_HOSTS = "http://127.0.0.1:1", ["127.0.0.1:1"]
    assert "127.0.0.1 cannot be reached from here (ConnectionError)" in why("10.1000/good")


def test_it_can_be_turned_off(asked: list[tuple[str, str]], settings: Settings) -> None:
    settings.DOI_RESOLVER = ""
    assert "turned off" in why("10.1000/good")
    assert asked == []


def test_only_hosts_of_the_list_are_asked(asked: list[tuple[str, str]], settings: Settings) -> None:
    settings.DOI_HOSTS = ["doi.org"]
    assert "only doi.org are asked" in why("10.1000/good")
    assert asked == []
