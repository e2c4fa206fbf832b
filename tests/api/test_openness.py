"""Scripts and other sites may read; every answer names the content revision."""

import pytest
from django.test import Client

from knowledge.models import Reference
from knowledge.services import curation, revision
from tests.api.reading import LISTS

pytestmark = pytest.mark.usefixtures("seed")
ADDRESSES = [*LISTS, "search", "suggest", "facets", "changes", "schema", "docs", "health"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_any_origin_may_read(client: Client, name: str) -> None:
    response = client.get(f"/api/v1/{name}/", headers={"origin": "https://notebook.example"})
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Content-Revision" in response.headers["Access-Control-Expose-Headers"]
    assert not response.cookies


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_head_request_has_the_headers_alone(client: Client, name: str) -> None:
    response = client.head(f"/api/v1/{name}/")
    assert response.status_code == 200
    assert response.content == b""
    assert response.headers["Content-Revision"].isdecimal()


def test_options_have_nothing_to_write_in_any_format(client: Client) -> None:
    for address in ("/api/v1/issues/?format=csv", "/api/v1/references/REF-01/?format=bibtex"):
        response = client.options(address)
        assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("name", [*ADDRESSES, "issues/T-AN-01"])
def test_options_say_what_is_possible(client: Client, name: str) -> None:
    response = client.options(f"/api/v1/{name}/", headers={"origin": "https://notebook.example"})
    assert response.status_code == 204
    drafts = {"POST"} if name in LISTS else {"PATCH"} if "/" in name else set()
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"} | drafts
    assert response.headers["Access-Control-Allow-Methods"] == response.headers["Allow"]


@pytest.mark.parametrize(
    "address", ["issues/", "issues/?format=csv", "nothing/", "issues/?limit=x", "health/"]
)
def test_an_answer_names_the_revision_that_a_publication_raises(client: Client, address: str) -> None:
    before = int(client.get(f"/api/v1/{address}").headers["Content-Revision"])
    curation.publish(Reference.objects.create(code="REF-300", title="A work"))
    assert int(client.get(f"/api/v1/{address}").headers["Content-Revision"]) == before + 1


def test_the_index_lists_addresses_that_answer(client: Client) -> None:
    addresses = client.get("/api/v1/").json()
    assert set(addresses) == {*ADDRESSES, "export"}
    assert all(client.get(address).status_code == 200 for address in addresses.values())


def test_health_names_database_and_revision(client: Client) -> None:
    number = revision.current().number
    assert client.get("/api/v1/health/").json() == {"status": "ok", "database": "ok", "revision": number}
