"""Records with all that their projection reads, fetched for many at once.

As prefetch_related does, with a list in the place of the query set that it makes for each record and claim:
those cost more than the reading itself, and a rebuild touches a million claims.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db.models import ManyToManyField, Model

from knowledge.models import Citation, Record

Tree = dict[str, Any]

_CITED: Tree = {"citations": {}}
_CLAIM: Tree = {**_CITED, "resistance_records": {}}
# what the projection of each kind reads of the records below it
_READ: dict[str, Tree] = {
    "issue": {"causes": _CITED, "remedies": _CLAIM, "first_steps": {}, "signs": {}},
    "cause": _CITED,
    "remedy": _CLAIM,
    "faq": {"points": _CITED},
    "resistance": _CITED,
    "protocol": {
        "stages": {"steps": {**_CITED, "parameters": {}, "outcomes": {}}},
        "pitfalls": {},
    },
}


def gathered(model: type[Record], keys: Sequence[int]) -> list[Record]:
    """The published records with these keys; one query for each relation, however many records."""
    owner = [model.belongs_to] if model.belongs_to else []
    records: list[Record] = list(model.objects.published().filter(pk__in=keys).select_related(*owner))
    _fill(records, {"terms": {}, **_READ.get(model.kind, {})})
    return records


def _fill(owners: Sequence[Model], tree: Tree) -> None:
    if not owners:
        return
    for name, below in tree.items():
        found = _related(owners, name)
        for owner in owners:
            cache = owner.__dict__.setdefault("_prefetched_objects_cache", {})
            cache[name] = found.get(owner.pk, [])
        _fill([each for row in found.values() for each in row], below)


def _related(owners: Sequence[Model], name: str) -> dict[int, list[Model]]:
    """Owner's key -> what it has under a name, in the order of that model."""
    model = type(owners[0])
    keys = [owner.pk for owner in owners]
    field: Any = model._meta.get_field(name)
    if isinstance(field, GenericRelation):
        cited = Citation.objects.filter(content_type=ContentType.objects.get_for_model(model))
        return _grouped(cited.filter(object_id__in=keys).select_related("reference"), "object_id")
    if isinstance(field, ManyToManyField):
        return _through(field, keys)
    by_key = {owner.pk: owner for owner in owners}
    link = field.remote_field
    children = field.related_model._default_manager.filter(**{f"{link.name}__in": keys})
    found = _grouped(children, link.attname)
    for key, row in found.items():
        for child in row:
            setattr(child, link.name, by_key[key])
    return found


def _through(field: Any, keys: list[int]) -> dict[int, list[Model]]:
    through = field.remote_field.through._default_manager
    ours, theirs = field.m2m_field_name(), field.m2m_reverse_field_name()
    pairs = list(through.filter(**{f"{ours}__in": keys}).values_list(f"{ours}_id", f"{theirs}_id"))
    known = field.related_model._default_manager.in_bulk({key for _, key in pairs})
    found: dict[int, list[Model]] = defaultdict(list)
    for owner, key in pairs:
        found[owner].append(known[key])
    return found


def _grouped(rows: Iterable[Any], attribute: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, attribute)].append(row)
    return found
