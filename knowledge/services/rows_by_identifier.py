"""Which row an identifier names, of whatever kind: a record, an answer point, a step, a term."""

from collections.abc import Iterable
from typing import NamedTuple

from knowledge.models import Term
from knowledge.services.fixture_kinds import WRITE_ORDER


class Row(NamedTuple):
    model_name: str
    pk: int


def rows_named(identifiers: Iterable[str]) -> dict[str, Row]:
    """By identifier, by one query for each kind; what names nothing is left out."""
    wanted = set(identifiers)
    beginnings = {code[:end] for code in wanted for end in _ends(code)}
    found = {}
    for kind in WRITE_ORDER:
        if not (kind.cites or kind.model is Term):
            continue
        rows = kind.model._default_manager.filter(**{f"{kind.key[0]}__in": beginnings})
        for pk, *key in rows.values_list("pk", *kind.key):
            name = kind.label.format(*key)
            if name in wanted:
                found[name] = Row(str(kind.model._meta.model_name), pk)
    return found


def _ends(code: str) -> list[int]:
    """Where the identifier of what holds it may end: T-AN-01 in T-AN-01-F2, FAQ-03 in FAQ-03.5."""
    return [*(at for at, char in enumerate(code) if char in "-./"), len(code)]
