"""Every list also as CSV and NDJSON: all rows, filters applied, the same content as the JSON."""

import json

import pytest
from django.test import Client

from knowledge.api.renderers import cell
from knowledge.models import Reference, Term
from tests.api.reading import LISTS, csv_rows, ndjson_rows, text_of

pytestmark = pytest.mark.usefixtures("measurements")


def test_ndjson_holds_the_items_of_the_json_list(client: Client) -> None:
    items = client.get("/api/v1/resistance/?interface=anode").json()["results"]
    assert ndjson_rows(client.get("/api/v1/resistance/?interface=anode&format=ndjson")) == items
    assert len(items) == 2


def test_csv_holds_the_values_of_the_json_list(client: Client) -> None:
    items = client.get("/api/v1/resistance/?interface=anode").json()["results"]
    rows = csv_rows(client.get("/api/v1/resistance/?interface=anode&format=csv"))
    assert len(rows) == len(items) == 2
    for row, item in zip(rows, items, strict=True):
        for name in item.keys() - {"terms", "html"}:
            assert row[name] == cell(item[name])
        assert row["terms.technique"] == cell(item["terms"].get("technique", []))


def test_an_unknown_value_is_an_empty_cell_and_a_comma_is_quoted(client: Client) -> None:
    row = csv_rows(client.get("/api/v1/resistance/?format=csv"))[-1]
    assert (row["id"], row["initial_ohm_cm2"], row["final_ohm_cm2"]) == ("RES-93", "", "500")
    assert row["modification"] == "Layer, of RES-93"


def test_all_rows_come_whatever_the_page_size(client: Client) -> None:
    works = (Reference(code=f"REF-{number}", status="published") for number in range(1000, 1612))
    Reference.objects.bulk_create(works)
    for response in (
        csv_rows(client.get("/api/v1/references/?format=csv")),
        ndjson_rows(client.get("/api/v1/references/?format=ndjson")),
    ):
        assert [row["id"] for row in response] == [f"REF-{number}" for number in range(1000, 1612)]


@pytest.mark.parametrize("name", [*LISTS, "search"])
def test_csv_of_an_empty_list_is_one_header_line(client: Client, name: str) -> None:
    (header,) = text_of(client.get(f"/api/v1/{name}/?technique=drt&format=csv")).splitlines()
    assert header.startswith("id,")


def test_csv_of_the_vocabulary_is_one_line_a_term(client: Client) -> None:
    rows = csv_rows(client.get("/api/v1/facets/?format=csv"))
    assert len(rows) == Term.objects.filter(facet__is_filter=True).count()
    xps = next(row for row in rows if row["slug"] == "xps")
    assert (xps["facet"], xps["abbreviations"], xps["formula"]) == ("technique", "XPS; ESCA; HAXPES", "")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/x-ndjson", "application/x-ndjson; charset=utf-8"),
        ("text/csv;q=0.1, application/json", "application/json"),
        ("*/*", "application/json"),
    ],
)
def test_an_accept_header_chooses_as_well(client: Client, accept: str, media_type: str) -> None:
    response = client.get("/api/v1/resistance/", headers={"accept": accept})
    assert response.headers["Content-Type"] == media_type
    assert "Accept" in response.headers["Vary"]


def test_the_format_parameter_prevails_over_the_accept_header(client: Client) -> None:
    response = client.get("/api/v1/resistance/?format=csv", headers={"accept": "application/json"})
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_a_search_streams_every_hit(client: Client) -> None:
    hits = client.get("/api/v1/search/?interface=anode").json()["results"]
    assert ndjson_rows(client.get("/api/v1/search/?interface=anode&format=ndjson")) == hits
    assert [row["id"] for row in csv_rows(client.get("/api/v1/search/?format=csv"))] == [
        "RES-91",
        "RES-92",
        "RES-93",
    ]


def test_a_nested_cell_is_json_and_citations_are_their_references() -> None:
    assert json.loads(cell([{"id": "PROT-01-S1"}])) == [{"id": "PROT-01-S1"}]
    citations = [
        {"reference": "REF-06", "stance": "supports"},
        {"reference": "REF-07", "stance": "contradicts"},
        {"reference": "REF-08", "stance": None},
    ]
    assert cell(citations) == "REF-06; REF-07 (contradicts); REF-08"
