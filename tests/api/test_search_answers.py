"""What a search of the API says beyond its results: how it was understood, and where to go from there."""

from typing import Any

import pytest
from django.test import Client

from knowledge.models import Remedy, SearchGap
from knowledge.search import facets
from tests.api.reading import csv_rows, faults, ids, ndjson_rows
from tests.api.test_schema import assert_true_of
from tests.blocking import locked

pytestmark = pytest.mark.usefixtures("seed")


def search(client: Client, query: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/search/?{query}")
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


def test_a_correction_is_stated_and_exact_switches_it_off(client: Client) -> None:
    corrected = search(client, "q=semicircel")
    assert corrected["query"]["corrected"] == "semicircle"
    assert corrected["results"][0]["id"] == "T-EIS-01"
    exact = search(client, "q=semicircel&exact=true")
    assert (exact["query"]["corrected"], exact["count"]) == (None, 0)


def test_words_that_stand_nowhere_are_listed(client: Client) -> None:
    answer = search(client, "q=gold+xyzzyq")
    assert answer["query"]["unknown"] == ["xyzzyq"]
    assert answer["count"] > 0


def test_a_passage_names_the_claim_and_its_place(client: Client) -> None:
    hits = {hit["id"]: hit for hit in search(client, "q=protective+interlayer")["results"]}
    (passage,) = [each for each in hits["T-AN-01"]["passages"] if each["id"] == "T-AN-01-R1"]
    assert passage["url"] == "/issues/T-AN-01/#T-AN-01-R1"
    plain = passage["html"].replace("<mark>", "").replace("</mark>", "")
    assert plain == Remedy.objects.get(code="T-AN-01-R1").text
    assert "<mark>" in passage["html"]


def test_the_snippet_is_the_first_passage(client: Client) -> None:
    hits = search(client, "q=short+circuit")["results"]
    assert [hit["snippet"] for hit in hits] == [hit["passages"][0]["html"] for hit in hits]


def test_a_passage_without_an_address_of_its_own_leads_to_the_record(client: Client) -> None:
    (passage,) = search(client, "kind=issue&page_size=1")["results"][0]["passages"]
    assert (passage["id"], passage["url"]) == (None, "/issues/T-AN-01/")


def test_a_material_names_its_class_and_others_have_none(client: Client) -> None:
    counted = search(client, "")["facets"]
    groups = {value["value"]: value["group"] for value in counted["material"]}
    assert groups["nzsp"] == "NASICON"
    assert {value["group"] for value in counted["interface"]} == {None}


def test_a_measured_quantity_comes_with_its_unit_and_bins(client: Client) -> None:
    measured = search(client, "q=gold&final_ohm_cm2_min=10&final_ohm_cm2_max=100")["measured"]
    final = measured["final_ohm_cm2"]
    assert (final["label"], final["unit"], final["min"], final["max"]) == (
        "Final resistance",
        "Ω cm²",
        10,
        100,
    )
    assert [(each["min"], each["max"], each["selected"]) for each in final["bins"]] == [
        (None, 1, False),
        (1, 10, False),
        (10, 100, True),
        (100, 1000, False),
        (1000, None, False),
    ]
    assert measured["factor"]["unit"] is None


def test_the_count_of_a_bin_is_what_its_span_finds(client: Client) -> None:
    for each in search(client, "kind=resistance")["measured"]["final_ohm_cm2"]["bins"]:
        ends = {"min": each["min"], "max": each["max"]}
        span = "&".join(f"final_ohm_cm2_{end}={value}" for end, value in ends.items() if value is not None)
        assert search(client, f"kind=resistance&{span}")["count"] == each["count"]


def test_a_span_holds_its_ends_and_leaves_out_what_is_not_stated(client: Client) -> None:
    assert "RES-01" in ids(client, "search/?final_ohm_cm2_min=146&final_ohm_cm2_max=146")
    assert "RES-01" not in ids(client, "search/?final_ohm_cm2_max=145.9&page_size=100")
    assert {hit["kind"] for hit in search(client, "factor_min=0")["results"]} == {"resistance"}


def test_a_span_the_wrong_way_round_is_refused(client: Client) -> None:
    assert "factor_min" in faults(client.get("/api/v1/search/?factor_min=3&factor_max=2"))


def test_a_span_given_twice_is_refused(client: Client) -> None:
    assert "factor_min" in faults(client.get("/api/v1/search/?factor_min=3&factor_min=2"))


def test_each_filter_that_is_on_says_how_many_more_there_are_without_it(client: Client) -> None:
    answer = search(client, "q=gold&interface=anode&final_ohm_cm2_max=150")
    assert set(answer["without"]) == {"interface", "final_ohm_cm2"}
    without_span = search(client, "q=gold&interface=anode")["count"]
    assert answer["without"]["final_ohm_cm2"] == without_span - answer["count"] > 0
    assert answer["measured"]["final_ohm_cm2"]["more"] == answer["without"]["final_ohm_cm2"]
    assert search(client, "q=gold")["without"] == {}


def test_the_nearest_searches_find_what_they_promise(client: Client) -> None:
    answer = search(client, "q=%22gold+protocol%22&interface=anode")
    assert answer["count"] == 0
    assert answer["nearest"]
    for near in answer["nearest"]:
        assert client.get(near["api_url"]).json()["count"] == near["count"] > 0
        assert client.get(near["url"]).status_code == 200
        assert near["why"]
    assert search(client, "q=gold")["nearest"] == []


def test_a_search_without_a_result_is_counted_and_not_kept(client: Client) -> None:
    response = client.get("/api/v1/search/?q=Xyzzyq")
    client.get("/search/?q=xyzzyq")
    assert response.headers["Cache-Control"] == "no-store"
    assert list(SearchGap.objects.values_list("text", "times")) == [("xyzzyq", 2)]


@pytest.mark.parametrize(
    "more", ["interface=anode", "exact=true", "kind=faq", "evidence=measured", "factor_min=2"]
)
def test_a_narrowed_search_without_a_result_is_no_gap(client: Client, more: str) -> None:
    assert search(client, f"q=xyzzyq&{more}")["count"] == 0
    assert not SearchGap.objects.exists()


def test_a_search_that_takes_too_long_is_a_503_that_says_what_helps(client: Client) -> None:
    with locked("knowledge_searchindex"):
        response = client.get("/api/v1/search/?q=gold")
    assert response.status_code == 503
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "name rarer words" in response.json()["detail"]


def test_a_streamed_search_that_takes_too_long_is_a_503_and_no_torn_file(client: Client) -> None:
    with locked("knowledge_searchindex"):
        assert client.get("/api/v1/search/?q=gold&format=csv").status_code == 503


@pytest.mark.parametrize(
    "query",
    [
        "q=semicircel+xyzzyq&final_ohm_cm2_max=150",
        "q=%22gold+protocol%22&interface=anode",
        "kind=reference&page_size=100",
    ],
)
def test_every_sort_of_answer_is_as_the_schema_describes(client: Client, query: str) -> None:
    assert_true_of(search(client, query), "/api/v1/search/")


def test_large_counts_are_marked_as_estimates(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert search(client, "kind=faq")["count_is_approximate"] is False
    monkeypatch.setattr(facets, "SMALL", 0)
    monkeypatch.setattr(facets, "COUNTED_EXACTLY", 0)
    assert search(client, "q=sodium")["count_is_approximate"] is True


def test_streams_hold_every_row_in_the_order_of_the_pages(client: Client) -> None:
    pages = ids(client, "search/?q=interlayer&page_size=100")
    assert [
        row["id"] for row in ndjson_rows(client.get("/api/v1/search/?q=interlayer&format=ndjson"))
    ] == pages
    rows = csv_rows(client.get("/api/v1/search/?q=interlayer&format=csv"))
    assert [row["id"] for row in rows] == pages
    assert "explanation" not in rows[0]


def test_a_whole_portal_can_be_streamed(client: Client) -> None:
    rows = ndjson_rows(client.get("/api/v1/search/?format=ndjson"))
    assert len(rows) == search(client, "")["count"] > 100
