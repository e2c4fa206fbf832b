"""References for reference managers: programs written elsewhere read every one of them, without loss."""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse_bibtex
from citeproc.source.json import CiteProcJSON
from django.test import Client
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text

from knowledge.models import Issue, Reference
from knowledge.services.bibliography import csl
from tests.api.reading import faults, text_of

SITE = "http://testserver"
FORMATS = ["bibtex", "ris", "csljson"]
ALL = "/api/v1/references/?format="

Item = dict[str, Any]


@pytest.fixture
def items(seed: None) -> dict[str, Item]:
    """What the database holds, by identifier, with a reference of everything that is hard to write."""
    Reference.objects.create(
        code="REF-990",
        status="published",
        title="50 % of {Na₃Zr₂Si₂PO₁₂} & Na⁺|β″-Al2O3_x #1: $5 ~10 × 2 Ω·cm² ≥25 °C, 1\u202fh @ a^b \\ c",
        authors=["Johannes Diderik van der Waals", "Černý, R.", "Murgia", "Ján Novák Jr.", "M. Bay et al."],
        container_title="Zeitschrift für Physik & Chemie",
        csl_type="article-journal",
        pages="1–9",
        doi="10.1002/(SICI)1097-4636(199823)43:4<338::AID-JBM2>3.0.CO;2-B",
        url="https://x.example/a_b%20c?q=50%25&r=~x#y",
        identification="identified",
    )
    return {each.code: csl.item(each, SITE) for each in Reference.objects.published()}


def keys(client: Client, address: str) -> list[str]:
    return re.findall(r"(?m)^ID  - (.+)$", text_of(client.get(f"/api/v1/{address}")))


