"""Answers are compressed with what the reader takes and likes best: Brotli, else gzip.

What depends on a cookie may hold a secret, whose letters can be guessed by the length of a compressed answer
(BREACH). Django hides that length with a gzip header of random length, for which Brotli has no place: such
answers get gzip with it. Any other holds nothing secret, and is the same bytes each time.

Own code, because django-brotli reads no weights and packs no streams, and django-http-compression leaves out
Vary where it does not compress, packs a stream row by row, and has nothing against BREACH in Brotli.
"""

from collections.abc import Callable, Iterable, Iterator

import brotli
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header, patch_vary_headers
from django.utils.text import compress_sequence, compress_string

BROTLI = "br"
GZIP = "gzip"
IDENTITY = "identity"
# measured on the portal's pages and lists: smaller than gzip's 6, in less time
QUALITY = 5
FEWEST_BYTES = 200
SENT_EVERY = 2**16
_RANDOM_BYTES = 100
_COMPRESSED_ALREADY = ("application/zip",)
# less than any weight that can be written
_UNLESS_NOTHING_ELSE = 0.0001


class Compression:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if _is_worth_it(response):
            patch_vary_headers(response, ["Accept-Encoding"])
            _compress(response, coding_for(request))
        return response


def coding_for(request: HttpRequest) -> str:
    """BROTLI, GZIP or IDENTITY: what the Accept-Encoding header prefers of them (RFC 9110, 12.5.3)."""
    weights = dict(map(_weighed, request.headers.get("Accept-Encoding", "").lower().split(",")))
    others = weights.get("*", 0)
    wanted = {coding: weights.get(coding, others) for coding in (BROTLI, GZIP)}
    wanted[IDENTITY] = weights.get(IDENTITY, _UNLESS_NOTHING_ELSE)
    # of equal ones the first
    return max(wanted, key=wanted.__getitem__)


def _weighed(part: str) -> tuple[str, float]:
    """`br;q=0.5` -> ("br", 0.5); a weight that is none counts as 0."""
    coding, _, weight = part.partition(";")
    try:
        return coding.strip(), float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        return coding.strip(), 0


def _is_worth_it(response: HttpResponseBase) -> bool:
    if response.has_header("Content-Encoding") or response.headers.get("Content-Type") in _COMPRESSED_ALREADY:
        return False
    return not isinstance(response, HttpResponse) or len(response.content) >= FEWEST_BYTES


def _compress(response: HttpResponseBase, coding: str) -> None:
    may_be_secret = has_vary_header(response, "Cookie")
    if coding == BROTLI and may_be_secret:
        coding = GZIP
    if coding == IDENTITY:
        return
    random_bytes = _RANDOM_BYTES if may_be_secret else None
    if isinstance(response, StreamingHttpResponse):
        rows: Iterable[bytes] = response.streaming_content  # type: ignore[assignment]  # under WSGI no async
        response.streaming_content = (
            brotli_stream(rows)
            if coding == BROTLI
            else compress_sequence(rows, max_random_bytes=random_bytes)
        )
        del response.headers["Content-Length"]
    elif isinstance(response, HttpResponse):
        response.content = (
            brotli.compress(response.content, quality=QUALITY)
            if coding == BROTLI
            else compress_string(response.content, max_random_bytes=random_bytes)
        )
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = coding


def brotli_stream(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Sent by SENT_EVERY bytes of rows: by itself Brotli would hold back megabytes, row by row it would pack
    worse than gzip."""
    compressor = brotli.Compressor(quality=QUALITY)
    waiting = 0
    for row in rows:
        block = compressor.process(row)
        waiting += len(row)
        if waiting >= SENT_EVERY:
            block += compressor.flush()
            waiting = 0
        if block:
            yield block
    yield compressor.finish()
