"""From rows to the database: what is new is created, what differs is changed, the rest is not touched."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Model, prefetch_related_objects
from django.utils import timezone

from knowledge.models import Record, Stage, Status, Term
from knowledge.models.citation import Claim
from knowledge.services import fixture_citations
from knowledge.services.dependence import depending_on
from knowledge.services.fixture_checks import Candidate, errors_of
from knowledge.services.fixture_kind import Kind, Link
from knowledge.services.fixture_kinds import CURATOR_NOTE, WRITE_ORDER
from knowledge.services.fixture_rows import Key, Row
from knowledge.services.fixture_standing import Concerned, concerned_by, standing_rows
from knowledge.services.fixture_values import field_constrained, field_of, shown
from knowledge.services.fixture_writes import CHANGED, CREATED, REMOVED, Counts, Write
from knowledge.services.fixture_writes import shown as shown_value
from knowledge.services.import_faults import Fault

# rows in one statement
_AT_ONCE = 500


@dataclass
class _Pending:
    """A row and what it is about to become; `differing` are the values that change."""

    row: Row
    instance: Any
    is_new: bool
    differing: dict[str, Any]
    is_sound: bool = True


class Writer:
    """Writes rows kind by kind and gathers faults; the caller owns the transaction and rolls back on faults.

    `known` holds every row of every kind, of the database and of the fixtures, by its natural key. A row with
    a fault is known but not saved, so that what names it is not reported as well. `status_of_new` is that of
    new records which name none; `keys` are the primary keys that new rows shall have, where that matters.
    """

    def __init__(
        self,
        faults: list[Fault],
        status_of_new: Status = Status.PUBLISHED,
        keys: Mapping[tuple[type[Model], Key], int] | None = None,
    ) -> None:
        self.faults = faults
        self.keys = keys or {}
        self.status_of_new = status_of_new
        self.counts = Counts()
        self.known: dict[type[Model], dict[Key, Any]] = {}
        self.now: datetime = timezone.now()
        self.writes: list[Write] = []
        self._write_by_row: dict[int, Write] = {}
        self._touched: dict[Key, Record] = {}
        self._concerned: Concerned | None = None

    def write(self, rows: list[Row], *, only_concerned: bool = False) -> None:
        """`only_concerned` reads what the rows hold and name, instead of everything."""
        self._concerned = concerned_by(rows) if only_concerned else None
        by_model: dict[type[Model], list[Row]] = defaultdict(list)
        for row in rows:
            by_model[row.kind.model].append(row)
        for kind in WRITE_ORDER:
            self._write_kind(kind, by_model[kind.model], rows)
        self._write_citations([row for row in rows if row.kind.cites and row.decides("cites")])
        self._check_concerns(by_model[CURATOR_NOTE.model])
        self._stamp()

    @property
    def touched(self) -> list[Record]:
        """The records that were written, or something inside them."""
        return list(self._touched.values())

    def changed_codes(self) -> set[str]:
        """Of the records that were written, and of those that show them."""
        touched = self._touched.values()
        return {each.code for record in touched for each in (record, *depending_on(record))}

    # ------------------------------------------------------------ rows
    def _write_kind(self, kind: Kind, rows: list[Row], all_rows: list[Row]) -> None:
        self.known[kind.model] = standing = standing_rows(kind, self._concerned)
        if kind.is_part:
            self._remove_absent(kind, {row.key for row in rows}, all_rows)
        self._read_many(kind, [standing[row.key] for row in rows if row.key in standing])
        own_links = [name for name, link in kind.links.items() if link.model is kind.model]
        # the originals before the copies that name them
        for is_copy in (False, True) if own_links else (False,):
            group = [row for row in rows if any(name in row.links for name in own_links) == is_copy]
            self._write_rows(kind, group, standing)
        # a record may name one that is written after it (see_also), so these links come last
        own_many = {name: link for name, link in kind.many.items() if link.model is kind.model}
        for row in rows if own_many else ():
            if self._write_many(row, standing[row.key], own_many):
                self._touch(row)

    def _read_many(self, kind: Kind, instances: list[Any]) -> None:
        names = [*kind.many, *(["terms"] if kind.is_record else [])]
        if names and instances:
            prefetch_related_objects(instances, *names)

    def _remove_absent(self, kind: Kind, wanted: set[Key], all_rows: list[Row]) -> None:
        owner_model = kind.model._meta.get_field(kind.owner).related_model
        owners = {
            row.key: row
            for row in all_rows
            if row.kind.model is owner_model and row.decides(row.kind.place_of(kind))
        }
        standing = self.known[kind.model]
        for key in [key for key in standing if key not in wanted and key[:-1] in owners]:
            standing.pop(key).delete()
            self.counts.removed[_plural(kind.model)] += 1
            self.writes.append(Write(owners[key[:-1]], kind, kind.label.format(*key), REMOVED))
            self._touch(owners[key[:-1]])

    def _write_rows(self, kind: Kind, rows: list[Row], standing: dict[Key, Any]) -> None:
        pending = [self._pending(row, standing) for row in rows]
        self._validate(kind, pending)
        self._save(kind, [each for each in pending if each.is_sound and (each.is_new or each.differing)])
        self._link_new(kind, [each for each in pending if each.is_new])
        for each in pending:
            self._finish(each)

    def _pending(self, row: Row, standing: dict[Key, Any]) -> _Pending:
        instance = standing.get(row.key) or row.kind.model()
        standing[row.key] = instance
        is_new = instance.pk is None
        differing = {
            name: value
            for name, value in self._wanted(row, is_new).items()
            if is_new or getattr(instance, name) != value
        }
        if differing and not is_new:
            self._note(row, {name: (getattr(instance, name), value) for name, value in differing.items()})
        for name, value in differing.items():
            setattr(instance, name, value)
        return _Pending(row, instance, is_new, differing)

    def _finish(self, pending: _Pending) -> None:
        """What the row links to; then it is counted."""
        row, is_new = pending.row, pending.is_new
        links = {name: link for name, link in _many_of(row.kind).items() if link.model is not row.kind.model}
        regrouped = not is_new and self._write_many(row, pending.instance, links)
        if is_new:
            self.counts.created[_plural(row.kind.model)] += 1
            self._write_of(row).happened = CREATED
        elif pending.differing or regrouped:
            self.counts.changed[_plural(row.kind.model)] += 1
        else:
            self.counts.unchanged[_plural(row.kind.model)] += 1
            return
        self._touch(row)

    def _write_of(self, row: Row) -> Write:
        if id(row) not in self._write_by_row:
            self._write_by_row[id(row)] = write = Write(row, row.kind, row.label, CHANGED)
            self.writes.append(write)
        return self._write_by_row[id(row)]

    def _note(self, row: Row, fields: Mapping[str, tuple[Any, Any]]) -> None:
        noted = {name: (shown_value(old), shown_value(new)) for name, (old, new) in fields.items()}
        self._write_of(row).fields.update(noted)

    def _wanted(self, row: Row, is_new: bool) -> dict[str, Any]:
        """What every field shall hold: what the fixture says, else the default of the model."""
        wanted: dict[str, Any] = {}
        for name in _sound(row, row.kind.fields):
            default = field_of(row.kind.model, name).get_default()
            wanted[name] = row.values.get(name, default)
        if row.kind.is_record and "status" not in row.values:
            # the fixtures hold what is public; but what a curator retired stays retired
            wanted.pop("status", None)
            wanted |= {"status": self.status_of_new} if is_new else {}
        for name in _sound(row, row.kind.links):
            key = row.links.get(name)
            wanted[name] = self._named(row, name, row.kind.links[name], key) if key else None
        if row.owner:
            link = Link(row.owner.kind.model)
            wanted[row.kind.owner] = self._named(row, row.kind.owner, link, row.owner.key)
        return wanted

    def _named(self, row: Row, name: str, link: Link, key: Key, at: int | None = None) -> Any:
        target = self.known[link.model].get(key)
        if target is None:
            reason, allowed = self._no_such(link, key)
            self.faults.append(row.fault(name, reason, at=at, allowed=allowed))
        return target

    def _no_such(self, link: Link, key: Key) -> tuple[str, list[str]]:
        """Why, and what there is."""
        if link.model is Term:
            slugs = sorted(slug for facet, slug in self.known[Term] if facet == key[0])
            facets = sorted({facet for facet, _ in self.known[Term]})
            what = f"term {key[1]} in the facet {key[0]}" if slugs else f"facet {key[0]}"
            allowed = slugs or facets
            return f"there is no {what}; allowed are {', '.join(allowed)}", allowed
        named = "/".join(map(str, key))
        return f"there is no {link.model._meta.verbose_name} {named}", []

    def _validate(self, kind: Kind, pending: list[_Pending]) -> None:
        """Whether each row keeps every rule of its model; each broken one becomes a fault.

        What it names was looked up before and its natural key is unique by then, so neither is asked again.
        """
        named = {*kind.links, *([kind.owner] if kind.owner else [])}
        written = [each for each in pending if each.is_new or each.differing]
        candidates = [Candidate(each.instance, each.row.faulty | named) for each in written]
        for each, errors in zip(written, errors_of(kind, candidates), strict=True):
            self._tell(each.row, errors)
        for each in pending:
            each.is_sound = not each.row.faulty
        for each in written:
            each.is_sound &= not any(_is_unsaved(each.instance, name) for name in named)

    def _tell(self, row: Row, errors: Mapping[str, list[str]]) -> None:
        for name, messages in errors.items():
            where = "" if name == NON_FIELD_ERRORS else name
            value = f"is {shown(row.values[name])}; " if name in row.values else ""
            for message in messages:
                about = where or field_constrained(row.kind.model, message)
                self.faults.append(row.fault(where, f"{value}{message}", about=about))

    def _save(self, kind: Kind, pending: list[_Pending]) -> None:
        new: dict[int, Any] = {}
        for each in pending:
            instance = each.instance
            if isinstance(instance, Record):
                instance.updated_at = self.now
                if instance.status == Status.PUBLISHED and not instance.published_at:
                    instance.published_at = self.now
            if not each.is_new:
                instance.save()
                continue
            if isinstance(instance, Record):
                instance.created_at = self.now
            instance.pk = self.keys.get((kind.model, each.row.key))
            # one that is given twice is a fault, and still one row
            new[id(instance)] = instance
        kind.model._default_manager.bulk_create(new.values(), batch_size=_AT_ONCE)

    def _link_new(self, kind: Kind, pending: list[_Pending]) -> None:
        """Terms and the like of new rows, where nothing stands yet."""
        for name, link in _many_of(kind).items():
            if link.model is kind.model:
                continue
            field = kind.model._meta.get_field(name)
            own, other = field.m2m_field_name(), field.m2m_reverse_field_name()  # type: ignore[union-attr]
            through = getattr(kind.model, name).through
            linked = [
                through(**{own: each.instance, other: target})
                for each in pending
                for target in dict.fromkeys(self._all_named(each.row, name, link))
                if each.is_sound and target is not None and target.pk is not None
            ]
            through._default_manager.bulk_create(linked, batch_size=_AT_ONCE, ignore_conflicts=True)

    def _all_named(self, row: Row, name: str, link: Link) -> list[Any]:
        """What the row names, None for each that is not there."""
        # terms stand in lists of their facets, not in one
        places = ((key, None if link.model is Term else at) for at, key in enumerate(row.many.get(name, [])))
        return [self._named(row, name, link, key, at) for key, at in places]

    def _write_many(self, row: Row, instance: Any, links: Mapping[str, Link]) -> bool:
        """Bring terms and the like up to date; whether anything differed."""
        differs = False
        for name, link in links.items():
            if not row.decides(name):
                continue
            wanted = self._all_named(row, name, link)
            if instance.pk is None or name in row.faulty or any(each.pk is None for each in wanted):
                continue
            related = getattr(instance, name)
            standing = set(related.all())
            if standing != set(wanted):
                self._note(row, {name: (_names(standing), _names(wanted))})
                related.set(wanted)
                differs = True
        return differs

    # ------------------------------------------------------------ citations, notes, time stamps
    def _write_citations(self, rows: list[Row]) -> None:
        is_all = self._concerned is None
        done = fixture_citations.write(rows, self.known, self._named, keys=self.keys, is_all=is_all)
        self.faults += done.faults
        self.counts.created.update(done.created)
        self.counts.changed.update(done.changed)
        self.counts.removed.update(done.removed)
        self.counts.unchanged.update(done.unchanged)
        for row, old, new in done.differing:
            self._note(row, {"cites": (old, new)})
            self._touch(row)

    def _check_concerns(self, notes: Iterable[Row]) -> None:
        citable = [kind for kind in WRITE_ORDER if issubclass(kind.model, Record | Claim | Stage)]
        codes = {kind.label.format(*key) for kind in citable for key in self.known[kind.model]}
        for note in notes:
            for code in note.values.get("concerns", []):
                if code not in codes:
                    self.faults.append(note.fault("concerns", f"there is no record, point or step {code}"))

    def _touch(self, row: Row) -> None:
        """A change counts for the records that it lies within: a citation's step, a step's protocol."""
        within: Row | None = row
        while within:
            if within.kind.is_record:
                record = self.known[within.kind.model].get(within.key)
                if record is not None:
                    self._touched[(within.kind.model, *within.key)] = record
            within = within.owner

    def _stamp(self) -> None:
        for record in self._touched.values():
            if record.pk and record.updated_at != self.now:
                type(record).objects.filter(pk=record.pk).update(updated_at=self.now)


def _sound(row: Row, names: Iterable[str]) -> list[str]:
    """Those that the row decides about, and has no fault in."""
    return [name for name in names if row.decides(name) and name not in row.faulty]


def _many_of(kind: Kind) -> dict[str, Link]:
    return {**kind.many, **({"terms": Link(Term)} if kind.is_record else {})}


def _names(linked: Iterable[Any]) -> list[str]:
    return sorted(
        f"{each.facet.slug}/{each.slug}" if isinstance(each, Term) else shown_value(each) for each in linked
    )


def _is_unsaved(instance: Any, name: str) -> bool:
    target = getattr(instance, name, None)
    return target is not None and target.pk is None


def _plural(model: type[Model]) -> str:
    return str(model._meta.verbose_name_plural)
