"""Autocomplete finds terms and references by every name that a curator may type; lists filter by facet."""

from typing import Any

import pytest
from django.test import Client

from knowledge.models import Facet, FAQPoint, Issue, Reference, Remedy, Step, Term
from tests.admin.forms import address, errors_on, fields_on, reviewed, submit
from tests.world import a_faq, a_protocol, a_remedy, an_issue

pytestmark = pytest.mark.usefixtures("empty_database")


@pytest.fixture
def nzsp(db: None) -> Term:
    materials = Facet.objects.create(slug="material", label="Material")
    families = Facet.objects.create(slug="family", label="Electrolyte family")
    return Term.objects.create(
        facet=materials,
        slug="nzsp",
        label="sodium zirconium silicophosphate",
        formula="Na3Zr2Si2PO12",
        abbreviations=["NZSP"],
        synonyms=["Hong phase"],
        parent=Term.objects.create(facet=families, slug="nasicon", label="NASICON"),
    )


def suggested(curator: Client, model: str, field: str, text: str) -> list[str]:
    query = {"app_label": "knowledge", "model_name": model, "field_name": field, "term": text}
    results: Any = curator.get("/admin/autocomplete/", query).json()["results"]
    return [result["text"] for result in results]


@pytest.mark.parametrize("text", ["zirconium", "nzsp", "hong", "na3zr2si2", "Na₃Zr₂Si₂PO₁₂"])
def test_a_term_by_any_of_its_names(curator: Client, nzsp: Term, text: str) -> None:
    assert suggested(curator, "issue", "terms", text) == [str(nzsp)]


@pytest.mark.parametrize("text", ["REF-901", "901", "work 901", "10.3390/x", "Goodenough", "pubs.example"])
def test_a_reference_by_any_of_its_marks(curator: Client, references: list[Reference], text: str) -> None:
    Reference.objects.filter(number=901).update(
        doi="10.3390/x", authors=["Goodenough, J. B."], site_as_given="pubs.example"
    )
    assert suggested(curator, "citation", "reference", text) == ["REF-901 Work 901"]


def test_a_number_finds_that_reference_alone(curator: Client, references: list[Reference]) -> None:
    Reference.objects.create(code="REF-77", number=9, title="Ninth")
    assert suggested(curator, "citation", "reference", "9 ninth") == ["REF-77 Ninth"]


def test_only_techniques_are_offered_as_technique(curator: Client, nzsp: Term) -> None:
    techniques = Facet.objects.create(slug="technique", label="Technique")
    eis = Term.objects.create(facet=techniques, slug="eis", label="impedance spectroscopy")
    point = a_faq().points.get()
    response = submit(curator, address(point), technique=nzsp.pk)
    assert list(errors_on(response)) == ["technique"]
    submit(curator, address(point), technique=eis.pk)
    assert FAQPoint.objects.get().technique == eis


def test_a_remedy_addresses_causes_of_its_own_issue_only(curator: Client) -> None:
    remedy = a_remedy()
    own = remedy.issue.causes.create(code="T-ZZ-90-C1", text="Pores.")
    foreign = an_issue("T-ZZ-91").causes.create(code="T-ZZ-91-C1", text="Damp.")
    typed = {"addresses-TOTAL_FORMS": 1, "addresses-0-basis": "explicit"}
    response = submit(curator, address(remedy), **typed, **{"addresses-0-cause": foreign.pk})
    assert list(errors_on(response)) == ["addresses-0-cause"]
    submit(curator, address(remedy), **typed, **{"addresses-0-cause": own.pk})
    reviewed(remedy.issue)
    assert [(link.cause, link.basis) for link in Remedy.objects.get().addresses.all()] == [(own, "explicit")]


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ({"material": "nzsp"}, ["T-ZZ-01"]),
        ({"family": "nasicon"}, ["T-ZZ-01"]),
        ({"status__exact": "draft"}, ["T-ZZ-01", "T-ZZ-02"]),
        ({"status__exact": "published"}, []),
        ({"q": "zirconquartz"}, ["T-ZZ-01", "T-ZZ-02"]),
        ({"q": "T-ZZ-02"}, ["T-ZZ-02"]),
    ],
)
def test_a_list_is_narrowed(curator: Client, nzsp: Term, query: dict[str, str], listed: list[str]) -> None:
    an_issue("T-ZZ-01").terms.add(nzsp)
    an_issue("T-ZZ-02")
    context: Any = curator.get(address(Issue, "changelist"), query).context
    assert [issue.code for issue in context["cl"].result_list] == listed


def test_a_list_shows_terms_and_the_number_of_references(
    curator: Client, nzsp: Term, references: list[Reference]
) -> None:
    issue = an_issue()
    issue.terms.add(nzsp)
    cause = issue.causes.create(code="T-ZZ-90-C1", text="Pores.")
    for reference in references:
        cause.citations.create(reference=reference)
    page = curator.get(address(Issue, "changelist")).content.decode()
    assert '<td class="field-term_names">Na3Zr2Si2PO12</td>' in page
    assert '<td class="field-reference_count">3</td>' in page


def test_a_step_is_reached_from_its_stage(curator: Client) -> None:
    stage = a_protocol().stages.get()
    step = Step.objects.get()
    assert f'href="{address(step)}"' in curator.get(address(stage)).content.decode()
    response = curator.post(address(step), {**fields_on(curator, address(step)), "_save": "1"})
    assert response["Location"] == address(stage)
