"""Which entries of a file the references know already, and which references are the same work."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Any

from knowledge.models import Reference, Status
from knowledge.services.bibliography.names import OTHERS, Name, names
from knowledge.services.reference_reading.entries import FIELDS, Entry
from knowledge.services.work_titles import doi_key, title_key, years_agree


class State(StrEnum):
    NEW = "new"
    SAME = "same"
    CONFLICTING = "conflicting"


@dataclass(frozen=True)
class Difference:
    """A field that says something else, or that ours lacks; then `ours` is empty."""

    field: str
    ours: str
    theirs: str

    @property
    def label(self) -> str:
        return str(getattr(Reference._meta.get_field(self.field), "verbose_name", self.field))


@dataclass(frozen=True)
class Match:
    """What is known of an entry: the record, or the earlier entry of the file, that is the same work.

    `others` are further records of that work. `lacking` are the fields that the record can gain.
    """

    entry: Entry
    state: State
    record: Reference | None = None
    earlier: Entry | None = None
    by: str = ""
    others: tuple[Reference, ...] = ()
    differing: tuple[Difference, ...] = ()
    lacking: tuple[Difference, ...] = ()

    @property
    def may_fill(self) -> bool:
        """A public reference is changed through its form, where somebody reads it again."""
        waits = self.record is not None and self.record.status in (Status.DRAFT, Status.IN_REVIEW)
        return waits and bool(self.lacking)


@dataclass(frozen=True)
class Pair:
    """Two references that look like one work; the first is the one to keep, unless somebody knows better."""

    kept: Reference
    duplicate: Reference
    by: str


@dataclass
class _Known:
    """Works by DOI, by title, and by address where no title is known; records or entries."""

    by_doi: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    by_title: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    by_address: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def add(self, work: Any) -> None:
        if work.doi:
            self.by_doi[doi_key(work.doi)].append(work)
        if title := title_key(work.title):
            self.by_title[title].append(work)
        if work.url:
            self.by_address[_bare(work.url)].append(work)

    def same_as(self, work: Entry) -> tuple[list[Any], str]:
        if work.doi and (found := self.by_doi.get(doi_key(work.doi))):
            return found, "DOI"
        titled = self.by_title.get(title_key(work.title), []) if work.title else []
        if found := [each for each in titled if years_agree(each.year, work.year)]:
            return found, "title and year"
        there = self.by_address.get(_bare(work.url), []) if work.url else []
        return [each for each in there if not (each.title and work.title)], "address"


def matched(entries: Iterable[Entry]) -> list[Match]:
    """What is known of each entry, in one query for all of them."""
    known, seen = _Known(), _Known()
    for record in _all_references():
        known.add(record)
    found = []
    for entry in entries:
        found.append(_match(entry, known, seen))
        seen.add(entry)
    return found


def duplicates() -> list[Pair]:
    """Each two references that look like one work and are not yet known to be; no retired ones."""
    known = _Known()
    for record in _all_references():
        if record.status != Status.RETIRED:
            known.add(record)
    pairs: dict[frozenset[int], Pair] = {}
    for by, groups in (("DOI", known.by_doi), ("title and year", known.by_title)):
        for group in groups.values():
            for one, other in combinations(sorted(group, key=_rank), 2):
                if _is_one_work(one, other) or (by != "DOI" and not years_agree(one.year, other.year)):
                    continue
                pairs.setdefault(frozenset((one.pk, other.pk)), Pair(one, other, by))
    return sorted(pairs.values(), key=lambda pair: (pair.kept.code, pair.duplicate.code))


def _all_references() -> Iterator[Reference]:
    return Reference.objects.select_related("same_work_as").order_by("code").iterator(chunk_size=2000)


def _match(entry: Entry, known: _Known, seen: _Known) -> Match:
    records, by = known.same_as(entry)
    if records:
        first, *others = sorted(records, key=_rank)
        record = first.same_work_as if first.status == Status.RETIRED and first.same_work_as else first
        differing, lacking = compared(record, entry)
        state = State.CONFLICTING if differing or lacking else State.SAME
        rest = tuple(each for each in others if each.pk != record.pk)
        return Match(entry, state, record, None, by, rest, differing, lacking)
    earlier, by = seen.same_as(entry)
    if earlier:
        differing, lacking = compared(earlier[0], entry)
        state = State.CONFLICTING if differing or lacking else State.SAME
        return Match(entry, state, None, earlier[0], by, (), differing, lacking)
    return Match(entry, State.NEW)


def compared(ours: Reference | Entry, theirs: Entry) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """The fields that differ, and those that ours lacks."""
    differing: list[Difference] = []
    lacking: list[Difference] = []
    for name in FIELDS:
        our, their = getattr(ours, name), getattr(theirs, name)
        if not their or _agrees(name, our, their):
            continue
        (differing if our else lacking).append(Difference(name, shown(our), shown(their)))
    return tuple(differing), tuple(lacking)


def shown(value: Any) -> str:
    """A value of a field, for people."""
    if isinstance(value, list | tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


def _agrees(name: str, ours: Any, theirs: Any) -> bool:
    if not ours or ours == theirs:
        return bool(ours)
    if name == "authors":
        return _same_authors(names(ours), names(theirs))
    if name in ("title", "container_title"):
        return title_key(ours) == title_key(theirs)
    if name == "doi":
        return doi_key(ours) == doi_key(theirs)
    if name == "url":
        return _bare(ours) == _bare(theirs)
    return _plain(str(ours)) == _plain(str(theirs))


def _same_authors(ours: Sequence[Name], theirs: Sequence[Name]) -> bool:
    """The same family names and initials, as far as both lists go; a short list says "et al."."""
    is_short = OTHERS in ours or OTHERS in theirs
    one, other = ([name for name in each if name != OTHERS] for each in (ours, theirs))
    if len(one) != len(other) and not is_short:
        return False
    return all(_same_name(*each) for each in zip(one, other, strict=False))


def _same_name(one: Name, other: Name) -> bool:
    given = [name.get("given", "")[:1].casefold() for name in (one, other)]
    family = [title_key(name.get("family", "")) for name in (one, other)]
    return family[0] == family[1] and ("" in given or given[0] == given[1])


def _plain(text: str) -> str:
    return text.replace("–", "-").replace("−", "-").replace(" ", "").casefold()


def _bare(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def _is_one_work(one: Reference, other: Reference) -> bool:
    return (one.same_work_as_id or one.pk) == (other.same_work_as_id or other.pk)


_ORDER = (Status.PUBLISHED, Status.IN_REVIEW, Status.DRAFT, Status.RETIRED)


def _rank(record: Reference) -> tuple[Any, ...]:
    """The one to keep first: the original, what is public, the oldest number."""
    place = _ORDER.index(Status(record.status))
    return (record.same_work_as_id is not None, place, record.number or 10**9, record.code)
