"""How the tests write drafts: the answer of a public record, sent back under other identifiers."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from access.models import Scope

# address, identifier, and what to write there for one that is free
EXAMPLES = {
    "issues": ("T-AN-01", "T-AN-91"),
    "causes": ("T-AN-01-C1", "T-AN-01-C91"),
    "remedies": ("T-AN-01-R1", "T-AN-01-R91"),
    "faqs": ("FAQ-03", "FAQ-93"),
    "resistance": ("RES-01", "RES-991"),
    "protocols": ("PROT-01", "PROT-91"),
    "references": ("REF-06", "REF-996"),
}
# what names the moment, the place or the status, and what other records say of it
NOT_ITS_CONTENT = {
    *("revision", "updated_at", "published_at", "cite_as", "status", "position", "url", "api_url"),
    *("curator_notes", "related", "supports", "contradicts"),
    # of a record of claims it follows from those that are public
    "evidence",
}


@pytest.fixture
def program(curator_user: User, bearer: Callable[..., Client]) -> Client:
    return bearer(curator_user, Scope.CURATE)


def post(client: Client, name: str, body: Any, **headers: str) -> Any:
    return client.post(f"/api/v1/{name}/", body, content_type="application/json", headers=headers)


def patch(client: Client, address: str, body: Any, tag: str, **headers: str) -> Any:
    headers = {**headers, "if_match": tag}
    return client.patch(f"/api/v1/{address}/", body, content_type="application/json", headers=headers)


def as_another(name: str, client: Client) -> dict[str, Any]:
    """What GET gives of the example of a kind, with the identifiers of another record."""
    code, free = EXAMPLES[name]
    text = client.get(f"/api/v1/{name}/{code}/").content.decode()
    body: dict[str, Any] = json.loads(text.replace(f'"{code}"', f'"{free}"'))
    if name == "issues":
        body = json.loads(text.replace(code, free))
    if name in ("faqs", "protocols"):
        body = json.loads(text.replace(f'"{code}', f'"{free}'))
    if name == "references":
        body["number"] = 996
    if name == "resistance":
        body["remedies"] = []
    return body


def content(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in NOT_ITS_CONTENT}


def a_draft(client: Client, name: str = "faqs", **more: Any) -> Any:
    """The answer to a new draft of an FAQ with two points."""
    points = [{"text": "Dendrites.", "references": ["REF-06"]}, {"text": "Cracks."}]
    return post(client, name, {"section": "General", "question": "Why?", "points": points, **more})
