"""Pages of techniques, materials and mechanisms."""

import pytest
from django.test import Client

from knowledge.models import Cause, SearchEntry, Term
from knowledge.models.evidence import Grade
from knowledge.services import curation
from knowledge.services.term_holdings import SHOWN_OF_A_KIND
from tests.pages.conftest import Read


def test_every_term_with_a_page_has_one(client: Client, seed: None) -> None:
    terms = Term.objects.filter(facet__slug__in=["technique", "material", "mechanism"]).select_related(
        "facet"
    )
    assert terms
    for term in terms:
        assert client.get(f"/{term.facet.slug}s/{term.slug}/").status_code == 200, term


def test_a_technique_shows_what_is_filed_under_it_kind_by_kind_and_counted(read: Read) -> None:
    page = read("/techniques/eis/")
    eis = Term.objects.get(facet__slug="technique", slug="eis")
    issues = SearchEntry.objects.of_kinds(["issue"]).with_any_term([eis.pk]).count()
    assert page.h1 == "Electrochemical impedance spectroscopy EIS"
    assert page.by_id("issue").text.startswith(f"Issues {issues}, strongest evidence first")
    assert [section for section in ("faq", "resistance", "protocol", "reference") if section in page.ids] == [
        *("faq", "resistance", "protocol", "reference")
    ]


def test_the_best_supported_come_first_and_the_rest_is_a_search(read: Read) -> None:
    page = read("/techniques/eis/")
    section = page.by_id("issue").text
    grades = [grade.label for grade in Grade]
    shown = [word for word in section.split() if word in grades]
    assert shown == sorted(shown, key=grades.index)
    assert len(shown) == SHOWN_OF_A_KIND
    assert "/search/?technique=eis&kind=issue" in page.links


def test_a_material_shows_formula_family_and_other_names(read: Read) -> None:
    page = read("/materials/nzsp/")
    assert "Na<sub>3</sub>Zr<sub>2</sub>Si<sub>2</sub>PO<sub>12</sub>" in page.html
    assert "/search/?family=nasicon" in page.links
    assert "/materials/nzsp-mg/" in page.links
    (names,) = page.all("p", css_class="also")
    assert "NZSP" in names.text
    assert "Hong phase" in names.text
    assert names.text.upper().count("NASICON") == 1


def test_a_measured_row_shows_its_value(read: Read) -> None:
    assert "2708 → 146 Ω cm²" in read("/materials/nzsp/").by_id("resistance").text


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/techniques/EIS/", "/techniques/eis/"),
        ("/techniques/peis/", "/techniques/eis/"),
        ("/materials/Na3Zr2Si2PO12/", "/materials/nzsp/"),
        ("/mechanisms/filaments/", "/mechanisms/dendrite/"),
    ],
)
def test_any_name_of_a_term_leads_to_its_page(asked: str, canonical: str, client: Client, seed: None) -> None:
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (302, canonical)


@pytest.mark.parametrize("address", ["/techniques/none/", "/materials/eis/", "/mechanisms/nzsp/"])
def test_a_term_of_another_facet_or_of_none_is_not_found(address: str, client: Client, seed: None) -> None:
    assert client.get(address).status_code == 404


def test_a_term_without_records_says_so_and_leads_on(read: Read) -> None:
    Term.objects.create(facet=Term.objects.get(slug="eis").facet, slug="new", label="A new technique")
    page = read("/techniques/new/")
    assert "Nothing is filed under it yet." in page.text
    assert "/search/?q=A%20new%20technique" in page.links
    assert "/suggest/?text=A%20new%20technique" in page.links


def test_terms_on_record_pages_lead_to_their_pages(read: Read) -> None:
    (terms,) = read("/references/REF-06/").all("ul", css_class="terms")
    links = read("/references/REF-06/").links
    assert "/materials/nzsp/" in links
    assert "/search/?interface=anode" in links
    assert terms.get("aria-label") == "Filed under"


def test_what_is_withdrawn_is_not_under_its_terms(read: Read) -> None:
    cause = Cause.objects.get(code="T-ASM-02-C2")
    assert cause.code in read("/materials/nzsp/").text
    curation.retire(cause)
    assert cause.code not in read("/materials/nzsp/").text