def same(text: str) -> str:
    """Equal for β″ as two primes, ₃ as 3, and whatever spaces TeX was given."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def plain(latex: str) -> str:
    # pylatexenc takes a prime for an apostrophe, and the circumflex for one above a letter
    text = LatexNodes2Text().latex_to_text(latex.replace(r"\prime", "′"))
    return same(text.replace("ˆ", "^"))


def names_of(item: Item) -> list[str]:
    """As `Given particle Family Suffix`."""
    order = ("given", "non-dropping-particle", "family", "suffix", "literal")
    return [" ".join(name[part] for part in order if part in name) for name in item.get("author", [])]


def _written_out(name: str) -> str:
    """`Novák, Ján, Jr.` as `Ján Novák Jr.`"""
    family, *rest = name.split(", ")
    return " ".join([*rest[:1], family, *rest[1:]])


def year_of(item: Item) -> str:
    return str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""


def test_csl_json_is_read_by_citeproc_as_it_stands(client: Client, items: dict[str, Item]) -> None:
    read = json.loads(text_of(client.get(f"{ALL}csljson")))
    assert {each["id"]: each for each in read} == items
    source = CiteProcJSON(read)
    assert set(source) == {code.lower() for code in items}


def test_bibtex_is_read_by_pybtex_without_loss(client: Client, items: dict[str, Item]) -> None:
    entries = parse_string(text_of(client.get(f"{ALL}bibtex")), "bibtex").entries
    assert set(entries) == set(items)
    for code, item in items.items():
        entry, fields = entries[code], entries[code].fields
        names = [
            " ".join(
                map(str, [*n.first_names, *n.middle_names, *n.prelast_names, *n.last_names, *n.lineage_names])
            )
            for n in entry.persons.get("author", [])
        ]
        assert [plain(name) for name in names] == [
            "others" if name == "et al." else same(name) for name in names_of(item)
        ]
        container = fields.get("journal") or fields.get("booktitle") or fields.get("howpublished") or ""
        publisher = fields.get("school") or fields.get("institution") or fields.get("publisher") or ""
        assert plain(fields.get("title", "")) == same(item.get("title", ""))
        assert plain(container) == same(item.get("container-title", ""))
        assert plain(publisher) == same(item.get("publisher", ""))
        assert plain(fields.get("note", "")) == same(item.get("note", ""))
        assert fields.get("pages", "").replace("--", "-") == item.get("page", "").replace("–", "-")
        assert [fields.get(name, "") for name in ("volume", "number", "doi", "url")] == [
            item.get(name, "") for name in ("volume", "issue", "DOI", "URL")
        ]
        assert fields.get("year", "") == year_of(item)


def test_bibtex_is_read_by_bibtexparser_without_a_fault(client: Client, items: dict[str, Item]) -> None:
    library = parse_bibtex(text_of(client.get(f"{ALL}bibtex")))
    assert library.failed_blocks == []
    assert {entry.key for entry in library.entries} == set(items)


def test_ris_is_read_by_rispy_without_loss(client: Client, items: dict[str, Item]) -> None:
    read = {entry["id"]: entry for entry in rispy.loads(text_of(client.get(f"{ALL}ris")))}
    assert set(read) == set(items)
    for code, item in items.items():
        entry = read[code]
        names = [_written_out(name) for name in entry.get("authors", [])]
        pages = "-".join(filter(None, (entry.get("start_page"), entry.get("end_page"))))
        assert names == names_of(item)
        assert entry.get("title", "") == item.get("title", "")
        assert entry.get("secondary_title", "") == item.get("container-title", "")
        assert entry.get("publisher", "") == item.get("publisher", "")
        assert pages == item.get("page", "").replace("–", "-")
        assert [entry.get(name, "") for name in ("volume", "number", "doi")] == [
            item.get(name, "") for name in ("volume", "issue", "DOI")
        ]
        assert entry.get("urls", []) == ([item["URL"]] if "URL" in item else [])
        assert entry.get("notes", []) == ([item["note"]] if "note" in item else [])
        assert entry.get("year", "") == year_of(item)


def test_the_items_hold_what_the_records_hold(items: dict[str, Item]) -> None:
    article = items["REF-06"]
    assert (article["type"], article["DOI"], article["page"]) == (
        "article-journal",
        "10.3390/batteries9010008",
        "8",
    )
    assert "author" not in article


@pytest.mark.parametrize("code", ["REF-02", "REF-10"])
def test_an_unidentified_source_says_so_and_has_no_title(code: str, items: dict[str, Item]) -> None:
    assert set(items[code]) == {"id", "type", "note"}
    assert "has not been identified" in items[code]["note"]
    assert f"{SITE}/references/{code}/" in items[code]["note"]


def test_an_unidentified_source_is_misc_with_a_note(client: Client, seed: None) -> None:
    text = text_of(client.get("/api/v1/references/REF-02/?format=bibtex"))
    assert text.startswith("@misc{REF-02,\n  note = {The source has not been identified.")
    assert "title" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_a_single_reference_is_written_too(client: Client, seed: None, name: str) -> None:
    response = client.get(f"/api/v1/references/ref-06/?format={name}")
    assert "attachment" in response.headers["Content-Disposition"]
    text = text_of(response)
    assert "REF-06" in text
    assert "REF-07" not in text


@pytest.mark.parametrize(
    ("accept", "first"),
    [
        ("application/x-bibtex", "@"),
        ("application/x-research-info-systems", "T"),
        ("application/vnd.citationstyles.csl+json", "["),
    ],
)
def test_an_accept_header_chooses_a_format(client: Client, seed: None, accept: str, first: str) -> None:
    assert text_of(client.get("/api/v1/references/", headers={"accept": accept}))[0] == first


def test_filters_and_order_hold(client: Client, seed: None) -> None:
    listed = client.get("/api/v1/references/?interface=anode&ordering=-year&limit=500").json()["results"]
    found = keys(client, "references/?interface=anode&ordering=-year&format=ris")
    assert found == [each["id"] for each in listed]


@pytest.mark.parametrize("name", FORMATS)
def test_a_page_of_a_bibliography_is_a_fault(client: Client, seed: None, name: str) -> None:
    assert "limit" in faults(client.get(f"/api/v1/references/?format={name}&limit=5"))


@pytest.mark.parametrize("kind", ["issues", "faqs", "resistance", "protocols", "causes", "remedies"])
def test_a_search_gives_the_references_behind_its_results(client: Client, seed: None, kind: str) -> None:
    singular = {"resistance": "resistance", "causes": "cause", "remedies": "remedy"}.get(kind, kind[:-1])
    listed = client.get(f"/api/v1/{kind}/?interface=anode&limit=500").json()["results"]
    behind = sorted({cited["reference"] for each in listed for cited in _cited(each)})
    assert sorted(keys(client, f"search/?kind={singular}&interface=anode&format=ris")) == behind
    assert behind


def _cited(value: Any) -> list[Item]:
    """Every citation anywhere in a record."""
    if isinstance(value, dict):
        own = [value] if "reference" in value and "stance" in value else []
        return own + [found for each in value.values() for found in _cited(each)]
    return [found for each in value for found in _cited(each)] if isinstance(value, list) else []


def test_a_reference_that_is_found_stands_for_itself(client: Client, seed: None) -> None:
    assert "REF-06" in keys(client, "search/?kind=reference&format=ris")


def test_nothing_found_has_no_references(client: Client, seed: None) -> None:
    address = "/api/v1/search/?q=zirconquartz&exact=true&format="
    assert json.loads(text_of(client.get(f"{address}csljson"))) == []
    assert text_of(client.get(f"{address}bibtex")) == text_of(client.get(f"{address}ris")) == ""


@pytest.mark.parametrize("name", FORMATS)
def test_an_unpublished_reference_never_leaks(client: Client, seed: None, name: str) -> None:
    Reference.objects.filter(code="REF-06").update(status="draft")
    for address in (f"{ALL}{name}", f"/api/v1/search/?format={name}"):
        assert "REF-06" not in text_of(client.get(address))
    assert client.get(f"/api/v1/references/REF-06/?format={name}").status_code == 404


def test_what_only_a_draft_cites_is_not_behind_its_issue(client: Client, seed: None) -> None:
    before = set(keys(client, "search/?kind=issue&format=ris"))
    for issue in Issue.objects.all():
        issue.causes.update(status="draft")
        issue.remedies.update(status="draft")
    assert set(keys(client, "search/?kind=issue&format=ris")) < before


def test_a_search_costs_a_fixed_number_of_queries(
    client: Client, seed: None, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(21):
        text_of(client.get("/api/v1/search/?format=ris"))
