"""What the site itself gives for reading offline; what a browser makes of it is in tests/browser/."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client

from knowledge.models import Protocol
from knowledge.services import curation, revision
from tests.pages.conftest import Read


def settings_of(client: Client) -> dict[str, object]:
    first = client.get("/sw.js").content.decode().splitlines()[0]
    settings: dict[str, object] = json.loads(first.removeprefix("self.offlineReading = ").removesuffix(";"))
    return settings


def test_the_worker_is_a_script_at_the_root_that_no_cache_holds_back(client: Client, seed: None) -> None:
    response = client.get("/sw.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert "importScripts(" in response.content.decode()


def test_a_change_of_the_content_makes_a_new_worker(client: Client, seed: None) -> None:
    before = client.get("/sw.js").content
    assert settings_of(client)["revision"] == revision.current().number
    curation.saved(Protocol.objects.get(code="PROT-01"))
    assert client.get("/sw.js").content != before


def test_the_worker_keeps_issues_and_protocols_and_leaves_curators_and_programs_alone(
    client: Client, seed: None
) -> None:
    settings = settings_of(client)
    assert settings["lists"] == ["/issues/", "/protocols/"]
    assert settings["untouched"] == ["/admin/", "/api/"]


@pytest.mark.parametrize("address", ["/issues/T-AN-01/", "/protocols/PROT-01/", "/offline/"])
def test_what_may_be_kept_is_the_same_for_everybody(address: str, client: Client, seed: None) -> None:
    response = client.get(address)
    assert "Cookie" not in response.get("Vary", "")
    assert "no-store" not in response.get("Cache-Control", "")
    assert not response.cookies


@pytest.mark.parametrize("address", ["/admin/", "/account/tokens/"])
def test_pages_of_curators_say_that_they_must_not_be_kept(address: str, client: Client, seed: None) -> None:
    client.force_login(User.objects.create_superuser("curator"))
    assert "no-store" in client.get(address).get("Cache-Control", "")


def test_the_offline_page_is_whole_and_links_nowhere_that_needs_a_copy(read: Read) -> None:
    page = read("/offline/")
    assert page.h1 == "No connection"
    assert "Available offline" in page.text
