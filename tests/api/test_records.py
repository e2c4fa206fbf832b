"""Every kind is listed, and answers whole at the address of its identifier."""

import pytest
from django.test import Client

from knowledge.models import (
    CONTENT_MODELS,
    FAQ,
    Cause,
    Citation,
    CuratorNote,
    Issue,
    Record,
    Reference,
    Remedy,
    RemedyAddressesCause,
    ResistanceRecord,
    SourceDocument,
    Status,
)
from knowledge.services import curation
from tests.api.reading import LISTS, ids
from tests.world import A_DRAFT_OF, an_issue, cite, cited_reference

pytestmark = pytest.mark.django_db
ADDRESSES = {model.kind: name for model, name in zip(CONTENT_MODELS, LISTS, strict=True)}


@pytest.fixture(params=CONTENT_MODELS, ids=lambda model: model.kind)
def draft(request: pytest.FixtureRequest) -> Record:
    return A_DRAFT_OF[request.param]()


def address(record: Record) -> str:
    return f"/api/v1/{ADDRESSES[record.kind]}/{record.code}/"


def test_a_published_record_is_listed_and_answers_in_any_letter_case(client: Client, draft: Record) -> None:
    curation.publish(draft)
    assert draft.code in ids(client, f"{ADDRESSES[draft.kind]}/?limit=500")
    answer = client.get(address(draft)).json()
    assert answer["id"] == draft.code
    assert answer["url"] == draft.get_absolute_url()
    assert answer["api_url"] == address(draft)
    assert client.get(address(draft).lower()).json() == answer


def test_a_draft_is_neither_listed_nor_answered(client: Client, draft: Record) -> None:
    assert draft.code not in ids(client, f"{ADDRESSES[draft.kind]}/?limit=500")
    assert client.get(address(draft)).status_code == 404


def test_a_retired_record_is_gone(client: Client, draft: Record) -> None:
    curation.publish(draft)
    curation.retire(draft)
    assert draft.code not in ids(client, f"{ADDRESSES[draft.kind]}/?limit=500")
    assert client.get(address(draft)).status_code == 404


def test_no_text_is_empty_where_nothing_is_known(client: Client, draft: Record) -> None:
    curation.publish(draft)
    assert "" not in client.get(address(draft)).json().values()


@pytest.fixture
def issue() -> Issue:
    """A published issue with one public and one retired cause, and a remedy for both."""
    issue, reference = an_issue(), cited_reference()
    public, retired = (
        Cause.objects.create(code=f"{issue.code}-C{number}", issue=issue, text="Na3Zr2Si2PO12 cracks.")
        for number in (1, 2)
    )
    remedy = Remedy.objects.create(code=f"{issue.code}-R1", issue=issue, text="Press it.")
    for cause in (public, retired):
        RemedyAddressesCause.objects.create(remedy=remedy, cause=cause, basis="explicit")
        cite(cause, reference)
    curation.publish(issue)
    curation.retire(retired)
    return issue


def test_an_issue_holds_its_public_causes_and_remedies(client: Client, issue: Issue) -> None:
    answer = client.get(address(issue)).json()
    assert [cause["id"] for cause in answer["causes"]] == ["T-ZZ-90-C1"]
    addressed = [{"cause": "T-ZZ-90-C1", "basis": "explicit", "rationale": None}]
    assert [remedy["addresses"] for remedy in answer["remedies"]] == [addressed]


def test_a_citation_names_reference_number_locator_quote_and_stance(client: Client, issue: Issue) -> None:
    citation = {
        "reference": "REF-901",
        "number": 901,
        "locator": "Table 2",
        "quote": None,
        "stance": "supports",
    }
    answer = client.get(address(issue)).json()
    assert answer["causes"][0]["references"] == [citation]
    assert answer["references"] == [{**citation, "locator": None, "stance": None}]


def test_a_withdrawn_reference_is_not_cited(client: Client, issue: Issue) -> None:
    curation.retire(Reference.objects.get(code="REF-901"))
    answer = client.get(address(issue)).json()
    assert answer["references"] == answer["causes"][0]["references"] == []


def test_a_reference_names_the_public_claims_that_rest_on_it(client: Client, issue: Issue) -> None:
    faq = A_DRAFT_OF[FAQ]()
    assert isinstance(faq, FAQ)
    cite(faq.points.get(), Reference.objects.get(code="REF-901"))
    assert client.get("/api/v1/references/REF-901/").json()["supports"] == ["T-ZZ-90-C1"]
    curation.publish(faq)
    assert client.get("/api/v1/references/REF-901/").json()["supports"] == ["T-ZZ-90-C1", "FAQ-90.1"]


def test_a_claim_that_a_reference_contradicts_does_not_rest_on_it(client: Client, issue: Issue) -> None:
    Citation.objects.update(stance=Citation.Stance.CONTRADICTS)
    answer = client.get("/api/v1/references/REF-901/").json()
    assert (answer["supports"], answer["contradicts"]) == ([], ["T-ZZ-90-C1"])


def test_an_issue_names_only_public_issues_to_see_also(client: Client, issue: Issue) -> None:
    issue.see_also.set([an_issue("T-ZZ-91", Status.PUBLISHED), an_issue("T-ZZ-92")])
    assert client.get(address(issue)).json()["see_also"] == ["T-ZZ-91"]


def test_formulae_are_plain_in_text_and_set_in_html(client: Client, issue: Issue) -> None:
    cause = client.get("/api/v1/causes/T-ZZ-90-C1/").json()
    assert cause["text"] == "Na3Zr2Si2PO12 cracks."
    assert "Na<sub>3</sub>Zr<sub>2</sub>" in cause["html"]


def test_a_note_on_a_claim_stands_with_its_issue(client: Client, issue: Issue) -> None:
    document = SourceDocument.objects.create(
        slug="seed",
        title="Seed",
        author="A",
        publisher="P",
        how_to_cite="P. Seed.",
        disclaimer="No warranty.",
    )
    CuratorNote.objects.create(source_document=document, number=1, text="Odd.", concerns=["T-ZZ-90-C1"])
    for found in (address(issue), "/api/v1/causes/T-ZZ-90-C1/"):
        assert [note["text"] for note in client.get(found).json()["curator_notes"]] == ["Odd."]


def test_a_record_says_how_to_cite_it_and_what_its_source_warrants(client: Client, issue: Issue) -> None:
    issue.source_document = SourceDocument.objects.create(
        slug="seed",
        title="Seed",
        author="A",
        publisher="P",
        how_to_cite="P. Seed.",
        disclaimer="No warranty.",
    )
    issue.save()
    answer = client.get(address(issue)).json()
    assert "T-ZZ-90" in answer["cite_as"]
    assert f"revision {answer['revision']}" in answer["cite_as"]
    assert answer["cite_as"].endswith("P. Seed.")
    assert answer["license_note"] == "No warranty."


def test_unknown_resistances_are_null(client: Client) -> None:
    record = A_DRAFT_OF[ResistanceRecord]()
    ResistanceRecord.objects.filter(pk=record.pk).update(initial_ohm_cm2=None)
    curation.publish(ResistanceRecord.objects.get(pk=record.pk))
    answer = client.get("/api/v1/resistance/RES-90/").json()
    assert (answer["initial_ohm_cm2"], answer["final_ohm_cm2"], answer["factor"]) == (None, 100, None)
