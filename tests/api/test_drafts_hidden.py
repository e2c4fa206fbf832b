"""A draft is there for curators only, and changes nothing that the public sees."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from access.models import Scope
from knowledge.api.views.records import VIEWSETS
from knowledge.services import revision
from tests.access.conftest import bearer, curator_user, reader
from tests.api.drafting import EXAMPLES, a_draft, as_another, patch, post, program
from tests.api.reading import ids, text_of

__all__ = ["bearer", "curator_user", "program", "reader"]

pytestmark = pytest.mark.usefixtures("seed")
PUBLIC_KIND = {viewset.file_name: viewset.model.kind for viewset in VIEWSETS}


@pytest.mark.parametrize("name", EXAMPLES)
def test_nobody_else_sees_it_anywhere(name: str, program: Client, client: Client) -> None:
    code = EXAMPLES[name][1]
    body = as_another(name, client)
    assert post(program, name, body).status_code == 201
    assert client.get(f"/api/v1/{name}/{code}/").status_code == 404
    assert code not in ids(client, f"{name}/?limit=500") + ids(program, f"{name}/?limit=500")
    for address in (
        f"search/?q={code}",
        f"search/?kind={PUBLIC_KIND[name]}&page_size=100",
        "changes/?since=0&limit=500",
    ):
        assert code not in ids(client, address)
    for address in ("issues/T-AN-01/", "references/REF-06/"):
        assert f'"{code}"' not in client.get(f"/api/v1/{address}").content.decode()
    assert f'"{code}"' not in text_of(client.get("/api/v1/export/?format=ndjson"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_content_revision_stays(name: str, program: Client, client: Client) -> None:
    before = revision.current().number
    answer = post(program, name, as_another(name, client))
    address = f"{name}/{EXAMPLES[name][1]}"
    assert patch(program, address, {"terms": {"interface": ["anode"]}}, answer["ETag"]).status_code == 200
    assert revision.current().number == before


def test_it_is_kept_by_nobody_on_the_way(program: Client) -> None:
    code = a_draft(program).json()["id"]
    for address in (f"faqs/{code}/", "faqs/?status=draft", "faqs/?status=draft&format=csv"):
        assert program.get(f"/api/v1/{address}")["Cache-Control"] == "private, no-store"


def test_curators_list_drafts_in_pages_and_as_rows(program: Client) -> None:
    codes = [a_draft(program).json()["id"] for _ in range(3)]
    assert ids(program, "faqs/?status=draft&limit=500") == codes
    page = program.get("/api/v1/faqs/?status=draft&limit=2").json()
    assert len(page["results"]) == 2 and program.get(page["next"]).json()["results"][0]["id"] == codes[2]
    assert text_of(program.get("/api/v1/faqs/?status=draft&format=ndjson")).count("\n") == 3
    assert ids(program, "faqs/?status=in_review") == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_kind_lists_its_drafts(name: str, program: Client, client: Client) -> None:
    post(program, name, as_another(name, client))
    assert ids(program, f"{name}/?status=draft") == [EXAMPLES[name][1]]


def test_drafts_are_not_narrowed_by_what_they_are_not_filed_under(program: Client) -> None:
    answer = program.get("/api/v1/faqs/?status=draft&interface=anode")
    assert answer.status_code == 400 and answer.json()["errors"][0]["parameter"] == "interface"


def test_a_list_of_drafts_takes_a_curators_token(
    client: Client, reader: User, bearer: Callable[..., Client]
) -> None:
    assert client.get("/api/v1/faqs/?status=draft").status_code == 401
    assert bearer(reader).get("/api/v1/faqs/?status=draft").status_code == 403
    assert client.get("/api/v1/faqs/?status=published").status_code == 200


def test_a_link_to_another_draft_is_shown_to_curators(program: Client, client: Client) -> None:
    protocol = post(program, "protocols", {"title": "Wait", "purpose": "To wait."}).json()["id"]
    steps = [{"text": "Stop.", "protocol": protocol}]
    issue = {
        "id": "T-AN-91",
        "title": "It glows",
        "summary": "It does.",
        "area": "anode",
        "first_steps": steps,
    }
    assert post(program, "issues", issue).json()["first_steps"][0]["protocol"] == protocol


def test_a_public_record_has_a_tag_for_curators_too(program: Client, client: Client) -> None:
    found: Any = program.get("/api/v1/faqs/FAQ-03/")
    assert (
        found["ETag"]
        == program.get("/api/v1/faqs/faq-03/")["ETag"]
        != client.get("/api/v1/faqs/FAQ-03/")["ETag"]
    )
    assert found.json()["status"] == "published" and "status" not in client.get("/api/v1/faqs/FAQ-03/").json()


@pytest.mark.parametrize("scope", [Scope.READ, Scope.SUGGEST])
def test_a_curators_other_tokens_do_not_see_it(
    scope: Scope, program: Client, curator_user: User, bearer: Callable[..., Client]
) -> None:
    code = a_draft(program).json()["id"]
    assert bearer(curator_user, scope).get(f"/api/v1/faqs/{code}/").status_code == 404
