"""Answers are sent as Brotli or gzip, as the reader prefers, and never in a way that gives a secret away."""

import gzip
import zlib
from collections.abc import Iterator
from typing import Any

import brotli
import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from knowledge.services import reading
from portal.compression import BROTLI, GZIP, IDENTITY, Compression, brotli_stream, coding_for
from tests.portal.test_repeated_answers import body

PAGE = b"<p>A dendrite grows along a grain boundary.</p>" * 20
A_BROWSER = "gzip, deflate, br, zstd"


def answered(response: HttpResponseBase, accepted: str = A_BROWSER) -> Any:
    request = RequestFactory().get("/", headers={"accept-encoding": accepted})
    return Compression(lambda request: response)(request)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", IDENTITY),
        ("identity", IDENTITY),
        ("deflate", IDENTITY),
        ("gzip", GZIP),
        ("br", BROTLI),
        ("GZip, BR", BROTLI),
        (A_BROWSER, BROTLI),
        ("gzip;q=1.0, br;q=0.5", GZIP),
        ("gzip;q=0.5,br;q=0.5", BROTLI),
        ("br;q=0, gzip", GZIP),
        ("br; q=0.2", BROTLI),
        ("gzip;q=0", IDENTITY),
        ("*", BROTLI),
        ("*;q=0.5, gzip", GZIP),
        ("br;q=0, *;q=0.1", GZIP),
        ("identity, gzip;q=0.5", IDENTITY),
        ("br;q=much, gzip", GZIP),
    ],
)
def test_the_reader_gets_what_it_prefers(accepted: str, coding: str) -> None:
    assert coding_for(RequestFactory().get("/", headers={"accept-encoding": accepted})) == coding


def test_a_page_is_whole_after_brotli() -> None:
    response = answered(HttpResponse(PAGE))
    assert brotli.decompress(response.content) == PAGE
    assert response["Content-Encoding"] == "br"
    assert int(response["Content-Length"]) == len(response.content) < len(PAGE)
    assert response["Vary"] == "Accept-Encoding"


def test_a_page_is_whole_after_gzip() -> None:
    response = answered(HttpResponse(PAGE), "gzip")
    assert gzip.decompress(response.content) == PAGE
    assert response["Content-Encoding"] == "gzip"


def test_a_public_page_is_the_same_bytes_each_time() -> None:
    """Its tag says so."""
    assert len({answered(HttpResponse(PAGE), "gzip").content for _ in range(20)}) == 1


@pytest.mark.parametrize("accepted", ["br", A_BROWSER, "gzip"])
def test_a_page_that_may_hold_a_secret_is_gzip_of_a_random_length(accepted: str) -> None:
    pages = [answered(HttpResponse(PAGE, headers={"Vary": "Cookie"}), accepted) for _ in range(20)]
    assert {page["Content-Encoding"] for page in pages} == {"gzip"}
    assert len({len(page.content) for page in pages}) > 1
    assert {gzip.decompress(page.content) for page in pages} == {PAGE}


def test_a_form_may_hold_a_secret(client: Client, seed: None) -> None:
    response = client.get("/suggest/", headers={"accept-encoding": A_BROWSER})
    assert b"csrfmiddlewaretoken" in gzip.decompress(response.content)


def test_an_answer_that_is_not_compressed_says_that_it_could_be() -> None:
    response = answered(HttpResponse(PAGE), "identity")
    assert response.content == PAGE
    assert response["Vary"] == "Accept-Encoding" and not response.has_header("Content-Encoding")


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(b"x" * 199),
        HttpResponse(PAGE, headers={"Content-Encoding": "zstd"}),
        HttpResponse(PAGE, content_type="application/zip"),
        HttpResponse(status=304),
    ],
)
def test_what_is_short_or_compressed_already_is_left_alone(response: HttpResponse) -> None:
    before, headers = response.content, dict(response.headers)
    after = answered(response)
    assert after.content == before and dict(after.headers) == headers


def test_the_zip_of_everything_is_left_alone(client: Client, seed: None) -> None:
    response = client.get("/api/v1/export/?format=zip", headers={"accept-encoding": A_BROWSER})
    assert not response.has_header("Content-Encoding")
    assert body(response).startswith(b"PK")


def test_rows_leave_before_the_last_is_made() -> None:
    made = 0

    def rows() -> Iterator[bytes]:
        nonlocal made
        for number in range(100_000):
            made += 1
            yield b"%d: %d ohm cm2\n" % (number, number * number % 9973)

    blocks = brotli_stream(rows())
    begin = next(blocks)
    assert 0 < made < 10_000
    whole = brotli.decompress(begin + b"".join(blocks))
    assert whole.count(b"\n") == made == 100_000


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_stream_stays_one(client: Client, seed: None, coding: str) -> None:
    plain = body(client.get("/api/v1/issues/?format=csv"))
    response = client.get("/api/v1/issues/?format=csv", headers={"accept-encoding": coding})
    assert isinstance(response, StreamingHttpResponse)
    assert response["Content-Encoding"] == coding and not response.has_header("Content-Length")
    sent = body(response)
    assert len(sent) < len(plain) / 2
    assert (brotli.decompress(sent) if coding == "br" else gzip.decompress(sent)) == plain


def test_a_stream_that_may_hold_a_secret_has_a_random_length() -> None:
    def stream() -> bytes:
        response = StreamingHttpResponse(iter([PAGE]), headers={"Vary": "Cookie"})
        sent: bytes = answered(response).getvalue()
        assert zlib.decompress(sent, wbits=31) == PAGE
        return sent

    assert len({len(stream()) for _ in range(20)}) > 1


def test_browsers_that_get_the_same_share_what_is_kept(
    client: Client, seed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get("/api/v1/issues/T-AN-01/", headers={"accept-encoding": "gzip, deflate, br, zstd"})
    monkeypatch.setattr(reading, "published_issues", pytest.fail)
    again = client.get("/api/v1/issues/T-AN-01/", headers={"accept-encoding": "br, gzip;q=0.8"})
    assert again.content == first.content and again["Content-Encoding"] == "br"
    assert again["ETag"] == first["ETag"] and not again["ETag"].startswith("W/")


def test_each_coding_has_its_own_tag_and_body(client: Client, seed: None) -> None:
    answers = [client.get("/issues/", headers={"accept-encoding": each}) for each in ("br", "gzip", "")]
    assert len({each["ETag"] for each in answers}) == 3
    packed, zipped, plain = (each.content for each in answers)
    assert brotli.decompress(packed) == gzip.decompress(zipped) == plain


def test_a_request_without_the_header_is_answered_as_it_is() -> None:
    request = HttpRequest()
    assert coding_for(request) == IDENTITY
