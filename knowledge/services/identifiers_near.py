"""Identifiers near one that does not exist: its neighbours in order, for those who mistyped a number."""

import re

from django.db.models import QuerySet

from knowledge.models import CONTENT_MODELS, Cause, Remedy, SearchEntry, Status
from knowledge.search.identifiers import canonical

# a record, and what may follow for a claim or a part of it; nothing else is looked up
_FORM = re.compile(
    r"(?P<record>(?P<family>T|FAQ|RES|PROT|REF)-(?:[A-Z]{2,4}-)?\d{1,9})(?P<part>[-.][0-9A-Z.]{1,9})?",
    re.ASCII,
)
_EACH_SIDE = 3


def identifiers_near(text: str) -> list[SearchEntry]:
    """At most six public records before and after it in the order of identifiers, of the same kind.

    For a claim or a part they are of the record that it belongs to, if there is one, with the record itself.
    Empty for a text that looks like no identifier; at most four queries otherwise.
    """
    found = _FORM.fullmatch(canonical(text))
    if found is None:
        return []
    entries = SearchEntry.objects.only("kind", "code", "title", "url")
    if found["part"] and (near := _around(found[0], entries.filter(code__startswith=found["record"]))):
        return near
    records = entries.exclude(kind__in=[Cause.kind, Remedy.kind])
    return _around(found["record"], records.filter(code__startswith=f"{found['family']}-"))


def _around(code: str, entries: QuerySet[SearchEntry]) -> list[SearchEntry]:
    before = entries.filter(code__lte=code).order_by("-code")[:_EACH_SIDE]
    after = entries.filter(code__gt=code).order_by("code")[:_EACH_SIDE]
    return [*reversed(before), *after]


def is_retired(text: str) -> bool:
    """Whether the identifier belongs to a record that was withdrawn; one query for each kind of record."""
    code = canonical(text)
    if not _FORM.fullmatch(code):
        return False
    return any(model.objects.filter(code=code, status=Status.RETIRED).exists() for model in CONTENT_MODELS)
