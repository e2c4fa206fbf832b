"""The next version of a public record, as a document beside it.

Whoever edits or looks at it works on the record's own tables, as the next version would make them, inside a
transaction that is undone: every form, rule and page serves the next version without knowing of it.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from knowledge.models import Citation, DraftVersion, Record, Status
from knowledge.services import acting, curation, drafting, fixture_rows, versions
from knowledge.services.dependence import claims_of
from knowledge.services.documents import Document, Reader, labels_of
from knowledge.services.fixture_kinds import WRITE_ORDER
from knowledge.services.fixture_rows import Key
from knowledge.services.fixture_writing import Writer
from knowledge.services.import_faults import Fault, ImportFailed


@dataclass(frozen=True)
class State:
    """A record as its tables hold it: what it says, and by which primary keys."""

    document: Document
    rows: dict[str, list[Any]]


def is_public(record: Record) -> bool:
    """Whether changes of it go into a next version, instead of into the record itself."""
    return versions.whole(record).status == Status.PUBLISHED


def of(record: Record) -> DraftVersion | None:
    """The next version that somebody works on, if any."""
    return DraftVersion.objects.filter(code=versions.whole(record).code).first()


def holding(model: type[Model], pk: object) -> DraftVersion | None:
    """The next version that has this row, which no table has yet."""
    return DraftVersion.objects.filter(rows__has_key=f"{model._meta.model_name} {pk}").first()


def record_of(draft: DraftVersion) -> Record:
    model: Any = ContentType.objects.get_for_id(draft.content_type_id).model_class()
    record: Record = model._default_manager.get(pk=draft.object_id)
    return record


def only_in(draft: DraftVersion) -> set[str]:
    """The names of what this next version has and its base has not: never public, so free to change or go."""
    kind = versions.kind_of(record_of(draft))
    return labels_of(kind, draft.document) - labels_of(kind, draft.base)


@contextmanager
def in_place(draft: DraftVersion | None) -> Iterator[None]:
    """Within it the tables hold this next version, afterwards again what is public. Raises ImportFailed."""
    with transaction.atomic():
        if draft:
            write(draft)
        yield
        transaction.set_rollback(True)


def write(draft: DraftVersion) -> None:
    """Make the tables hold what this next version says. Raises ImportFailed; then nothing may be kept."""
    record = record_of(draft)
    faults: list[Fault] = []
    document = json.loads(json.dumps(draft.document), parse_float=Decimal)
    rows = fixture_rows.rows_of(versions.kind_of(record), document, None, faults)
    writer = Writer(faults, status_of_new=Status.DRAFT, keys=_keys(draft.rows))
    writer.write(rows, only_concerned=True)
    if faults:
        raise ImportFailed(faults)
    _delete_what_was_taken_away(record, draft)


def _delete_what_was_taken_away(record: Record, draft: DraftVersion) -> None:
    """Claims that never were public, and that the draft began with and no longer has."""
    had, has = (
        {claim["code"] for name in ("causes", "remedies") for claim in document.get(name, [])}
        for document in (draft.base, draft.document)
    )
    # what names a cause goes before it
    for claim in reversed(claims_of(record)):
        if claim.code in had - has and claim.published_at is None:
            curation.delete(claim)


def pretend_public(record: Record) -> None:
    """Within `in_place`: as if what waits had just been published. The search learns nothing of it."""
    for each in (record, *claims_of(record)):
        if each.status in drafting.WAITING:
            type(each)._default_manager.filter(pk=each.pk).update(
                status=Status.PUBLISHED, published_at=timezone.now()
            )


def state_of(record: Record) -> State:
    """What the tables hold of it now; within `in_place`, of its next version."""
    whole = versions.whole(record)
    reader = Reader([whole])
    return State(reader.documents()[whole.code], _named_rows(reader))


@transaction.atomic
def keep(record: Record, state: State, base: Document, by: str) -> DraftVersion | None:
    """Keep this state as the next version; None where it says what is public and nobody has begun one."""
    whole = versions.whole(record)
    standing = of(whole)
    if state.document == base and standing is None:
        return None
    draft = standing or DraftVersion(
        content_type=ContentType.objects.get_for_model(whole), object_id=whole.pk, code=whole.code, base=base
    )
    if standing and state.document == standing.document:
        return standing
    if not acting.who():
        acting.act(by, "edited beside the public version")
    draft.document, draft.rows = state.document, state.rows
    draft.edited_by, draft.edited_at = by, timezone.now()
    draft.save()
    return draft


def last_change(record: Record) -> datetime:
    """When the record, a claim in it or its next version was changed last."""
    whole = versions.whole(record)
    draft = of(whole)
    times = [each.updated_at for each in drafting.with_claims(whole)]
    return max([*times, *([draft.edited_at] if draft else [])])


def _named_rows(reader: Reader) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {}
    places: dict[tuple[type[Model], Any], list[Any]] = {}
    for kind in WRITE_ORDER:
        keys = reader.primary_keys(kind.model)
        for pk, *key in kind.model._default_manager.filter(pk__in=keys).values_list("pk", *kind.key):
            name = str(kind.model._meta.model_name)
            rows[f"{name} {pk}"] = key
            places[kind.model, pk] = [name, *key]
    for citation in reader.citations:
        model: Any = ContentType.objects.get_for_id(citation.content_type_id).model_class()
        place = places[model, citation.object_id]
        rows[f"citation {citation.pk}"] = [*place, citation.reference.code, citation.locator]
    return rows


def _keys(rows: Mapping[str, list[Any]]) -> dict[tuple[type[Model], Key], int]:
    models: dict[str, type[Model]] = {str(kind.model._meta.model_name): kind.model for kind in WRITE_ORDER}
    models["citation"] = Citation
    named = ((name.split(" "), key) for name, key in rows.items())
    return {(models[name], tuple(key)): int(pk) for (name, pk), key in named}
