"""Why a result stands where it stands: for curators."""

import math
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from knowledge.models import SearchGap
from tests.pages.document import Document


@pytest.fixture
def curator(client: Client, seed: None) -> Client:
    client.force_login(User.objects.create_user("curator", is_staff=True))
    return client


def page(client: Client, address: str) -> Document:
    return Document.parse(client.get(address).content.decode())


def test_a_curator_sees_what_adds_up_to_each_score(curator: Client) -> None:
    tables = page(curator, "/search/?q=gold+interlayer&explain=1").all("table", css_class="explanation")
    assert len(tables) == 19
    for table in tables:
        adds = [float(number) for number in re.findall(r"\+ ([\d.]+)", table.text)]
        factors = [float(number) for number in re.findall(r"× ([\d.]+)", table.text)]
        score = float(table.text.rsplit(maxsplit=1)[-1])
        assert sum(adds) * math.prod(factors) == pytest.approx(score, abs=0.002)
        assert "gold" in table.text
        assert "coverage" in table.text


def test_the_explanation_stays_on_from_page_to_page(curator: Client) -> None:
    links = page(curator, "/search/?q=short&explain=true&interface=anode").links
    assert "/search/?q=short&explain=true" in links
    assert "/search/?q=short&interface=anode" in links


def test_others_get_the_results_without_and_a_link_to_sign_in(client: Client, seed: None) -> None:
    found = page(client, "/search/?q=gold&explain=1")
    assert not found.all("table", css_class="explanation")
    assert found.all("ol", css_class="hits")
    assert "/admin/login/?next=%2Fsearch%2F%3Fq%3Dgold%26explain%3D1" in found.links


def test_an_account_that_is_no_curators_sees_no_explanation(client: Client, seed: None) -> None:
    client.force_login(User.objects.create_user("reader"))
    assert not page(client, "/search/?q=gold&explain=1").all("table", css_class="explanation")


def test_who_asks_is_not_looked_up_for_an_ordinary_search(client: Client, seed: None) -> None:
    assert "Cookie" not in client.get("/search/?q=gold").headers.get("Vary", "")


def test_a_curators_look_into_a_gap_is_not_counted_as_one(curator: Client) -> None:
    assert page(curator, "/search/?q=xyzzyq&explain=true").h1 == "Nothing matches “xyzzyq”"
    assert not SearchGap.objects.exists()
