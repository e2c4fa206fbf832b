"""What other programs were promised holds: addresses, parameters, and the shape of every example."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from jsonschema import Draft202012Validator

from tests.api.test_schema import schema

pytestmark = pytest.mark.usefixtures("seed")
PROMISE = yaml.safe_load((Path(__file__).parents[1] / "data" / "api_promise.yaml").read_text())
MEDIA_TYPES = {200: "application/json", 400: "application/problem+json"}

every_example = pytest.mark.parametrize(
    "example", PROMISE["examples"], ids=lambda example: example["address"].split("&")[0]
)


def shape_of(example: Any, depth: int = 0) -> dict[str, Any]:
    """A JSON schema of everything that has what the example has; what it gives as null may be anything.

    The lists of the answer itself must hold something, or nothing would be compared.
    """
    if isinstance(example, dict):
        shapes = {name: shape_of(value, depth + 1) for name, value in example.items()}
        return {"type": "object", "required": list(example), "properties": shapes}
    if isinstance(example, list):
        items = shape_of(example[0], depth + 1) if example else {}
        return {"type": "array", "items": items, "minItems": len(example) if depth == 1 else 0}
    if isinstance(example, bool | str):
        return {"type": "boolean" if isinstance(example, bool) else "string"}
    return {} if example is None else {"type": "number"}


def without_required(described: Any) -> Any:
    """The same schema for a part of an answer: an example shows what matters, not everything."""
    if isinstance(described, dict):
        return {name: without_required(value) for name, value in described.items() if name != "required"}
    return [without_required(value) for value in described] if isinstance(described, list) else described


@every_example
def test_an_answer_has_all_that_its_example_has(client: Client, example: dict[str, Any]) -> None:
    response = client.get(example["address"])
    assert response.status_code == example.get("status", 200)
    found = list(Draft202012Validator(shape_of(json.loads(example["body"]))).iter_errors(response.json()))
    assert not found, found[0]


@every_example
def test_an_example_is_as_the_schema_describes_it(example: dict[str, Any]) -> None:
    status = example.get("status", 200)
    answers = schema()["paths"][example["described_as"]]["get"]["responses"]
    described = answers[str(status)]["content"][MEDIA_TYPES[status]]["schema"]
    whole = without_required({**described, "components": schema()["components"]})
    found = list(Draft202012Validator(whole).iter_errors(json.loads(example["body"])))
    assert not found, found[0]


def test_every_fault_of_a_request_is_named_at_once(client: Client) -> None:
    body = client.get("/api/v1/issues/?colour=red&technique=tem2&limit=x&cursor=y&evidence=z").json()
    assert [fault["parameter"] for fault in body["errors"]] == [
        *("colour", "technique", "evidence", "cursor", "limit")
    ]


@pytest.mark.parametrize("address", PROMISE["accepted"])
def test_a_promised_parameter_is_accepted_and_narrows(client: Client, address: str) -> None:
    path, _, query = address.partition("?")
    found = client.get(f"/api/v1/{address}")
    assert found.status_code == 200, found.content
    # an empty answer would hide a filter that means nothing
    assert found.json()["results"], address
    for name in {part.split("=")[0] for part in query.split("&")}:
        assert name in {each["name"] for each in schema()["paths"][f"/api/v1/{path}"]["get"]["parameters"]}


@pytest.mark.parametrize("address", PROMISE["pages"])
def test_a_promised_page_answers(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("code", ["T-AN-01-R1", "t-an-01-r1"])
def test_an_identifier_leads_to_its_page(client: Client, code: str) -> None:
    response = client.get(f"/{code}")
    assert (response.status_code, response["Location"]) == (302, "/issues/T-AN-01/#T-AN-01-R1")


def test_a_page_of_a_search_beyond_the_last_is_a_404_that_names_the_pages(client: Client) -> None:
    response = client.get("/api/v1/search/?page=99999")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["parameter"] == "page"
