"""How the tests take an answer apart."""

import csv
import io
import json
from typing import Any

from django.http import StreamingHttpResponse
from django.test import Client

LISTS = ("issues", "causes", "remedies", "faqs", "resistance", "protocols", "references")


def ids(client: Client, address: str) -> list[str]:
    """The identifiers in one page of a list below /api/v1/."""
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    return [record["id"] for record in response.json()["results"]]


def walk(client: Client, address: str | None, onwards: str = "next") -> list[list[str]]:
    """The identifiers of page after page."""
    pages = []
    while address:
        page = client.get(address).json()
        pages.append([record["id"] for record in page["results"]])
        address = page[onwards]
    return pages


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.content
    assert isinstance(response, StreamingHttpResponse)
    return b"".join(response.streaming_content).decode()  # type: ignore[arg-type]  # sync in the test client


def csv_rows(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(response))))


def ndjson_rows(response: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text_of(response).splitlines()]


def faults(response: Any) -> dict[str, list[str]]:
    """The parameters at fault and what is allowed, of a 400 problem."""
    assert response.status_code == 400, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    return {error["parameter"]: error["allowed"] for error in response.json()["errors"]}
