"""What is not understood is refused, with every fault at once; nothing is silently ignored."""

import pytest
from django.test import Client

from tests.api.reading import LISTS, faults

pytestmark = pytest.mark.usefixtures("seed")


@pytest.mark.parametrize(
    "name",
    [*LISTS, "search", "suggest", "facets", "health", "schema", "resistance/RES-01", "resistance/compare"],
)
def test_an_unknown_parameter_is_refused_everywhere(client: Client, name: str) -> None:
    found = faults(client.get(f"/api/v1/{name}/?tecnique=xps"))
    assert "format" in found["tecnique"]


@pytest.mark.parametrize("name", [*LISTS, "search", "health", "resistance/RES-01", "resistance/compare"])
def test_an_empty_format_is_refused(client: Client, name: str) -> None:
    assert "json" in faults(client.get(f"/api/v1/{name}/?format="))["format"]


def test_all_faults_of_a_list_come_at_once_with_what_is_allowed(client: Client) -> None:
    query = "tecnique=xps&interface=anod&limit=501&ordering=size&format=xlsx&factor_min=NaN&cursor=x"
    found = faults(client.get(f"/api/v1/resistance/?{query}"))
    assert set(found) == {"tecnique", "interface", "limit", "ordering", "format", "factor_min", "cursor"}
    assert "technique" in found["tecnique"]
    assert found["interface"] == ["anode", "cathode", "electrolyte"]
    assert "-factor" in found["ordering"]
    assert found["format"] == ["json", "csv", "ndjson"]


@pytest.mark.parametrize("name", [*LISTS, "search"])
def test_an_unknown_grade_is_refused_with_those_that_exist(client: Client, name: str) -> None:
    grades = ["measured", "reported", "secondary", "inferred", "unsupported"]
    assert faults(client.get(f"/api/v1/{name}/?evidence=proven")) == {"evidence": grades}


@pytest.mark.parametrize(
    ("name", "one_allowed"), [("quantity", "ccd"), ("effect", "degradation"), ("cell_type", "symmetric")]
)
def test_an_unknown_choice_is_refused_with_those_that_exist(
    client: Client, name: str, one_allowed: str
) -> None:
    assert one_allowed in faults(client.get(f"/api/v1/resistance/?{name}=x"))[name]


def test_all_faults_of_a_search_come_at_once(client: Client) -> None:
    query = f"q={'x' * 201}&kind=isue&page=0&page_size=101&exact=maybe&technique=XRF&format=xlsx&sort=x"
    found = faults(client.get(f"/api/v1/search/?{query}"))
    assert set(found) == {"q", "kind", "page", "page_size", "exact", "technique", "format", "sort"}


@pytest.mark.parametrize("number", ["abc", "1e400", "Infinity", "1,5", "0x10", "٣"])
def test_a_malformed_number_is_refused(client: Client, number: str) -> None:
    assert "factor_min" in faults(client.get("/api/v1/resistance/", {"factor_min": number}))


def test_a_range_that_is_upside_down_is_refused(client: Client) -> None:
    assert "factor_min" in faults(client.get("/api/v1/resistance/?factor_min=3&factor_max=2"))


@pytest.mark.parametrize("limit", ["0", "501", "-1", "ten", "1.5"])
def test_a_limit_is_from_1_to_500(client: Client, limit: str) -> None:
    assert "limit" in faults(client.get("/api/v1/issues/", {"limit": limit}))


@pytest.mark.parametrize(
    ("name", "query"), [("resistance", "limit=1&limit=2"), ("search", "q=a&q=b"), ("suggest", "q=a&q=b")]
)
def test_a_single_parameter_given_twice_is_refused(client: Client, name: str, query: str) -> None:
    assert faults(client.get(f"/api/v1/{name}/?{query}"))


@pytest.mark.parametrize("query", ["limit=10", "cursor=abc"])
def test_a_page_of_a_format_that_holds_every_row_is_refused(client: Client, query: str) -> None:
    assert query.split("=")[0] in faults(client.get(f"/api/v1/issues/?format=csv&{query}"))


def test_a_page_of_a_streamed_search_is_refused(client: Client) -> None:
    assert set(faults(client.get("/api/v1/search/?format=ndjson&page=2&page_size=5"))) == {
        "page",
        "page_size",
    }


def test_no_rows_are_offered_for_a_single_record(client: Client) -> None:
    assert faults(client.get("/api/v1/resistance/RES-01/?format=csv")) == {"format": ["json", "jsonld"]}


def test_the_type_of_the_problem_leads_to_its_explanation(client: Client) -> None:
    address, _, anchor = client.get("/api/v1/issues/?limit=x").json()["type"].partition("#")
    assert f'id="{anchor}"' in client.get(address).content.decode()
