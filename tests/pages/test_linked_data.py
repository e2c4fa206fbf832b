"""Linked data in pages and from the API: schema.org documents, sound and of what is public."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from knowledge.models import Cause, Issue, Reference, ResistanceRecord
from tests.api.reading import LISTS, ids
from tests.pages.conftest import Read

Node = dict[str, Any]

# address of a page, its place in the API, type, and what a document of that type must have
DOCUMENTS = [
    (
        "/issues/T-AN-01/",
        "issues/T-AN-01",
        "TechArticle",
        {"headline", "abstract", "hasPart"},
    ),
    ("/faqs/FAQ-03/", "faqs/FAQ-03", "FAQPage", {"mainEntity"}),
    ("/protocols/PROT-01/", "protocols/PROT-01", "HowTo", {"name", "step"}),
    ("/data/RES-01/", "resistance/RES-01", "Dataset", {"name", "description", "variableMeasured"}),
    ("/references/REF-19/", "references/REF-19", "ScholarlyArticle", {"headline", "author", "datePublished"}),
    ("/references/REF-02/", "references/REF-02", "CreativeWork", {"name", "description"}),
]
REQUIRED = {
    "Question": {"name", "acceptedAnswer"},
    "Answer": {"text"},
    "HowToSection": {"name", "itemListElement"},
    "HowToStep": {"text", "url"},
    "PropertyValue": {"name"},
    "DataDownload": {"contentUrl", "encodingFormat"},
    "Person": {"name"},
    "Claim": {"text"},
    "WebSite": {"name", "url"},
    "EntryPoint": {"urlTemplate"},
}
ADDRESSES = {"url", "@id", "contentUrl", "usageInfo", "urlTemplate"}


def embedded(read: Read, address: str) -> Node:
    (block,) = [e for e in read(address).all("script") if e.get("type") == "application/ld+json"]
    found: Node = json.loads("".join(block.parts))
    return found


def served(client: Client, place: str) -> Node:
    response = client.get(f"/api/v1/{place}/?format=jsonld")
    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"] == "application/ld+json"
    found: Node = response.json()
    return found


def nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from nodes(each)
    if isinstance(value, list):
        for each in value:
            yield from nodes(each)


def assert_sound(document: Node) -> None:
    """Context, types, required properties, absolute addresses, nothing empty."""
    assert document["@context"] == "https://schema.org"
    for node in nodes(document):
        assert set(node) == {"@id"} or node["@type"]
        assert node.keys() >= REQUIRED.get(node.get("@type", ""), set()), node
        for name in ADDRESSES & node.keys():
            assert node[name].startswith(("http://", "https://")), (name, node[name])
        assert all(value not in ("", None, []) for value in node.values()), node


@pytest.mark.parametrize(("page", "place", "kind", "required"), DOCUMENTS)
def test_a_page_holds_what_the_api_serves(
    client: Client, read: Read, page: str, place: str, kind: str, required: set[str]
) -> None:
    document = served(client, place)
    assert embedded(read, page) == document
    assert document["@type"] == kind
    assert document.keys() >= required
    assert document["@id"] == f"http://testserver{page}"


@pytest.mark.parametrize("name", LISTS)
def test_the_document_of_every_record_is_sound(client: Client, seed: None, name: str) -> None:
    for code in ids(client, f"{name}/?limit=500")[::4]:
        assert_sound(served(client, f"{name}/{code}"))


@pytest.mark.parametrize(("page", "kind"), [("/", "WebSite"), ("/data/", "Dataset")])
def test_a_page_of_the_whole_portal_is_sound(client: Client, read: Read, page: str, kind: str) -> None:
    document = embedded(read, page)
    assert_sound(document)
    assert document["@type"] == kind
    for download in document.get("distribution", []):
        response = client.get(download["contentUrl"])
        assert response.headers["Content-Type"].startswith(download["encodingFormat"])


def test_an_accept_header_chooses_it(client: Client, seed: None) -> None:
    response = client.get("/api/v1/faqs/FAQ-03/", headers={"accept": "application/ld+json"})
    assert response.json()["@type"] == "FAQPage"


def test_no_text_ends_the_block(read: Read) -> None:
    Issue.objects.filter(code="T-AN-01").update(title="</script><script>alert(1)</script><!-- & ]]>")
    assert embedded(read, "/issues/T-AN-01/")["headline"] == "</script><script>alert(1)</script><!-- & ]]>"
    assert "<script>alert" not in read("/issues/T-AN-01/").html


def test_a_bound_is_never_the_value(client: Client, seed: None) -> None:
    ResistanceRecord.objects.filter(code="RES-01").update(final_relation="below")
    properties = served(client, "resistance/RES-01")["variableMeasured"]
    (final,) = [each for each in properties if each["name"] == "final resistance"]
    assert final["unitText"] == "Ω cm²"
    assert "maxValue" in final
    assert "value" not in final


def test_a_source_that_nobody_identified_has_no_title_and_no_author(client: Client, seed: None) -> None:
    document = served(client, "references/REF-10")
    assert (document["@type"], document["name"]) == ("CreativeWork", "REF-10")
    assert not {"headline", "author", "sameAs", "datePublished"} & set(document)


def test_what_is_not_published_never_leaks(client: Client, read: Read) -> None:
    Cause.objects.filter(code="T-AN-01-C1").update(status="draft")
    Reference.objects.filter(code="REF-06").update(status="draft")
    text = json.dumps(embedded(read, "/issues/T-AN-01/"))
    assert "T-AN-01-C1" not in text
    assert "REF-06" not in text
    assert "T-AN-01-C2" in text
    assert client.get("/api/v1/causes/T-AN-01-C1/?format=jsonld").status_code == 404
