"""What is to be known of a kind to read and write it from fixtures."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Model

from knowledge.models import Record
from knowledge.models.citation import Claim


@dataclass(frozen=True)
class Link:
    """A field that names another row by its identifier; `within` is the facet that a term is taken from."""

    model: type[Model]
    within: str = ""


@dataclass(frozen=True)
class Kind:
    """`key` are the lookups that make up the natural key, the owner's first; `label` prints such a key.

    `numbered` is the field filled with the place in the list unless it is given. `is_part` rows go when the
    fixture no longer holds them; a record never does.
    """

    model: type[Model]
    key: tuple[str, ...]
    label: str
    fields: tuple[str, ...]
    links: Mapping[str, Link] = field(default_factory=dict)
    many: Mapping[str, Link] = field(default_factory=dict)
    nested: Mapping[str, "Kind"] = field(default_factory=dict)
    owner: str = ""
    numbered: str = ""
    is_part: bool = False

    @property
    def identified_by(self) -> str:
        """The field that tells its rows apart within their owner."""
        return self.key[-1].split("__")[0]

    @property
    def is_record(self) -> bool:
        return issubclass(self.model, Record)

    @property
    def cites(self) -> bool:
        return issubclass(self.model, Record | Claim)

    def place_of(self, part: "Kind") -> str:
        """The name under which rows of that kind are nested in this one."""
        return next(name for name, nested in self.nested.items() if nested.model is part.model)

    @property
    def allowed(self) -> list[str]:
        """Every field that may be written."""
        shared = (["terms"] if self.is_record else []) + (["cites"] if self.cites else [])
        return [*self.fields, *self.links, *self.many, *shared, *self.nested]
