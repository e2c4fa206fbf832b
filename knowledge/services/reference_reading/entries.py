"""What a reader hands on: one entry of a file, in the words of `Reference`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.services.import_faults import Fault

# those that are texts, in the order of the form
TEXT_FIELDS = ("title", "container_title", "volume", "issue_number", "pages", "doi", "url", "csl_type")
FIELDS = ("title", "authors", *TEXT_FIELDS[1:5], "year", *TEXT_FIELDS[5:])

OTHERS = "et al."


@dataclass(frozen=True)
class Found:
    """An entry as its format has it, before anything is asked of it.

    `place` is where it begins ("line 12", "entry 3"), `key` its name in the file. In `values`: texts,
    `authors` as a list of texts "Family, Given", `year` as a text.
    """

    place: str
    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """What a reference can hold of an entry; the DOI has no https://doi.org/, empty is what was not said."""

    place: str
    key: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    container_title: str = ""
    volume: str = ""
    issue_number: str = ""
    pages: str = ""
    year: int | None = None
    doi: str = ""
    url: str = ""
    csl_type: str = ""

    @property
    def names_a_work(self) -> bool:
        """Whether there is anything by which the work could be found again."""
        return bool(self.title or self.doi or self.url)

    @property
    def heading(self) -> str:
        return self.title or self.doi or self.url or self.key or self.place

    @property
    def lead(self) -> str:
        place = " ".join(filter(None, (self.container_title, self.volume)))
        return " · ".join(filter(None, (", ".join(self.authors[:3]), place, str(self.year or ""))))


@dataclass
class Reading:
    """Everything that came of a text; `notes` are what a curator should know of how it was read."""

    format: str = ""
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def fault(place: str, name: str, reason: str, allowed: Sequence[str] = ()) -> Fault:
    return Fault("", place, name, reason, allowed=tuple(allowed))
