"""What differs between two documents of a record, field by field, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.services.documents import Document
from knowledge.services.fixture_kind import Kind
from knowledge.services.fixture_values import field_of

_CITES = "cites"


@dataclass(frozen=True)
class Difference:
    """One field. `code` names the record or the part that it is of; an empty text stands for nothing."""

    code: str
    field: str
    before: str
    after: str


def differences(kind: Kind, before: Document, after: Document) -> list[Difference]:
    """From one document to the other; either may be empty, which is a record that was not there."""
    either = after or before
    return list(_between(kind, (either[kind.identified_by],), before, after, 1, 1)) if either else []


def _between(
    kind: Kind, key: tuple[Any, ...], before: Document, after: Document, was_at: int, is_at: int
) -> Iterator[Difference]:
    code = kind.label.format(*key)
    for name in kind.allowed:
        if name in kind.nested or name == kind.identified_by:
            continue
        old, new = (shown(kind, name, each, at) for each, at in ((before, was_at), (after, is_at)))
        if old != new:
            yield Difference(code, field_label(kind, name), old, new)
    for name, nested in kind.nested.items():
        old_items, new_items = (_by_name(nested, each.get(name, [])) for each in (before, after))
        for own in [*new_items, *(own for own in old_items if own not in new_items)]:
            old_at, old_item = old_items.get(own, (0, {}))
            new_at, new_item = new_items.get(own, (0, {}))
            inner = (*key, own) if len(nested.key) > 1 else (own,)
            yield from _between(nested, inner, old_item, new_item, old_at, new_at)


def _by_name(kind: Kind, items: list[Document]) -> Mapping[Any, tuple[int, Document]]:
    """With the place in the list, which names an item that has no other name."""
    return {item.get(kind.identified_by, at): (at, item) for at, item in enumerate(items, start=1)}


def shown(kind: Kind, name: str, document: Document, place: int) -> str:
    """The value of a field as a text; `place` is that of the document in its list."""
    if not document:
        return ""
    if name == kind.numbered:
        return str(document.get(name, place))
    value = document.get(name)
    if name == _CITES:
        return ", ".join(_mark(each) for each in value or [])
    if name == "terms" and kind.is_record:
        # the database keeps the names of a document in an order of its own
        return ", ".join(f"{facet}: {', '.join(slugs)}" for facet, slugs in sorted((value or {}).items()))
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    choices = dict(field_of(kind.model, name).flatchoices) if name in kind.fields else {}
    return str(choices.get(value, value))


def _mark(cite: Any) -> str:
    if isinstance(cite, str):
        return cite
    more = [cite[name] for name in ("locator", "quote", "stance") if cite.get(name)]
    return f"{cite['reference']} ({'; '.join(more)})"


def field_label(kind: Kind, name: str) -> str:
    """What the field is called on forms."""
    if name == _CITES:
        return "references"
    return str(field_of(kind.model, name).verbose_name)
