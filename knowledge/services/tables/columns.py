"""Which tables there are, and the columns of each: keys first, then what the fixtures call the fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model

from knowledge.services.fixture_kind import Kind
from knowledge.services.fixture_kinds import BY_ITSELF_OF, SECTIONS

# what is explained of each column stands beside the tables, and is not read
ABOUT = "README"
# nested kinds by the name of their table, where the name that they have in a fixture says too little
_NAMES = {
    "candidates": "reference_candidates",
    "points": "faq_points",
    "points_to": "sign_causes",
    "addresses": "remedy_causes",
}


@dataclass(frozen=True)
class Table:
    """`section` is that of the fixtures in which the rows stand, `owner` the kind they are nested in."""

    name: str
    section: str
    kind: Kind
    owner: Kind | None = None

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The columns that make up the natural key, the owner's first."""
        return tuple(_column_of(lookup) for lookup in self.kind.key)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        nested = self.kind.nested
        rest = [name for name in self.kind.allowed if name not in nested and name not in self.keys]
        # what a claim stands in is told beside its identifier
        rest.sort(key=lambda name: name != "issue")
        return (*self.keys, *rest)


def _column_of(lookup: str) -> str:
    """`step__stage__protocol__code` is the column `protocol`, `sign__number` the column `sign`."""
    parts = lookup.split("__")
    return parts[-2] if len(parts) > 1 else parts[0]


def _tables() -> dict[str, Table]:
    found: dict[str, Table] = {}

    def add(name: str, section: str, kind: Kind, owner: Kind | None) -> None:
        flat = BY_ITSELF_OF.get(kind.model, kind)
        found[name] = Table(name, section, flat, owner if kind is flat else None)
        for place, nested in kind.nested.items():
            add(_NAMES.get(place, place), section, nested, flat)

    for section, kind in SECTIONS.items():
        add(section, section, kind, None)
    return found


TABLES: Mapping[str, Table] = _tables()
TABLE_OF: Mapping[type[Model], Table] = {table.kind.model: table for table in TABLES.values()}
