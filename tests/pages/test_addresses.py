"""Where addresses lead: letter case, short identifiers, withdrawn and unknown records."""

import pytest
from django.test import Client

from knowledge.models import FAQ, Issue, Protocol, Reference, ResistanceRecord
from knowledge.services import curation

pytestmark = pytest.mark.usefixtures("seed")


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/issues/t-an-01/", "/issues/T-AN-01/"),
        ("/faqs/Faq-03/", "/faqs/FAQ-03/"),
        ("/data/res-01/", "/data/RES-01/"),
        ("/protocols/prot-01/", "/protocols/PROT-01/"),
        ("/references/ref-06/", "/references/REF-06/"),
        ("/t-an-01", "/issues/T-AN-01/"),
        ("/T-AN-01-r1", "/issues/T-AN-01/#T-AN-01-R1"),
        ("/T-AN-01-C2/", "/issues/T-AN-01/#T-AN-01-C2"),
        ("/faq-03.5", "/faqs/FAQ-03/#FAQ-03.5"),
        ("/prot-01-s4", "/protocols/PROT-01/#PROT-01-S4"),
        ("/PROT-01-S4.2/", "/protocols/PROT-01/#PROT-01-S4.2"),
        ("/search/?q=ref-06", "/references/REF-06/"),
        ("/search/?q=T-AN-01-R1", "/issues/T-AN-01/#T-AN-01-R1"),
    ],
)
def test_an_identifier_in_any_letter_case_leads_to_its_page(
    asked: str, canonical: str, client: Client
) -> None:
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (302, canonical)


@pytest.mark.parametrize(
    "address", ["/T-XX-99", "/issues/T-XX-99/", "/faqs/FAQ-99/", "/data/99/", "/none/", "/FAQ-03.99"]
)
def test_an_unknown_address_is_a_404_with_a_way_on(address: str, client: Client) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


@pytest.mark.parametrize(
    "model", [Issue, FAQ, ResistanceRecord, Protocol, Reference], ids=lambda model: model.kind
)
def test_a_withdrawn_record_answers_410_with_nothing_but_its_identifier(
    model: type[Issue], client: Client
) -> None:
    record = model.objects.published()[0]
    curation.retire(record)
    response = client.get(record.get_absolute_url())
    assert response.status_code == 410
    assert f"{record.code} was withdrawn" in response.content.decode()
    assert record.heading not in response.content.decode()


def test_pages_are_read_only(client: Client) -> None:
    for address in ("/", "/search/", "/issues/T-AN-01/", "/T-AN-01"):
        assert client.post(address).status_code == 405
