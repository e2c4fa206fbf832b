"""What stands in the database already, by the keys that the fixtures use."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from django.db.models import Model

from knowledge.models import CONTENT_MODELS, CuratorNote, Facet, Reference, Term
from knowledge.services.fixture_kind import Kind
from knowledge.services.fixture_kinds import WRITE_ORDER
from knowledge.services.fixture_rows import Key, Row

Concerned = dict[type[Model], set[str]]


def concerned_by(rows: Iterable[Row]) -> Concerned:
    """The identifiers of what the rows hold and name and of what these stand in, by the topmost kind."""
    found: Concerned = defaultdict(set)
    for row in rows:
        each: Row | None = row
        while each:
            found[_topmost(each.kind.model)].add(str(each.key[0]))
            each = each.owner
        for name, link in row.kind.links.items():
            if row.links.get(name):
                found[_topmost(link.model)].add(str(row.links[name][0]))
        for name, keys in row.many.items():
            if name in row.kind.many:
                found[_topmost(row.kind.many[name].model)] |= {str(key[0]) for key in keys}
        found[Reference] |= {mark.reference for mark in row.marks}
        for code in row.values.get("concerns", []) if row.kind.model is CuratorNote else ():
            for model in CONTENT_MODELS:
                found[model] |= {code, *(code[:at] for at, char in enumerate(code) if char in "-.")}
    return found


def standing_rows(kind: Kind, concerned: Concerned | None) -> dict[Key, Any]:
    """The rows of the database by their natural key; the vocabulary always whole, to say what is allowed."""
    named = [*kind.links, *([kind.owner] if kind.owner else [])]
    found = kind.model._default_manager.order_by("pk")
    if concerned is not None and kind.model not in (Facet, Term):
        found = found.filter(**{f"{kind.key[0]}__in": concerned.get(_topmost(kind.model), set())})
    keys = found.values_list("pk", *kind.key)
    instances = {each.pk: each for each in (found.select_related(*named) if named else found)}
    return {tuple(key): instances[pk] for pk, *key in keys}


@cache
def _topmost(model: type[Model]) -> type[Model]:
    """The model whose identifier begins the natural key: of a step its protocol, of a record itself."""
    kind = next(kind for kind in WRITE_ORDER if kind.model is model)
    top: Any = model
    for name in kind.key[0].split("__")[:-1]:
        top = top._meta.get_field(name).related_model
    return cast(type[Model], top)


def standing_keys(rows: Iterable[Row]) -> dict[tuple[type[Model], Key], str]:
    """Those of the rows and their owners that the database holds, each with its status or an empty one."""
    asked: dict[type[Model], tuple[Kind, set[Key]]] = {}
    for row in rows:
        each: Row | None = row
        while each:
            asked.setdefault(each.kind.model, (each.kind, set()))[1].add(each.key)
            each = each.owner
    found: dict[tuple[type[Model], Key], str] = {}
    for model, (kind, keys) in asked.items():
        named = model._default_manager.filter(**{f"{kind.key[0]}__in": {str(key[0]) for key in keys}})
        for *key, status in named.values_list(*kind.key, "status" if kind.is_record else "pk"):
            found[model, tuple(key)] = status if kind.is_record else ""
    return found
