"""What holds on every page: its outline, the security policy, its links and its number of queries."""

import re
from urllib.parse import urldefrag, urljoin

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import Resolver404, resolve
from pytest_django import DjangoAssertNumQueries

from tests.pages.conftest import Read
from tests.pages.document import Document

# address -> ceiling of queries, whatever the number of records; two of them read the revision
CEILINGS = {
    "/": 15,
    "/search/": 8,
    "/search/?q=dendrite": 11,
    "/search/?interface=anode&material=au": 10,
    "/search/?q=xyzzyq": 16,
    "/issues/": 4,
    "/issues/T-AN-01/": 25,  # one for what readers report of it and of its remedies
    "/issues/T-AN-01/cite/": 2,
    "/causes/": 6,
    "/remedies/": 8,
    "/faqs/": 8,
    "/faqs/?q=dendrite": 16,
    "/faqs/FAQ-03/": 9,
    "/data/": 7,
    "/offline/": 2,
    "/data/RES-01/": 10,
    "/protocols/": 4,
    "/protocols/PROT-01/": 13,
    "/references/": 7,
    "/references/REF-05/": 15,
    "/references/REF-10/": 13,
    "/about/": 5,
    "/about/evidence/": 3,
    "/about/shortcuts/": 2,
    "/accessibility/": 2,
    "/map/": 8,
    "/map/?interface=anode&evidence=measured": 8,
    "/techniques/eis/": 3,
    "/materials/nzsp/": 3,
    "/mechanisms/dendrite/": 3,
    "/api/v1/docs/": 3,  # the limit counts the request
    "/suggest/": 1,
    "/suggest/?target=T-AN-01-R1": 3,  # its sources, each with a report of a broken link
    "/suggest/?target=FAQ-03.5": 3,
    "/suggest/?kind=new-record&record_kind=faq": 1,
    "/suggest/?target=REF-05&kind=retraction": 2,
    "/experience/?target=T-AN-01-R1": 4,
    "/experience/?target=T-AN-01&outcome=helped": 4,
}

every_page = pytest.mark.parametrize("address", CEILINGS)


@every_page
def test_a_page_costs_no_more_queries_than_this(
    address: str, client: Client, seed: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(address)  # content types and vocabulary are read once per process
    caches["answers"].clear()  # or the answer would come from memory
    with django_assert_max_num_queries(CEILINGS[address]):
        assert client.get(address).status_code == 200


@every_page
def test_a_page_has_one_h1_and_its_landmarks(address: str, read: Read) -> None:
    page = read(address)
    assert page.h1
    for landmark in ("header", "main", "footer", "title"):
        assert page.all(landmark), landmark
    assert page.all("a")[0].get("href") == "#main"


@every_page
def test_headings_skip_no_level(address: str, read: Read) -> None:
    levels = [
        int(element.tag[1]) for element in read(address).elements if re.fullmatch("h[1-6]", element.tag)
    ]
    main = [level for level in levels if level]
    for above, below in zip(main, main[1:], strict=False):
        assert below <= above + 1, levels


@every_page
def test_every_link_names_an_address(address: str, read: Read) -> None:
    assert all(link.get("href") for link in read(address).all("a"))


@every_page
def test_identifiers_of_elements_are_unique(address: str, read: Read) -> None:
    ids = read(address).ids
    assert len(ids) == len(set(ids))


@every_page
def test_the_content_security_policy_holds(address: str, client: Client, read: Read) -> None:
    assert "unsafe-inline" not in client.get(address)["Content-Security-Policy"]
    page = read(address)
    assert not [element for element in page.elements if "style" in element.attributes]
    assert not page.all("style")
    # linked data is a block of data: nothing runs it
    scripts = [script for script in page.all("script") if script.get("type") != "application/ld+json"]
    assert all(script.get("src") and not script.text for script in scripts)
    handlers = [name for element in page.elements for name in element.attributes if name.startswith("on")]
    assert handlers == []


def test_no_link_of_any_page_is_dead(client: Client, seed: None) -> None:
    waiting, seen = ["/"], {"/"}
    pages: dict[str, Document] = {}
    anchors: set[tuple[str, str]] = set()
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        assert response.status_code == 200, address
        pages[address] = Document.parse(response.content.decode())
        for link in pages[address].links:
            target, anchor = urldefrag(urljoin(address, link))
            if re.match("https?:", target):
                continue
            if anchor:
                anchors.add((target, anchor))
            # the crawl ends at the search, whose states are endless, and at other people's pages
            if target not in seen and not re.match("/(api|admin|search|feed)/", target):
                seen.add(target)
                waiting.append(target)
    assert len(pages) > 40
    for target, anchor in sorted(anchors):
        assert anchor in pages.get(target, Document([], "")).ids or target.startswith("/search/"), (
            target,
            anchor,
        )


def test_links_into_the_api_and_the_admin_lead_somewhere(read: Read) -> None:
    links = {
        link for address in CEILINGS for link in read(address).links if link.startswith(("/api", "/admin"))
    }
    assert len(links) > 5
    for link in links:
        try:
            match = resolve(link.partition("?")[0])
        except Resolver404:
            pytest.fail(f"{link} leads nowhere")
        assert match.url_name != "unknown", link


@every_page
def test_the_json_twin_of_a_page_answers(address: str, client: Client, read: Read) -> None:
    for twin in read(address).all("link"):
        if twin.get("type") == "application/json":
            response = client.get(twin.get("href"))
            assert response.status_code == 200, twin.get("href")
            assert response["Content-Type"].startswith("application/json")
