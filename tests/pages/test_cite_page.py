"""How to cite: four formats, each naming the permanent address, the content revision and the day."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from knowledge.models import Issue
from knowledge.services import revision
from knowledge.services.citing import CitedRecord
from tests.pages.conftest import Read

CITABLE = ["/issues/T-AN-01/", "/faqs/FAQ-03/", "/data/RES-01/", "/protocols/PROT-01/"]
FORMATS = ["plain", "bibtex", "ris", "markdown"]
DAY = date(2026, 11, 22)


@pytest.mark.parametrize("address", CITABLE)
@pytest.mark.parametrize("name", FORMATS)
def test_a_format_names_the_address_and_the_revision(address: str, name: str, read: Read) -> None:
    text = read(f"{address}cite/").by_id(f"cite-{name}").text
    assert f"http://testserver{address}" in text
    assert f"Content revision {revision.current().number}" in text


@pytest.mark.parametrize("name", ["plain", "bibtex", "markdown"])
def test_a_format_names_the_day(name: str, read: Read) -> None:
    assert f"{timezone.localdate():%Y-%m-%d}" in read("/issues/T-AN-01/cite/").by_id(f"cite-{name}").text


def test_an_issue_leads_to_how_to_cite_it(read: Read) -> None:
    assert "/issues/T-AN-01/cite/" in read("/issues/T-AN-01/").links


def test_another_letter_case_leads_to_the_canonical_address(client: Client, seed: None) -> None:
    assert client.get("/issues/t-an-01/cite/")["Location"] == "/issues/T-AN-01/cite/"


@pytest.mark.parametrize("address", ["/issues/T-AN-99/cite/", "/causes/T-AN-01-C1/cite/"])
def test_what_has_no_page_has_no_citation(address: str, client: Client, seed: None) -> None:
    assert client.get(address).status_code == 404


def test_a_retired_record_is_gone(client: Client, seed: None) -> None:
    Issue.objects.filter(code="T-AN-01").update(status="retired")
    assert client.get("/issues/T-AN-01/cite/").status_code == 410


def test_the_plain_text_is_the_one_of_the_api_and_the_day(client: Client, read: Read) -> None:
    plain = read("/issues/T-AN-01/cite/").by_id("cite-plain").text
    api = client.get("/api/v1/issues/T-AN-01/").json()["cite_as"]
    assert plain.replace(f"(read {timezone.localdate():%Y-%m-%d}). ", "") == api


@pytest.mark.django_db
def test_what_tex_would_take_for_a_command_is_escaped() -> None:
    issue = Issue(code="T-ZZ-90", title="50 % of {Na} & more_of #1")
    text = CitedRecord(issue, 7, "https://x.example").bibtex(DAY)
    assert r"{T-ZZ-90: 50 \% of \{Na\} \& more\_of \#1}" in text
    assert "urldate = {2026-11-22}" in text
    assert text.count("{") == text.count("}")


@pytest.mark.django_db
def test_ris_begins_with_its_type_and_ends_with_its_end() -> None:
    issue = Issue(code="T-ZZ-90", title="It fails")
    lines = CitedRecord(issue, 7, "https://x.example").ris(DAY).splitlines()
    assert (lines[0], lines[-1]) == ("TY  - ELEC", "ER  - ")
    assert "UR  - https://x.example/issues/T-ZZ-90/?revision=7" in lines
