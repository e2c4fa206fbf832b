"""What the schema cannot say, for schemathesis: rules between two parameters, and what the database holds.

Only data that is meant to be accepted is brought in line with them; what is meant to be refused stays.
"""

import json
import os
from itertools import count
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

import schemathesis
from schemathesis import GenerationMode

_PAGING = ("limit", "cursor", "page", "page_size", "explain")
_OF_REFERENCES = ("broken-link", "retraction")
_TERMS = {
    **{"interface": "anode", "technique": "eis", "material": "nzsp", "mechanism": "dendrite"},
    **{"strategy": "doping", "family": "nasicon"},
}
_CITED = {"references": ["REF-06", {"reference": "REF-07", "locator": "Table 2"}]}
# A draft names references, terms and other records, and is ruled by what the importer knows of each field:
# in the place of what was generated one that is right in all that.
_DRAFTS: dict[str, dict[str, Any]] = {
    "issues": {"title": "It glows", "summary": "It does.", "area": "anode", "causes": [{"text": "Heat."}]},
    "causes": {"issue": "T-AN-01", "text": "Heat.", "terms": {"interface": ["anode"]}, **_CITED},
    "remedies": {"issue": "T-AN-01", "text": "Cool it.", "addresses": [{"cause": "T-AN-01-C1"}], **_CITED},
    "faqs": {"section": "General", "question": "Why?", "points": [{"text": "Dendrites.", **_CITED}]},
    "resistance": {
        **{"system_configuration": "Na / NZSP", "electrolyte": "NZSP", "modification": "Tin"},
        **{"initial_ohm_cm2": 581, "final_ohm_cm2": 3.5},
        **_CITED,
    },
    "protocols": {"title": "Wait", "purpose": "To wait.", "stages": [{"title": "One", "steps": []}]},
    "references": {"title": "On sodium", "authors": ["Na, S."], "year": 2026, "doi": "10.3390/sodium1"},
}
_numbers = count(1)


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    method, _, path = case.operation.label.partition(" ")
    name = path.split("/")[3]
    if isinstance(case.query, dict):
        _ask(name, case.query)
    if path == "/api/v1/resistance/compare/":
        case.query.update(a="RES-01", b="RES-02")
    if path == "/api/v1/suggestions/" and isinstance(case.body, dict):
        _suggest(case.body)
    if name in _DRAFTS and method == "POST":
        case.body = _draft(name)
    if name in _DRAFTS and method == "PATCH":
        _change_a_new_draft(name, case)
    if method == "POST" and case.headers and "Idempotency-Key" in case.headers:
        # the same key for another request is refused, and rightly
        case.headers["Idempotency-Key"] = str(uuid4())


def _ask(name: str, query: dict[str, Any]) -> None:
    if query.get("format", "json") not in ("json", "jsonld"):
        # these formats hold every row
        for parameter in _PAGING:
            query.pop(parameter, None)
    if query.get("status", "published") != "published":
        # the search knows nothing of drafts
        for parameter in (*_TERMS, "evidence"):
            query.pop(parameter, None)
    # vocabulary, and a place that only an answer tells
    query.update({facet: [slug] for facet, slug in _TERMS.items() if any(query.get(facet) or ())})
    query.pop("cursor", None)
    for most in [parameter for parameter in query if parameter.endswith("_max")]:
        # from the least to the most
        if most.replace("_max", "_min") in query:
            del query[most]
    if name == "changes" and "since" in query:
        # the content is at no later revision
        query["since"] = 0


def _suggest(body: dict[str, Any]) -> None:
    """About a record that there is; of a new value one end at least, in the unit of its quantity."""
    if "target" in body:
        body["target"] = "REF-06" if body.get("kind") in _OF_REFERENCES else "T-AN-01-R1"
    if body.get("record_kind") in ("cause", "remedy"):
        body["target"] = "T-AN-01"
    if body.get("kind") == "new-value":
        body.pop("unit", None)
        body.pop("before", None)
        body["after"] = "~30"


def _draft(name: str) -> dict[str, Any]:
    """Under the next identifier of its kind, which an issue names itself."""
    return (
        {**_DRAFTS[name], "id": f"T-ST-{os.getpid()}{next(_numbers)}"} if name == "issues" else _DRAFTS[name]
    )


def _change_a_new_draft(name: str, case: Any) -> None:
    """Of a draft that is there, with the tag that it has."""
    site = os.environ["INTERPHASE_SITE"]
    headers = {
        "Authorization": f"Bearer {os.environ['INTERPHASE_TOKEN']}",
        "Content-Type": "application/json",
    }
    request = Request(f"{site}/api/v1/{name}/", json.dumps(_draft(name)).encode(), headers)  # noqa: S310
    with urlopen(request) as answer:  # noqa: S310
        case.path_parameters["id"] = json.load(answer)["id"]
        case.headers["If-Match"] = answer.headers["ETag"]
    case.body = {key: value for key, value in _DRAFTS[name].items() if key != "issue"}
