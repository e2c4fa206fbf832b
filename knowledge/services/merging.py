"""Two changes of the same document brought together, field by field, where they do not contradict."""

from typing import Any

from knowledge.services.differences import Difference, field_label, shown
from knowledge.services.documents import Document
from knowledge.services.fixture_kind import Kind


class Contradiction(Exception):
    """The same field was changed in two ways; `differences` lead from theirs to ours."""

    def __init__(self, differences: list[Difference]) -> None:
        super().__init__(differences)
        self.differences = differences


def merged(kind: Kind, base: Document, ours: Document, theirs: Document) -> Document:
    """What both made of `base`. Raises Contradiction with every field that both changed differently."""
    found: list[Difference] = []
    document = _merged(kind, (base[kind.identified_by],), base, ours, theirs, found)
    if found:
        raise Contradiction(found)
    return document


def _merged(
    kind: Kind,
    key: tuple[Any, ...],
    base: Document,
    ours: Document,
    theirs: Document,
    found: list[Difference],
) -> Document:
    document: Document = {}
    for name in kind.allowed:
        if name in kind.nested:
            continue
        before, our, their = (each.get(name) for each in (base, ours, theirs))
        if before != our != their != before:
            code = kind.label.format(*key)
            texts = (shown(kind, name, each, 0) for each in (theirs, ours))
            found.append(Difference(code, field_label(kind, name), *texts))
        value = their if our == before else our
        if value is not None:
            document[name] = value
    for name, nested in kind.nested.items():
        old, our_items, their_items = (each.get(name, []) for each in (base, ours, theirs))
        if items := _merged_items(nested, key, old, our_items, their_items, found):
            document[name] = items
    return document


def _merged_items(
    kind: Kind,
    key: tuple[Any, ...],
    base: list[Document],
    ours: list[Document],
    theirs: list[Document],
    found: list[Difference],
) -> list[Document]:
    """By their names; what one took away is gone unless the other changed it."""
    old, our, their = (_named(kind, items) for items in (base, ours, theirs))
    items = []
    for own in [*our, *(own for own in their if own not in our)]:
        before, mine, yours = (each.get(own) for each in (old, our, their))
        inner = (*key, own) if len(kind.key) > 1 else (own,)
        if mine is not None and yours is not None:
            items.append(_merged(kind, inner, before or {}, mine, yours, found))
        elif before is None or (mine or yours) != before:
            items.append(mine or yours or {})
    return items


def _named(kind: Kind, items: list[Document]) -> dict[Any, Document]:
    """With the place in the list written out, where that is a field."""
    placed = (
        {kind.numbered: at, **item} if kind.numbered else item for at, item in enumerate(items, start=1)
    )
    return {item[kind.identified_by]: item for item in placed}
