import pytest
from django.test import Client

from knowledge.models import Cause, Reference, Status
from tests.pages.conftest import Read


def test_a_reference_shows_everything_that_rests_on_it(read: Read) -> None:
    codes = [link.text for link in read("/references/REF-05/").all("a", css_class="code")]
    assert codes == [
        *("T-AN-01-C3", "T-CYC-01-C1", "T-CYC-01-C3"),
        *("T-EIS-01-R3", "T-CYC-01-R1", "T-CYC-01-R3"),
        *("T-AN-01-S4", "T-CA-01-S1", "T-CA-01-S2", "T-EIS-01-S4", "T-CYC-01-S2"),
        *("FAQ-06.2", "FAQ-06.3", "FAQ-06.4"),
        *("PROT-01-S1.2", "PROT-01-S4.1"),
    ]


def test_a_claim_that_is_not_public_does_not_count(read: Read) -> None:
    Cause.objects.filter(code="T-AN-01-C3").update(status=Status.DRAFT)
    assert "T-AN-01-C3" not in [link.text for link in read("/references/REF-05/").all("a", css_class="code")]


def test_a_doi_is_a_link(read: Read) -> None:
    assert "https://doi.org/10.3390/batteries9010008" in read("/references/REF-06/").links


def test_a_candidate_is_never_shown_as_the_source(read: Read) -> None:
    reference = Reference.objects.filter(identification="candidate", candidates__isnull=False).first()
    assert reference is not None
    candidate = reference.candidates.first()
    assert candidate is not None
    page = read(reference.get_absolute_url())
    assert candidate.title not in page.h1
    assert "What it may be; not the source" in page.text
    assert not [link for link in page.links if "doi.org" in link]


def test_the_same_work_is_named_on_both_of_its_references(read: Read) -> None:
    assert "/references/REF-19/" in read("/references/REF-05/").links
    assert "/references/REF-05/" in read("/references/REF-19/").links


def test_how_surely_each_source_is_identified_stands_in_the_list(read: Read) -> None:
    page = read("/references/")
    assert "Article identified" in page.by_id("ref-6").text
    assert "Not identified" in page.by_id("ref-2").text


def test_a_reference_shows_what_it_contradicts_apart_from_what_rests_on_it(read: Read) -> None:
    page = read("/references/REF-03/")
    (contradicted,) = page.all("section", css_class="contradicted")
    assert [code for code in ("T-GB-01-C3", "FAQ-15.1", "T-AN-01-R4") if code in contradicted.text] == [
        "T-GB-01-C3",
        "FAQ-15.1",
    ]
    assert page.text.count("T-GB-01-C3") == 1
    assert "T-AN-01-R4" in page.text


def test_a_reference_says_what_kind_of_source_it_is_and_as_what_it_was_read(read: Read) -> None:
    reference = Reference.objects.exclude(aliases=[]).filter(seen_as="full text").exclude(seen_in="").first()
    assert reference is not None
    text = read(reference.get_absolute_url()).text
    assert f"Kind of source {reference.get_source_kind_display()}" in text
    assert f"Read as full text in {reference.seen_in}" in text
    assert f"Also listed as {', '.join(reference.aliases)}" in text


def test_the_list_is_grouped_by_identification_and_holds_every_reference(read: Read) -> None:
    page = read("/references/")
    headings = [heading.text for heading in page.all("h2")]
    assert headings == [degree.label for degree in Reference.Identification]
    assert page.by_id("identified").text.count("Article identified") == 1 + 54
    assert len([item for item in page.ids if item.startswith("ref-")]) == 100


def test_a_source_that_nobody_identified_asks_for_help(read: Read) -> None:
    page = read("/references/REF-02/")
    assert "on a source that nobody has identified" in page.text
    assert "/suggest/?target=REF-02&kind=missing-reference" in page.links
    assert "nobody has identified" not in read("/references/REF-06/").text


def test_a_measured_row_that_rests_on_a_reference_shows_its_value(read: Read) -> None:
    assert "2708 → 146 Ω cm²" in read("/references/REF-06/").text


@pytest.mark.parametrize(
    ("address", "start"),
    [
        ("/references/", "/api/v1/references/?format="),
        ("/references/REF-06/", "/api/v1/references/REF-06/?format="),
        ("/search/?q=gold&interface=anode", "/api/v1/search/?q=gold&interface=anode&format="),
        ("/search/?q=gold&page=2&page_size=3", "/api/v1/search/?q=gold&format="),
    ],
)
def test_a_page_offers_its_references_to_a_reference_manager(
    address: str, start: str, read: Read, client: Client
) -> None:
    offered = [link for link in read(address).links if link.startswith(start)]
    assert offered == [f"{start}{name}" for name in ("bibtex", "ris", "csljson")]
    assert all(client.get(link).status_code == 200 for link in offered)
