"""CSV and NDJSON for lists: every row, streamed; and the choice of format by parameter or Accept header."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder

FACETS = ("interface", "technique", "material", "mechanism", "strategy", "family")

Row = dict[str, Any]


class RowRenderer(BaseRenderer):
    """A format of one line a row; `stream` takes the place of `render`."""

    charset = "utf-8"

    def stream(self, rows: Iterable[Row], fields: Sequence[str]) -> Iterator[str]:
        raise NotImplementedError


class NDJSONRenderer(RowRenderer):
    media_type = "application/x-ndjson"
    format = "ndjson"

    def stream(self, rows: Iterable[Row], fields: Sequence[str]) -> Iterator[str]:
        """One JSON object a line, the same as the items of the JSON list."""
        for row in rows:
            yield json.dumps(row, cls=JSONEncoder, ensure_ascii=False) + "\n"


class CSVRenderer(RowRenderer):
    media_type = "text/csv"
    format = "csv"

    def stream(self, rows: Iterable[Row], fields: Sequence[str]) -> Iterator[str]:
        """One header line; the columns are the fields of the JSON item in their order (see `columns`)."""
        names = columns(fields)
        writer = csv.writer(_Echo())
        yield writer.writerow(names)
        for row in rows:
            flat = {**row, **{f"terms.{facet}": row.get("terms", {}).get(facet) for facet in FACETS}}
            yield writer.writerow([cell(flat[name]) for name in names])


class _Echo:
    """Hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def columns(fields: Sequence[str]) -> list[str]:
    """The CSV columns: `html` is left out, the plain text says the same; `terms` is one column a facet."""
    names: list[str] = []
    for field in fields:
        if field == "terms":
            names += [f"terms.{facet}" for facet in FACETS]
        elif field != "html":
            names.append(field)
    return names


def cell(value: Any) -> str:
    """Unknown is empty; texts, and the references of citations, are joined by "; "; the rest is JSON.

    A reference that speaks against the claim says so, lest it be counted as its source.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, list) and all("reference" in item for item in value):
        return "; ".join(_mark(item) for item in value)
    return json.dumps(value, cls=JSONEncoder, ensure_ascii=False)


def _mark(citation: dict[str, Any]) -> str:
    code: str = citation["reference"]
    return f"{code} (contradicts)" if citation["stance"] == "contradicts" else code


class JSONLDRenderer(JSONRenderer):
    """A single record in the vocabulary of schema.org."""

    media_type = "application/ld+json"
    format = "jsonld"


class FormatOrAccept(DefaultContentNegotiation):
    """`?format=` decides; without it the Accept header does.

    A format that does not exist falls back to JSON here and is reported with the other faults of the
    parameters, so that a caller learns of all of them at once.
    """

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        offered = list(renderers)
        name = request.query_params.get("format")
        if name is None:
            by_header: tuple[BaseRenderer, str] = super().select_renderer(request, offered)
            return by_header
        chosen = next((renderer for renderer in offered if renderer.format == name), offered[0])
        return chosen, str(chosen.media_type)
