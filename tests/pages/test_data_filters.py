"""Filters of the data page: the names, the records and the numbers of /api/v1/resistance/."""

import csv
import gzip
import re
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from knowledge.api.views.records import ResistanceViewSet
from knowledge.search.terms import TermDirectory
from knowledge.services.measured_request import CHOICES, ORDERINGS, RANGES
from tests.pages.conftest import Read
from tests.pages.document import Document
from tests.pages.test_data_page import every_page

NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
LARGEST_HTML_BYTES = 12 * 1024
QUERIES = 8
FILTERS = [
    "",
    "interface=anode",
    "interface=anode&interface=cathode&family=nasicon",
    "material=nzsp&strategy=metal-interlayer",
    "technique=eis&evidence=measured&evidence=reported",
    "quantity=asr&quantity=ccd",
    "effect=degradation&cell_type=full",
    "factor_min=17",
    "final_ohm_cm2_max=23&year_min=2015&year_max=2024",
    "cycling_hours_min=1000",
    "ccd_ma_cm2_min=2&ordering=-ccd_ma_cm2",
    "temperature_c_max=30&stack_pressure_mpa_min=1",
]


def codes(pages: list[Document]) -> list[str]:
    return [row.get("id") for page in pages for row in page.all("tr") if row.get("id")]


def linked(page: Document, form: str) -> str:
    """The address of the same rows as `csv` or `json`."""
    (found,) = [link for link in page.links if f"format={form}" in link]
    return found


def csv_rows(client: Client, address: str) -> dict[str, dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    text = b"".join(getattr(response, "streaming_content", [])).decode()
    return {row["id"]: row for row in csv.DictReader(text.splitlines())}


def cells(page: Document, code: str) -> dict[str, list[Decimal]]:
    """The numbers in each labelled cell of a row."""
    html = page.html.partition(f'<tr id="{code}"')[2].partition("</tr>")[0]
    row = Document.parse(f"<table><tr{html}</tr></table>")
    labelled = [cell for cell in row.all("td") if cell.get("data-label")]
    return {
        cell.get("data-label").partition(",")[0]: list(map(Decimal, NUMBER.findall(cell.text)))
        for cell in labelled
    }


def stated(row: dict[str, str], *names: str) -> list[Decimal]:
    return [Decimal(row[name]) for name in names if row[name]]


@pytest.mark.parametrize("query", FILTERS)
def test_the_page_the_csv_and_the_json_hold_the_same_records(query: str, read: Read, client: Client) -> None:
    pages = every_page(read, query)
    shown = codes(pages)
    assert len(shown) == len(set(shown))
    assert set(shown) == set(csv_rows(client, linked(pages[0], "csv")))
    assert set(shown) == {each["id"] for each in client.get(linked(pages[0], "json")).json()["results"]}
    assert shown


def test_a_filter_narrows(read: Read) -> None:
    counts = [len(codes(every_page(read, query))) for query in FILTERS]
    assert all(0 < count < counts[0] for count in counts[1:])


def test_every_number_of_the_page_is_that_of_the_csv(read: Read, client: Client) -> None:
    pages = every_page(read)
    rows = csv_rows(client, linked(pages[0], "csv"))
    held = ("cycling_current_ma_cm2", "cycling_hours", "cycling_capacity_mah_cm2", "temperature_c")
    checked = 0
    for page in pages:
        for code in codes([page]):
            row, shown = rows[code], cells(page, code)
            conditions = [*held, "stack_pressure_mpa"]
            if row["quantity"] == "cycling":
                conditions.remove("cycling_hours")
                assert shown["Stable for"] == stated(row, "cycling_hours"), code
            assert shown.get("Held up to", shown.get("Conditions")) == stated(row, *conditions), code
            if row["quantity"] == "asr":
                ends = ("initial_ohm_cm2", "final_ohm_cm2")
                assert shown["Before"] == stated(row, ends[0], "initial_uncertainty_ohm_cm2"), code
                assert shown["After"] == stated(row, ends[1], "final_uncertainty_ohm_cm2"), code
                assert [number.quantize(Decimal("0.1")) for number in shown["Factor"]] == pytest.approx(
                    stated(row, "factor") or stated(row, "stated_factor"), abs=Decimal("0.06")
                ), code
            if row["quantity"] == "ccd":
                assert shown["Before"] == stated(row, "ccd_initial_ma_cm2", "ccd_initial_uncertainty_ma_cm2")
                assert shown["After"] == stated(row, "ccd_final_ma_cm2", "ccd_final_uncertainty_ma_cm2")
                assert shown["Rise as stated"] == stated(row, "stated_ccd_factor"), code
            checked += sum(map(len, shown.values()))
    assert checked > 100


def test_the_names_are_those_of_the_api() -> None:
    assert {name: list(values) for name, values in ResistanceViewSet.choices.items()} == CHOICES
    assert set(ResistanceViewSet.ranges) == set(RANGES)
    assert {name.removeprefix("-") for name in ORDERINGS} == {*ResistanceViewSet.orderings, "year"}


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_every_order_gives_every_record(ordering: str, read: Read) -> None:
    assert len(codes(every_page(read, f"ordering={ordering}"))) == 74


def test_the_lowest_value_and_the_newest_source_come_first_if_asked_for(read: Read) -> None:
    lowest = codes([read("/data/?quantity=asr&effect=improvement&ordering=final_ohm_cm2")])
    assert lowest[:3] == ["RES-19", "RES-20", "RES-09"]
    newest = codes([read("/data/?quantity=asr&ordering=-year")])
    assert newest[0] == "RES-19"
    assert newest[-2:] == ["RES-04", "RES-02"]


def test_an_order_that_the_api_does_not_have_is_not_asked_of_it(read: Read, client: Client) -> None:
    link = linked(read("/data/?ordering=-year"), "json")
    assert "ordering" not in parse_qs(urlsplit(link).query)
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("query", "field", "value", "allowed"),
    [
        ("quantity=ohm", "quantity", "ohm", "asr"),
        ("interface=andoe", "interface", "andoe", "cathode"),
        ("evidence=good", "evidence", "good", "measured"),
        ("ordering=best", "ordering", "best", "-factor"),
        ("colour=red", "colour", "red", "quantity"),
        ("factor_min=ten", "factor_min", "ten", ""),
        ("factor_min=5&factor_max=2", "factor_min", "5", ""),
        ("factor_min=5&factor_min=6", "factor_min", "5", ""),
        ("page=0", "page", "0", ""),
    ],
)
def test_what_cannot_be_read_is_named_with_what_is_allowed(
    query: str, field: str, value: str, allowed: str, client: Client, seed: None
) -> None:
    response = client.get(f"/data/?{query}")
    assert response.status_code == 400
    page = Document.parse(response.content.decode())
    assert f"{field} is “{value}”." in page.text
    assert not allowed or allowed in [element.text for element in page.all("code")]
    assert "/data/" in page.links


