"""What was published or changed last, of every kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from knowledge.models import CONTENT_MODELS, SearchEntry


@dataclass(frozen=True)
class ChangedRecord:
    entry: SearchEntry
    published_at: datetime
    updated_at: datetime


def changed_records(limit: int) -> list[ChangedRecord]:
    """Public records, the last changed first; a query for each kind and one for what is shown of them."""
    latest = nlargest(limit, _stamps(limit))
    entries = SearchEntry.objects.defer("passages").in_bulk(
        [code for _, code, _ in latest], field_name="code"
    )
    return [
        ChangedRecord(entries[code], published_at or updated_at, updated_at)
        for updated_at, code, published_at in latest
        if code in entries
    ]


def _stamps(limit: int) -> Iterator[tuple[datetime, str, datetime | None]]:
    for model in CONTENT_MODELS:
        by_time = model.objects.published().order_by("-updated_at", "-code")
        yield from by_time.values_list("updated_at", "code", "published_at")[:limit]
