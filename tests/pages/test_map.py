"""The map: the list is the page, and the drawing repeats it."""

import gzip

import pytest
from django.test import Client

from knowledge.models import Cause, Remedy, RemedyAddressesCause, Status
from tests.pages.conftest import Read
from tests.pages.document import Document


def addresses_in(page: Document, css_class: str) -> set[str]:
    return {link.get("href") for link in page.all("a", css_class=css_class)}


def test_every_cause_and_every_remedy_is_in_the_list_and_in_the_drawing(read: Read) -> None:
    page = read("/map/")
    causes = {cause.get_absolute_url() for cause in Cause.objects.published()}
    remedies = {remedy.get_absolute_url() for remedy in Remedy.objects.published()}
    assert addresses_in(page, "code-cause") == addresses_in(page, "cause") == causes
    assert addresses_in(page, "code-remedy") == addresses_in(page, "remedy") == remedies
    assert f"{len(causes)} causes, {len(remedies)} remedies" in page.text


def test_the_list_comes_before_the_drawing_which_is_hidden_from_who_is_read_to(read: Read) -> None:
    page = read("/map/")
    drawings = page.all("svg", css_class="map")
    assert drawings
    assert all(drawing.get("aria-hidden") == "true" for drawing in drawings)
    html = page.html
    assert html.index('class="map-causes"') < html.index('<svg class="map"')
    assert all(link.get("tabindex") == "-1" for link in page.all("a", css_class="remedy"))


def test_the_whole_map_is_within_the_budget_of_a_page(client: Client, seed: None) -> None:
    assert len(gzip.compress(client.get("/map/").content)) <= 12 * 1024


def test_a_line_is_solid_where_a_source_states_it_and_heavy_where_it_was_measured(read: Read) -> None:
    lines = [line for line in read("/map/").all("path") if "of" not in line.classes and line.get("data-ends")]
    links = RemedyAddressesCause.objects.filter(remedy__status=Status.PUBLISHED)
    assert len(lines) == links.count()
    stated = links.filter(basis=RemedyAddressesCause.Basis.EXPLICIT).count()
    assert len([line for line in lines if "stated" in line.classes]) == stated > 0
    assert [line for line in lines if "measured" in line.classes]
    assert [line for line in lines if not line.classes]


def test_the_words_stated_and_inferred_stand_in_the_list_too(read: Read) -> None:
    bases = [basis.text for basis in read("/map/").all("span", css_class="map-basis")]
    assert "stated Reported" in bases
    assert "inferred Measured" in bases


def test_a_cause_without_a_remedy_says_so_and_asks_for_one(read: Read) -> None:
    page = read("/map/")
    assert "No remedy is recorded for this cause." in page.text
    assert "/suggest/?target=T-GB-01-C3" in page.links


def test_a_filter_is_a_link_and_keeps_the_other(read: Read) -> None:
    links = read("/map/?interface=anode&evidence=measured").links
    assert "/map/?interface=cathode&evidence=measured" in links
    assert "/map/?interface=anode&evidence=reported" in links
    assert "/map/?evidence=measured" in links


def test_filters_keep_only_what_they_name(read: Read) -> None:
    page = read("/map/?interface=cathode&evidence=measured")
    headings = [heading.text for heading in page.all("h2")]
    assert "Short circuit or rapid failure in the first few cycles" not in headings
    bases = page.all("span", css_class="map-basis")
    assert bases
    assert all(basis.text.endswith("Measured") for basis in bases)
    assert "No remedy is recorded" not in page.text


def test_an_option_counts_the_remedies_that_it_would_show(read: Read) -> None:
    (option,) = [link for link in read("/map/").all("a") if link.get("href") == "/map/?interface=cathode"]
    shown = addresses_in(read("/map/?interface=cathode"), "code-remedy")
    assert option.text == f"Cathode {len(shown)}"


def test_an_option_that_would_show_nothing_is_no_link_and_its_address_says_why(read: Read) -> None:
    page = read("/map/")
    assert "/map/?evidence=inferred" not in page.links
    assert "Inferred 0" in page.text
    assert "No remedy has this evidence" in read("/map/?evidence=inferred").text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("interface=anod", ["interface is “anod”", "anode, cathode, electrolyte"]),
        ("evidence=strong&interface=x", ["evidence is “strong”", "interface is “x”"]),
    ],
)
def test_an_unknown_value_is_an_error_that_names_what_is_allowed(
    query: str, said: list[str], client: Client, seed: None
) -> None:
    response = client.get(f"/map/?{query}")
    assert response.status_code == 400
    text = Document.parse(response.content.decode()).text
    assert [words for words in said if words not in text] == []


def test_what_is_not_public_is_not_on_the_map(read: Read) -> None:
    Remedy.objects.filter(code="T-AN-01-R1").update(status=Status.DRAFT)
    Cause.objects.filter(code="T-AN-01-C2").update(status=Status.RETIRED)
    html = read("/map/").html
    assert "T-AN-01-R1" not in html
    assert "T-AN-01-C2" not in html


def test_a_remedy_of_another_issue_keeps_its_whole_identifier(read: Read) -> None:
    RemedyAddressesCause.objects.create(
        remedy=Remedy.objects.get(code="T-CA-01-R1"), cause=Cause.objects.get(code="T-AN-01-C1")
    )
    page = read("/map/?interface=anode")
    assert "T-CA-01-R1" in [link.text for link in page.all("a", css_class="code-remedy")]
    assert "T-CA-01-R1 C1" in [line.get("data-ends") for line in page.all("path")]


def test_a_remedy_without_a_cause_stands_apart(read: Read) -> None:
    RemedyAddressesCause.objects.filter(remedy__code="T-AN-01-R4").delete()
    page = read("/map/")
    assert "Not tied to one cause" in page.text
    assert "/issues/T-AN-01/#T-AN-01-R4" in addresses_in(page, "remedy")


def test_an_empty_portal_says_so(client: Client, empty_database: None) -> None:
    assert "No issue is published yet." in client.get("/map/").content.decode()