def test_every_fault_is_named_at_once(client: Client, seed: None) -> None:
    text = client.get("/data/?quantity=ohm&factor_min=ten").content.decode()
    assert text.count("<strong>") >= 2
    assert "quantity" in text
    assert "factor_min" in text


def test_a_page_beyond_the_last_is_not_found(client: Client, seed: None) -> None:
    assert client.get("/data/?page=4").status_code == 404
    assert client.get("/data/?quantity=asr&page=2").status_code == 404


def test_an_address_keeps_nothing_that_was_left_empty(client: Client, seed: None) -> None:
    response = client.get("/data/?interface=anode&factor_min=&factor_max=&ordering=-factor")
    assert response.status_code == 302
    assert response["Location"] == "/data/?interface=anode"


def test_a_synonym_counts_as_its_term(read: Read) -> None:
    assert codes([read("/data/?technique=impedance+spectroscopy&quantity=asr")]) == codes(
        [read("/data/?technique=eis&quantity=asr")]
    )


def test_the_count_of_an_option_is_what_it_would_leave(read: Read) -> None:
    page = read("/data/?quantity=asr&interface=cathode")
    for name, value in (("interface", "anode"), ("evidence", "measured"), ("effect", "improvement")):
        label = page.html.partition(f'id="{name}-{value}"')[2].partition("</label>")[0]
        (count,) = re.findall(r'class="count">(\d+)<', label)
        others = "quantity=asr" if name == "interface" else "quantity=asr&interface=cathode"
        assert int(count) == len(codes(every_page(read, f"{others}&{name}={value}"))), name


def test_a_quantity_is_one_tap_away_and_keeps_the_filters(read: Read) -> None:
    page = read("/data/?interface=anode&page=2")
    (link,) = [
        each.get("href") for each in page.all("a") if each.text.startswith("Critical current density ")
    ]
    assert parse_qs(urlsplit(link).query) == {"interface": ["anode"], "quantity": ["ccd"]}
    assert len(codes(every_page(read, urlsplit(link).query))) == 11


def test_what_is_on_can_be_taken_off_one_by_one(read: Read) -> None:
    page = read("/data/?interface=anode&interface=cathode&factor_min=2")
    removed = {chip.text: chip.get("href") for chip in page.all("a", css_class="chip")}
    assert removed == {
        "Remove filter Interface: Anode": "/data/?interface=cathode&factor_min=2",
        "Remove filter Interface: Cathode": "/data/?interface=anode&factor_min=2",
        "Remove filter Reduction factor: from 2": "/data/?interface=anode&interface=cathode",
    }
    assert "Show filters, 3 on" in page.text


def test_filters_that_nothing_fits_say_so_and_lead_back(read: Read) -> None:
    page = read("/data/?factor_min=1000000")
    assert "No record fits all of these filters." in page.text
    assert not page.all("table")


def test_a_row_leads_to_the_remedy_that_it_measures(read: Read) -> None:
    """Home, the data sorted by factor, the remedy: three taps."""
    assert "/data/" in read("/").links
    row = read("/data/").html.partition('<tr id="RES-01"')[2].partition("</tr>")[0]
    assert 'href="/issues/T-AN-01/#T-AN-01-R1"' in row


def test_the_cautions_count_what_the_rows_state(read: Read) -> None:
    said = read("/data/?quantity=asr").text
    assert "3 of 11 resistances say which it is." in said
    assert "1 of 11 rows state it, 1 the temperature." in said
    assert "resistances say" not in read("/data/?quantity=ccd").text


@pytest.mark.parametrize("page", [1, 2, 3])
def test_a_page_weighs_no_more_than_its_budget(page: int, client: Client, seed: None) -> None:
    html = client.get(f"/data/?page={page}").content
    assert len(gzip.compress(html)) <= LARGEST_HTML_BYTES


@pytest.mark.parametrize(
    "query", ["", "interface=anode&family=nasicon&evidence=measured&factor_min=2&year_min=2000", "page=3"]
)
def test_the_page_costs_no_more_queries_than_this(
    query: str, client: Client, seed: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ContentType.objects.clear_cache()
    TermDirectory.load()  # kept between requests, by content revision
    caches["answers"].clear()
    with django_assert_max_num_queries(QUERIES):
        assert client.get(f"/data/?{query}").status_code == 200
