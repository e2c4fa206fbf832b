"""What a load did, or would do: how many rows of each kind, and which fields of which row."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Model

from knowledge.services.fixture_kind import Kind
from knowledge.services.fixture_rows import Row


@dataclass
class Counts:
    """Rows per kind, by the plural name of the kind."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)


@dataclass
class Write:
    """One row that is created or changed, with old and new value of each field that is; or a removed part.

    `row` is the row that was given; of a removed part, that of its owner.
    """

    row: Row
    kind: Kind
    label: str
    happened: str
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)


CREATED, CHANGED, REMOVED = "created", "changed", "removed"


def shown(value: Any) -> str:
    """A value as a curator reads it: what is named by its identifier, lists joined."""
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(getattr(value, "code", "") or getattr(value, "slug", "") or value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list | tuple):
        return " | ".join(shown(each) for each in value)
    return str(value)
