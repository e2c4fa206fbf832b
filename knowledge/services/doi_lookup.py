"""What a resolver says of a DOI, as an entry (content negotiation for CSL-JSON).

The server asks only hosts of the settings (`DOI_HOSTS`), follows redirects only among them, and reads no more
than a megabyte within a few seconds.
"""

import json
import re
import time
from urllib.parse import quote, urljoin, urlsplit

import requests
from django.conf import settings

from knowledge.models.reference import DOI_PATTERN
from knowledge.services.reference_reading import csl_json
from knowledge.services.reference_reading.entries import Entry
from knowledge.services.reference_reading.fitting import bare_doi, fitted

ACCEPT = "application/vnd.citationstyles.csl+json"
LARGEST_ANSWER = 2**20
MOST_REDIRECTS = 5
# seconds: to connect, between two pieces, and for everything
CONNECT, READ, IN_ALL = 4, 8, 15


class NotFound(Exception):
    """No entry came of a DOI; the message says why, for a curator."""


def look_up(text: str) -> Entry:
    """The entry of a DOI, however that was written. Raises NotFound."""
    doi = bare_doi(text)
    if not doi:
        raise NotFound("Type a DOI first, such as 10.3390/batteries9010008.")
    # segments of points would lead to another address of the resolver
    leads_away = not {".", ".."}.isdisjoint(doi.split("/"))
    if not re.match(DOI_PATTERN, doi) or len(doi) > 200 or not doi.isprintable() or leads_away:
        raise NotFound(f"{doi[:80]} is no DOI; one looks like 10.3390/batteries9010008.")
    if not settings.DOI_RESOLVER:
        raise NotFound("Looking up DOIs is turned off here (INTERPHASE_DOI_RESOLVER is empty).")
    return _read(_asked(doi), doi)


def _asked(doi: str) -> bytes:
    address = f"{settings.DOI_RESOLVER.rstrip('/')}/{quote(doi, safe='/:;()._-')}"
    ends = time.monotonic() + IN_ALL
    try:
        with requests.Session() as session:
            for _ in range(MOST_REDIRECTS + 1):
                _check_host(address)
                with session.get(
                    address,
                    headers={"Accept": ACCEPT, "User-Agent": "Interphase"},
                    timeout=(CONNECT, READ),
                    allow_redirects=False,
                    stream=True,
                ) as answer:
                    if answer.is_redirect:
                        address = urljoin(address, answer.headers["Location"])
                        continue
                    return _body(answer, doi, ends)
    except (requests.RequestException, UnicodeError) as error:
        host = urlsplit(address).hostname
        raise NotFound(
            f"{host} cannot be reached from here ({type(error).__name__}). Fill in by hand."
        ) from error
    raise NotFound(f"The resolver sends from one address to the next for {doi}, without an end.")


def _check_host(address: str) -> None:
    """A redirect may lead anywhere, into the network of the server too."""
    parts = urlsplit(address)
    asked = urlsplit(settings.DOI_RESOLVER)
    allowed = parts.scheme == "https" or (parts.scheme, parts.netloc) == (asked.scheme, asked.netloc)
    # a port of its own is part of what is allowed
    if not allowed or parts.netloc not in settings.DOI_HOSTS:
        hosts = ", ".join(settings.DOI_HOSTS)
        raise NotFound(
            f"The record of this DOI lies at {parts.netloc or address[:80]}; only {hosts} are asked."
        )


def _body(answer: requests.Response, doi: str, ends: float) -> bytes:
    host = urlsplit(answer.url).hostname
    if answer.status_code in (404, 410):
        raise NotFound(f"There is no DOI {doi}, says {host}.")
    if answer.status_code in (406, 415) or answer.status_code == 204:
        raise NotFound(f"{host} knows {doi}, but tells nothing about it in a form that is read here.")
    if answer.status_code != 200:
        raise NotFound(f"{host} answered {answer.status_code} for {doi}. Try again later or fill in by hand.")
    body = b""
    for piece in answer.iter_content(2**14):
        body += piece
        if len(body) > LARGEST_ANSWER:
            raise NotFound(f"The answer of {host} for {doi} is larger than a megabyte and was not read.")
        if time.monotonic() > ends:
            raise NotFound(f"{host} took longer than {IN_ALL} seconds to answer for {doi}.")
    return body


def _read(body: bytes, doi: str) -> Entry:
    not_understood = f"The answer for {doi} is not understood"
    try:
        data = json.loads(body.decode())
        found = csl_json.item(data, "")
    except RecursionError as error:
        raise NotFound(f"{not_understood}: it is nested too deeply.") from error
    except ValueError as error:
        raise NotFound(f"{not_understood}: it is no CSL-JSON.") from error
    entry, faults = fitted(found)
    if entry is None:
        reasons = "; ".join(f"{fault.field} {fault.reason}" for fault in faults)
        raise NotFound(f"{not_understood}: {reasons}.")
    if not entry.title:
        raise NotFound(f"{not_understood}: it names no title.")
    return entry
