"""The contract that every kind must meet. A new kind of content is complete when this passes for it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from knowledge.models import CONTENT_MODELS, Record, Reference, SearchEntry
from knowledge.services import curation
from tests.world import A_DRAFT_OF, RARE_WORD, cite, cited_reference, claims_in

LISTS = {
    "issue": ("/issues/", "/api/v1/issues/"),
    "cause": ("/causes/", "/api/v1/causes/"),
    "remedy": ("/remedies/", "/api/v1/remedies/"),
    "faq": ("/faqs/", "/api/v1/faqs/"),
    "resistance": ("/data/", "/api/v1/resistance/"),
    "protocol": ("/protocols/", "/api/v1/protocols/"),
    "reference": ("/references/", "/api/v1/references/"),
}

CITING_KINDS = [model for model in CONTENT_MODELS if model is not Reference]

pytestmark = pytest.mark.django_db


@pytest.fixture(params=CONTENT_MODELS, ids=lambda model: model.kind)
def draft(request: pytest.FixtureRequest) -> Record:
    model: type[Record] = request.param
    return A_DRAFT_OF[model]()


@pytest.fixture
def published(draft: Record) -> Record:
    curation.publish(draft)
    return draft


def shown_on(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def page_and_lists(record: Record) -> list[str]:
    page_list, api_list = LISTS[record.kind]
    found = f"/api/v1/search/?q={RARE_WORD}&kind={record.kind}"
    return [record.get_absolute_url(), page_list, f"{api_list}?limit=500", found]


def test_it_has_a_page_and_is_listed(client: Client, published: Record) -> None:
    page, listed, api_list, found = page_and_lists(published)
    assert RARE_WORD in shown_on(client, page)
    assert published.code in shown_on(client, listed)
    assert published.code in shown_on(client, api_list)
    assert published.code in shown_on(client, found)


def test_a_draft_is_hidden_everywhere(client: Client, draft: Record) -> None:
    page, listed, api_list, found = page_and_lists(draft)
    response = client.get(page)
    assert response.status_code == 404 or draft.code not in response.content.decode()
    for address in (listed, api_list, found, "/search/?q=" + RARE_WORD):
        assert draft.code not in shown_on(client, address).replace(draft.code + "?", ""), address
    assert client.get(f"{LISTS[draft.kind][1]}{draft.code}/").status_code == 404
    assert client.get(f"/{draft.code}").status_code == 404


def test_it_is_found_by_its_title(client: Client, published: Record) -> None:
    assert published.code in shown_on(client, f"/search/?q={RARE_WORD}&kind={published.kind}")


def test_its_identifier_leads_to_its_page_in_any_letter_case(client: Client, published: Record) -> None:
    response = client.get(f"/{published.code.lower()}")
    assert (response.status_code, response["Location"]) == (302, published.get_absolute_url())


def test_the_api_holds_it_under_its_identifier(client: Client, published: Record) -> None:
    record = client.get(f"{LISTS[published.kind][1]}{published.code}/").json()
    assert record["id"] == published.code
    assert record["url"] == published.get_absolute_url()


# a reference is what is cited
@pytest.mark.parametrize("draft", CITING_KINDS, indirect=True, ids=lambda model: model.kind)
def test_its_citations_are_shown(client: Client, draft: Record) -> None:
    reference = cited_reference()
    for claim in claims_in(draft):
        cite(claim, reference)
    curation.publish(draft)
    assert "901" in shown_on(client, draft.get_absolute_url())
    assert '"REF-901"' in shown_on(client, f"{LISTS[draft.kind][1]}{draft.code}/")
    assert draft.code in shown_on(client, reference.get_absolute_url())


def test_curators_have_a_form_for_it(client: Client, draft: Record) -> None:
    client.force_login(User.objects.create_superuser("curator"))
    name = f"admin:knowledge_{draft._meta.model_name}"
    assert draft.code in shown_on(client, reverse(f"{name}_changelist") + f"?q={draft.code}")
    assert draft.code in shown_on(client, reverse(f"{name}_change", args=[draft.pk]))
    assert client.get(reverse(f"{name}_add")).status_code == 200


def test_it_is_gone_when_it_is_retired(client: Client, published: Record) -> None:
    curation.retire(published)
    assert not SearchEntry.objects.filter(code=published.code).exists()
    for address in page_and_lists(published)[1:]:
        assert published.code not in shown_on(client, address), address
    assert client.get(f"{LISTS[published.kind][1]}{published.code}/").status_code in {404, 410}


def test_it_can_come_back(client: Client, published: Record) -> None:
    curation.retire(published)
    curation.publish(published)
    assert RARE_WORD in shown_on(client, published.get_absolute_url())
