"""What stands in the database already, by the keys that the fixtures use."""

from collections.abc import Iterable
from typing import Any

from knowledge.models import Facet, Term
from knowledge.services.fixture_kind import Kind
from knowledge.services.fixture_rows import Key, Row


def concerned_by(rows: Iterable[Row]) -> set[str]:
    """The identifiers of what the rows hold and name, and of what these stand in."""
    found: set[Any] = set()
    for row in rows:
        keys = [row.key, *row.links.values(), *(key for named in row.many.values() for key in named)]
        found |= {key[0] for key in keys if key} | {mark.reference for mark in row.marks}
    return set(map(str, found))


def standing_rows(kind: Kind, concerned: set[str] | None) -> dict[Key, Any]:
    """The rows of the database by their natural key; the vocabulary always whole, to say what is allowed."""
    named = [*kind.links, *([kind.owner] if kind.owner else [])]
    found = kind.model._default_manager.order_by("pk")
    if concerned is not None and kind.model not in (Facet, Term):
        found = found.filter(**{f"{kind.key[0]}__in": concerned})
    keys = found.values_list("pk", *kind.key)
    instances = {each.pk: each for each in (found.select_related(*named) if named else found)}
    return {tuple(key): instances[pk] for pk, *key in keys}
