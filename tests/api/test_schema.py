"""The OpenAPI schema is valid, complete, and true of what is answered."""

from functools import cache
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator
from pytest_django import Settings

from knowledge.api.views.public import ADDRESSES
from tests.api.reading import LISTS

pytestmark = pytest.mark.usefixtures("seed")
DETAILS = {
    "issues": "T-AN-01",
    "causes": "T-AN-01-C1",
    "remedies": "T-AN-01-R1",
    "faqs": "FAQ-03",
    "resistance": "RES-01",
    "protocols": "PROT-01",
    "references": "REF-06",
}


@cache
def schema() -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/api/v1/schema/").json()
    return found


def assert_true_of(body: Any, path: str, status: str = "200", media_type: str = "application/json") -> None:
    content = schema()["paths"][path]["get"]["responses"][status]["content"]
    described = {**content[media_type]["schema"], "components": schema()["components"]}
    faults = list(Draft202012Validator(described).iter_errors(body))
    assert not faults, faults[0]


def parameters(path: str) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in schema()["paths"][path]["get"]["parameters"]}


def test_the_schema_is_valid_and_free_of_warnings(tmp_path: Any) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yaml"))


def test_every_address_is_described() -> None:
    described = {path.split("/")[3] for path in schema()["paths"]}
    # the index lists what can be read
    assert described == set(ADDRESSES) - {"schema", "docs"} | {"suggestions"}


@pytest.mark.parametrize("name", LISTS)
def test_lists_and_details_answer_as_described(client: Client, name: str) -> None:
    assert_true_of(client.get(f"/api/v1/{name}/?limit=500").json(), f"/api/v1/{name}/")
    detail = client.get(f"/api/v1/{name}/{DETAILS[name]}/").json()
    assert_true_of(detail, f"/api/v1/{name}/{{id}}/")


@pytest.mark.parametrize(
    "address",
    [
        "search/?q=gold&interface=anode",
        "search/?kind=reference",
        "suggest/?q=so",
        "facets/",
        "changes/?since=0&kind=issue",
        "health/",
        "resistance/compare/?a=RES-01&b=RES-02",
    ],
)
def test_finding_answers_as_described(client: Client, address: str) -> None:
    path = f"/api/v1/{address.split('?')[0]}"
    assert_true_of(client.get(f"/api/v1/{address}").json(), path)


def test_problems_are_as_described(client: Client) -> None:
    bad = client.get("/api/v1/search/?kind=isue&page=x").json()
    assert_true_of(bad, "/api/v1/search/", "400", "application/problem+json")
    missing = client.get("/api/v1/issues/nothing/").json()
    assert_true_of(missing, "/api/v1/issues/{id}/", "404", "application/problem+json")


@pytest.mark.parametrize(
    "name", [*LISTS, "search", "suggest", "facets", "changes", "health", "resistance/compare"]
)
def test_the_described_parameters_are_those_that_are_accepted(client: Client, name: str) -> None:
    """The refusal of an unknown parameter lists what the address really knows."""
    fault, *_ = client.get(f"/api/v1/{name}/?unknown=1").json()["errors"]
    assert set(parameters(f"/api/v1/{name}/")) == set(fault["allowed"])


def test_the_described_values_of_a_choice_are_those_that_are_accepted(client: Client) -> None:
    described = parameters("/api/v1/resistance/")
    query = "ordering=x&format=x&evidence=x&quantity=x&effect=x&cell_type=x"
    errors = client.get(f"/api/v1/resistance/?{query}").json()["errors"]
    assert len(errors) == 6
    for fault in errors:
        value = described[fault["parameter"]]["schema"]
        assert sorted(value.get("items", value)["enum"]) == sorted(fault["allowed"])


def test_the_schema_is_openapi_3_1_in_json_and_yaml(client: Client) -> None:
    assert client.get("/api/v1/schema/").json()["openapi"].startswith("3.1")
    assert client.get("/api/v1/schema/?format=yaml").content.startswith(b"openapi: 3.1")


def test_reading_takes_a_token_or_none_and_writing_takes_one() -> None:
    paths = schema()["paths"]
    readings = {path: methods["get"]["security"] for path, methods in paths.items() if "get" in methods}
    assert readings.pop("/api/v1/health/") == [{}]
    assert all({} in reading and {"token": []} in reading for reading in readings.values())
    assert paths["/api/v1/suggestions/"]["post"]["security"] == [{"token": []}]


def test_limits_are_described_wherever_they_are() -> None:
    for path, methods in schema()["paths"].items():
        for operation in methods.values():
            answers = operation["responses"]
            assert {"401", "429"} <= answers.keys() or path.endswith("/health/"), path
            for status, answer in answers.items():
                described = answer["headers"].keys()
                assert ({"RateLimit", "RateLimit-Policy"} <= described) == ("429" in answers), path
                assert ("Retry-After" in described) == (status == "429"), path


def test_a_refused_token_and_a_refused_request_are_as_described(client: Client, settings: Settings) -> None:
    bad = client.get("/api/v1/issues/", headers={"authorization": "Bearer x"}).json()
    assert_true_of(bad, "/api/v1/issues/", "401", "application/problem+json")
    settings.ANONYMOUS_PER_MINUTE = 1
    refused = client.get("/api/v1/issues/").json()
    assert_true_of(refused, "/api/v1/issues/", "429", "application/problem+json")


def test_what_is_sent_is_closed_and_what_is_answered_stays_open() -> None:
    schemas = schema()["components"]["schemas"]
    assert schemas["WrongSuggestion"]["additionalProperties"] is False
    names = schemas["NewIssue"]["propertyNames"]["enum"]
    assert {"title", "html"} <= set(names) and "colour" not in names
    assert "additionalProperties" not in schemas["Issue"]
