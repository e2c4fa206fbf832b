"""The Atom feed of new and changed records."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from knowledge.search.facets import KIND_LABELS
from knowledge.services.changed_records import ChangedRecord, changed_records

ENTRIES = 50
# RFC 4151: a day on which the host was the portal's; it must never change, or every reader sees all as new
_SINCE = "2026"


@dataclass(frozen=True)
class Entry:
    record: ChangedRecord
    host: str


if TYPE_CHECKING:
    EntryFeed = Feed[Entry, str]
else:
    EntryFeed = Feed


# one object serves all requests: what a request brings is handed on, never kept
class ChangesFeed(EntryFeed):
    feed_type = Atom1Feed
    title = "Interphase: new and changed records"
    subtitle = "Cited knowledge on interfacial instability in sodium solid-state batteries"
    author_name = "Interphase"

    def get_object(self, request: HttpRequest) -> str:
        """The host, by which the entries are named."""
        return urlsplit(f"//{request.get_host()}").hostname or ""

    def link(self) -> str:
        return reverse("home")

    def feed_guid(self, host: str) -> str:
        return _tag(host, "changes")

    def items(self, host: str) -> list[Entry]:
        return [Entry(record, host) for record in changed_records(ENTRIES)]

    def item_title(self, item: Entry) -> str:
        return f"{item.record.entry.code}: {item.record.entry.title}"

    def item_description(self, item: Entry) -> str:
        return item.record.entry.lead

    def item_link(self, item: Entry) -> str:
        return item.record.entry.url

    def item_guid(self, item: Entry) -> str:
        return _tag(item.host, item.record.entry.code)

    def item_pubdate(self, item: Entry) -> datetime:
        return item.record.published_at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.record.updated_at

    def item_categories(self, item: Entry) -> list[str]:
        return [KIND_LABELS[item.record.entry.kind]]


def _tag(host: str, name: str) -> str:
    return f"tag:{host},{_SINCE}:{name}"
