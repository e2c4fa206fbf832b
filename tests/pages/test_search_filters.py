"""Narrowing a search by facets and measured quantities, all of it in addresses."""

import re

import pytest
from django.test import Client

from tests.pages.conftest import Read
from tests.pages.document import Document, Element
from tests.pages.test_search_page import codes, hits


def chips(page: Document) -> dict[str, str]:
    return {chip.text: chip.get("href") for chip in page.all("a", css_class="chip")}


def options(page: Document, facet: str) -> dict[str, Element]:
    return {box.get("value"): box for box in page.all("input") if box.get("name") == facet}


def promises(page: Document, facet: str) -> dict[str, int]:
    """Label -> number of results, as the filter states them."""
    text = page.by_id(f"facet-{facet}").text
    return {label.split()[-1]: int(number) for label, number in re.findall(r"(\S+) (\d+) results", text)}


def counted(page: Document) -> int:
    words = page.by_id("count").text.split()
    return 0 if words[0] == "Nothing" else int(words[0])


def test_a_facet_narrows_and_can_be_taken_back(read: Read) -> None:
    page = read("/search/?q=resistance&interface=cathode")
    ((label, without),) = chips(page).items()
    assert label == "Remove filter Interface: Cathode"
    assert without == "/search/?q=resistance"
    assert len(codes(read, without)) > len(hits(page))


def test_one_of_two_values_can_be_taken_back(read: Read) -> None:
    page = read("/search/?interface=cathode&interface=anode&technique=xps")
    assert chips(page)["Remove filter Interface: Cathode"] == "/search/?interface=anode&technique=xps"


def test_a_synonym_counts_as_its_term(read: Read) -> None:
    page = read("/search/?material=Na₃Zr₂Si₂PO₁₂")
    assert [box.get("value") for box in page.all("input") if "checked" in box.attributes] == ["nzsp"]
    (without,) = chips(page).values()
    assert without == "/search/"


def test_the_count_of_a_facet_value_is_what_choosing_it_finds(read: Read) -> None:
    page = read("/search/?q=interface")
    promised = promises(page, "interface")
    assert list(promised) == ["Anode", "Cathode", "Electrolyte"]
    for label, number in promised.items():
        assert counted(read(f"/search/?q=interface&interface={label.lower()}")) == number


def test_every_option_is_there_and_those_without_results_are_dimmed_and_can_be_ticked(read: Read) -> None:
    page = read("/search/?q=gold&kind=resistance&interface=anode")
    labels = page.all("label", css_class="option")
    (cathode,) = [label for label in labels if label.text == "Cathode 0 results"]
    assert "zero" in cathode.classes
    assert "disabled" not in options(page, "interface")["cathode"].attributes


def test_a_long_facet_folds_away_what_leads_nowhere_and_keeps_what_is_chosen(read: Read) -> None:
    page = read("/search/?q=gold&kind=resistance&technique=drt")
    every = options(read("/search/"), "technique")
    assert set(options(page, "technique")) == set(every)
    folded = page.by_id("facet-technique-folded").text
    assert folded.startswith(f"{folded.count(' 0 results')} without results")
    assert 0 < folded.count(" 0 results") < len(every)
    assert "Distribution of relaxation times 0 results" in page.by_id("facet-technique").text
    assert "Distribution of relaxation times" not in folded


def test_a_short_facet_folds_nothing(read: Read) -> None:
    ids = read("/search/?q=gold&kind=resistance&interface=anode").ids
    assert "facet-interface" in ids
    assert "facet-interface-folded" not in ids


def test_materials_stand_under_their_class(read: Read) -> None:
    material = read("/search/?q=NZSP").by_id("facet-material").text
    assert material.index("NASICON") < material.index("Sodium zirconium silicophosphate")
    assert material.index("Metal") < material.index("Sodium metal")


def test_evidence_is_a_filter_with_its_grades_in_words(read: Read) -> None:
    page = read("/search/?q=resistance&evidence=measured")
    assert list(chips(page)) == ["Remove filter Evidence: Measured"]
    assert "Secondary source" in page.by_id("facet-evidence").text
    grades = [badge.text for badge in page.all("span", css_class="ev")]
    assert set(grades) == {"Measured"}
    assert len(grades) == len(hits(page))


def test_a_measured_quantity_narrows_by_two_numbers(read: Read) -> None:
    page = read("/search/?final_ohm_cm2_min=100&final_ohm_cm2_max=150")
    assert page.by_id("final_ohm_cm2_min").get("value") == "100"
    assert page.by_id("final_ohm_cm2_max").get("value") == "150"
    assert "RES-01" in hits(page)
    assert chips(page) == {"Remove filter Final resistance: 100 to 150 Ω cm²": "/search/"}
    assert "open" in page.by_id("facet-final_ohm_cm2").attributes


def test_the_count_of_a_bin_is_what_choosing_it_finds(read: Read) -> None:
    page = read("/search/?q=resistance")
    (bins,) = [each.text for each in page.all("fieldset") if each.text.startswith("Final resistance")]
    promised = int(bins.split("10 to 100 ")[1].split()[0])
    chosen = read("/search/?q=resistance&final_ohm_cm2_min=10&final_ohm_cm2_max=100")
    assert counted(chosen) == promised > 0
    current = [link.text for link in chosen.all("a") if link.get("aria-current") == "true"]
    assert "10 to 100" in current


def test_an_empty_field_narrows_nothing_and_stays_out_of_the_links(read: Read) -> None:
    page = read("/search/?q=gold&final_ohm_cm2_min=&final_ohm_cm2_max=&interface=anode")
    assert list(chips(page)) == ["Remove filter Interface: Anode"]
    assert not [link for link in page.links if "_min=&" in link or link.endswith("_max=")]


def test_each_filter_says_how_many_more_there_are_without_it(read: Read) -> None:
    address = "/search/?q=gold&interface=anode&final_ohm_cm2_max=150"
    page = read(address)
    more = {link.get("href"): link.text for link in page.all("a", css_class="more")}
    for without, text in more.items():
        assert text == f"{counted(read(without)) - counted(page)} more without this filter"
    assert "/search/?q=gold&interface=anode" in more


def test_all_filters_can_be_cleared_at_once(read: Read) -> None:
    page = read("/search/?q=gold&kind=resistance&interface=anode&factor_min=2&evidence=measured")
    clear = [link.get("href") for link in page.all("a") if link.text == "Clear all filters"]
    assert clear == ["/search/?q=gold"] * 2  # above the filters, and after what is on


def test_the_form_keeps_the_words_the_kind_and_the_exactness(read: Read) -> None:
    page = read("/search/?q=gold&kind=resistance&kind=faq&exact=true")
    hidden = [(box.get("name"), box.get("value")) for box in page.all("input") if box.get("type") == "hidden"]
    assert hidden == [("q", "gold"), ("exact", "true"), ("kind", "resistance"), ("kind", "faq")]


def test_no_two_fields_share_an_id(read: Read) -> None:
    ids = read("/search/?q=gold").ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", ["/search/?factor_min=5&factor_max=2", "/search/?factor_min=nan"])
def test_a_span_that_makes_no_sense_is_refused_with_the_reason(
    client: Client, seed: None, address: str
) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert "factor_min" in response.content.decode()
