"""The references behind records: what they and the claims inside them cite, in two statements."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from knowledge.models import (
    FAQ,
    Cause,
    Citation,
    FAQPoint,
    FirstStep,
    Issue,
    Pitfall,
    Protocol,
    Record,
    Reference,
    Remedy,
    SearchEntry,
    Sign,
    Step,
)
from knowledge.services import reading

# what stands inside a record of a kind, and how it names that record
_PARTS: dict[str, list[tuple[type[Model], str]]] = {
    Issue.kind: [(FirstStep, "issue"), (Sign, "issue"), (Cause, "issue"), (Remedy, "issue")],
    FAQ.kind: [(FAQPoint, "faq")],
    Protocol.kind: [(Step, "stage__protocol"), (Pitfall, "protocol")],
}


def references_behind(entries: Iterable[SearchEntry]) -> QuerySet[Reference]:
    """Public references among the entries, and those that the others cite: each once, by number."""
    ids: dict[tuple[str, int], list[int]] = defaultdict(list)
    for entry in entries:
        ids[entry.kind, entry.content_type_id].append(entry.object_id)
    found, cited = Q(pk__in=[]), Q(pk__in=[])
    for (kind, type_id), keys in ids.items():
        if kind == Reference.kind:
            found |= Q(pk__in=keys)
        cited |= Q(content_type=type_id, object_id__in=keys)
        for model, owner in _PARTS.get(kind, []):
            cited |= Q(content_type=_type_of(model), object_id__in=_public(model, owner, keys))
    behind = Citation.objects.filter(cited).order_by().values("reference")
    return reading.published_references().filter(found | Q(pk__in=behind))


def _public(model: type[Model], owner: str, keys: list[int]) -> Any:
    """Keys of the parts of these records, as a subquery; causes and remedies are public by themselves."""
    parts = model.objects.published() if issubclass(model, Record) else model._default_manager
    return parts.filter(**{f"{owner}__in": keys}).order_by().values("pk")


def _type_of(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)
