"""The schema says how drafts are written, and what it says is true."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from tests.access.conftest import bearer, curator_user
from tests.api.drafting import EXAMPLES, as_another, patch, post, program
from tests.api.test_schema import schema

__all__ = ["bearer", "curator_user", "program"]

pytestmark = pytest.mark.usefixtures("seed")


def operation(name: str, method: str) -> dict[str, Any]:
    path = f"/api/v1/{name}/" if method == "post" else f"/api/v1/{name}/{{id}}/"
    found: dict[str, Any] = schema()["paths"][path][method]
    return found


def assert_fits(body: Any, content: dict[str, Any], media_type: str = "application/json") -> None:
    described = {**content[media_type]["schema"], "components": schema()["components"]}
    wrong = list(Draft202012Validator(described).iter_errors(body))
    assert not wrong, wrong[0]


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_sent_and_answered_is_as_described(name: str, program: Client) -> None:
    body = as_another(name, Client())
    created, changed = operation(name, "post"), operation(name, "patch")
    assert_fits(body, created["requestBody"]["content"])
    assert_fits({}, changed["requestBody"]["content"])
    answer = post(program, name, body)
    assert_fits(answer.json(), created["responses"]["201"]["content"])
    address = f"{name}/{EXAMPLES[name][1]}"
    assert_fits(patch(program, address, {}, answer["ETag"]).json(), changed["responses"]["200"]["content"])
    stale = patch(program, address, {}, '"stale"')
    assert stale.status_code == 412 and "etag" in stale.json()
    assert_fits(stale.json(), changed["responses"]["412"]["content"], "application/problem+json")


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_names_operations_headers_and_problems(name: str) -> None:
    created, changed = operation(name, "post"), operation(name, "patch")
    assert created["operationId"] == f"{name}_create" and changed["operationId"] == f"{name}_partial_update"
    assert created["security"] == changed["security"] == [{"token": []}]
    assert {"Idempotency-Key"} <= {each["name"] for each in created["parameters"]}
    assert {"If-Match", "id"} <= {each["name"] for each in changed["parameters"]}
    assert {"Location", "ETag"} <= set(created["responses"]["201"]["headers"])
    assert "ETag" in changed["responses"]["200"]["headers"]
    assert {"400", "401", "403", "413", "415", "422"} <= set(created["responses"])
    assert {"400", "401", "403", "404", "409", "412", "413", "415", "428"} <= set(changed["responses"])
