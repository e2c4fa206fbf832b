"""From rows to the database: what is new is created, what differs is changed, the rest is not touched."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from knowledge.models import Citation, Record, Reference, Stage, Status, Term
from knowledge.models.citation import Claim
from knowledge.services.dependence import depending_on
from knowledge.services.fixture_kind import Kind, Link
from knowledge.services.fixture_kinds import CURATOR_NOTE, WRITE_ORDER
from knowledge.services.fixture_rows import Key, Mark, Row
from knowledge.services.fixture_standing import concerned_by, standing_rows
from knowledge.services.fixture_values import field_constrained, field_of, shown
from knowledge.services.import_faults import Fault


@dataclass
class Counts:
    """Rows per kind, by the plural name of the kind."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)


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
        self._touched: dict[Key, Record] = {}
        self._concerned: set[str] | None = None

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
        own_links = [name for name, link in kind.links.items() if link.model is kind.model]
        # the originals before the copies that name them
        for row in sorted(rows, key=lambda row: any(name in row.links for name in own_links)):
            self._write_row(row, standing)
        # a record may name one that is written after it (see_also), so these links come last
        for row in rows:
            own_many = {name: link for name, link in kind.many.items() if link.model is kind.model}
            if self._write_many(row, standing[row.key], own_many):
                self._touch(row)

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
            self._touch(owners[key[:-1]])

    def _write_row(self, row: Row, standing: dict[Key, Any]) -> None:
        instance = standing.get(row.key) or row.kind.model()
        standing[row.key] = instance
        is_new = instance.pk is None
        differing = {
            name: value
            for name, value in self._wanted(row, is_new).items()
            if is_new or getattr(instance, name) != value
        }
        for name, value in differing.items():
            setattr(instance, name, value)
        is_sound = self._validate(row, instance) if is_new or differing else not row.faulty
        if is_sound and (is_new or differing):
            self._save(row, instance)
        terms = {"terms": Link(Term)} if row.kind.is_record else {}
        others = {name: link for name, link in row.kind.many.items() if link.model is not row.kind.model}
        regrouped = self._write_many(row, instance, {**others, **terms})
        if is_new:
            self.counts.created[_plural(row.kind.model)] += 1
        elif differing or regrouped:
            self.counts.changed[_plural(row.kind.model)] += 1
        else:
            self.counts.unchanged[_plural(row.kind.model)] += 1
            return
        self._touch(row)

    def _wanted(self, row: Row, is_new: bool) -> dict[str, Any]:
        """What every field shall hold: what the fixture says, else the default of the model."""
        wanted: dict[str, Any] = {}
        for name in filter(row.decides, set(row.kind.fields) - row.faulty):
            default = field_of(row.kind.model, name).get_default()
            wanted[name] = row.values.get(name, default)
        if row.kind.is_record and "status" not in row.values:
            # the fixtures hold what is public; but what a curator retired stays retired
            wanted.pop("status", None)
            wanted |= {"status": self.status_of_new} if is_new else {}
        for name in filter(row.decides, set(row.kind.links) - row.faulty):
            key = row.links.get(name)
            wanted[name] = self._named(row, name, row.kind.links[name], key) if key else None
        if row.owner:
            wanted[row.kind.owner] = self.known[row.owner.kind.model][row.owner.key]
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
        return f"there is no {link.model._meta.verbose_name} {key[0]}", []

    def _validate(self, row: Row, instance: Model) -> bool:
        """Whether the row keeps every rule of its model; each broken one becomes a fault.

        What it names was looked up before and its natural key is unique by then, so neither is asked again.
        """
        named = {*row.kind.links, *([row.kind.owner] if row.owner else [])}
        unsaved = {name for name in named if _is_unsaved(instance, name)}
        try:
            instance.full_clean(exclude=row.faulty | named)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                where = "" if name == "__all__" else name
                value = f"is {shown(row.values[name])}; " if name in row.values else ""
                for message in messages:
                    about = where or field_constrained(row.kind.model, message)
                    self.faults.append(row.fault(where, f"{value}{message}", about=about))
        return not (row.faulty or unsaved)

    def _save(self, row: Row, instance: Any) -> None:
        is_new = instance.pk is None
        if isinstance(instance, Record):
            instance.updated_at = self.now
            if instance.status == Status.PUBLISHED and not instance.published_at:
                instance.published_at = self.now
            if is_new:
                instance.created_at = self.now
        if is_new:
            instance.pk = self.keys.get((row.kind.model, row.key))
        instance.save(force_insert=is_new)

    def _write_many(self, row: Row, instance: Any, links: Mapping[str, Link]) -> bool:
        """Bring terms and the like up to date; whether anything differed."""
        differs = False
        for name, link in links.items():
            if not row.decides(name):
                continue
            named = enumerate(row.many.get(name, []))
            # terms stand in lists of their facets, not in one
            places = ((key, None if link.model is Term else at) for at, key in named)
            wanted = [self._named(row, name, link, key, at) for key, at in places]
            if instance.pk is None or name in row.faulty or any(each.pk is None for each in wanted):
                continue
            related = getattr(instance, name)
            if set(related.all()) != set(wanted):
                related.set(wanted)
                differs = True
        return differs

    # ------------------------------------------------------------ citations
    def _write_citations(self, rows: list[Row]) -> None:
        standing: dict[tuple[int, int], dict[tuple[str, str], Citation]] = defaultdict(dict)
        for citation in self._standing_citations(rows):
            place = (citation.content_type_id, citation.object_id)
            standing[place][(citation.reference.code, citation.locator)] = citation
        for row in rows:
            claim = self.known[row.kind.model][row.key]
            content_type = ContentType.objects.get_for_model(claim)
            cited = standing.get((content_type.pk, claim.pk), {})
            wanted = {(mark.reference, mark.locator) for mark in row.marks}
            # first, or one that only changed its place would meet itself
            for absent in cited.keys() - wanted:
                cited[absent].delete()
                self.counts.removed["citations"] += 1
                self._touch(row)
            for position, mark in enumerate(row.marks, start=1):
                self._write_citation(row, claim, mark, position, cited.get((mark.reference, mark.locator)))

    def _standing_citations(self, rows: list[Row]) -> Iterable[Citation]:
        found = Citation.objects.select_related("reference")
        if self._concerned is None:
            return found
        claims = [self.known[row.kind.model][row.key] for row in rows]
        keys = [claim.pk for claim in claims if claim.pk]
        return found.filter(object_id__in=keys)

    def _write_citation(
        self, row: Row, claim: Model, mark: Mark, position: int, citation: Citation | None
    ) -> None:
        reference = self._named(row, "cites", Link(Reference), (mark.reference,), position - 1)
        if reference is None or reference.pk is None or claim.pk is None:
            return
        if citation and (citation.position, citation.quote, citation.stance) == (
            position,
            mark.quote,
            mark.stance,
        ):
            self.counts.unchanged["citations"] += 1
            return
        counts = self.counts.changed if citation else self.counts.created
        citation = citation or Citation(claim=claim, reference=reference, locator=mark.locator)
        citation.position, citation.quote, citation.stance = position, mark.quote, mark.stance
        try:
            # what is cited where was checked above
            citation.clean_fields(exclude={"content_type", "reference"})
        except ValidationError as error:
            self.faults += [
                row.fault("cites", f"{mark.reference}: {message}", at=position - 1)
                for message in error.messages
            ]
            return
        if citation.pk is None:
            place = (*_name_of(row), mark.reference, mark.locator)
            citation.pk = self.keys.get((Citation, place))
        citation.save()
        counts["citations"] += 1
        self._touch(row)

    # ------------------------------------------------------------ notes, time stamps
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
                self._touched[(within.kind.model, *within.key)] = self.known[within.kind.model][within.key]
            within = within.owner

    def _stamp(self) -> None:
        for record in self._touched.values():
            if record.pk and record.updated_at != self.now:
                type(record).objects.filter(pk=record.pk).update(updated_at=self.now)


def _name_of(row: Row) -> Key:
    """Of a claim, among the claims of all kinds."""
    return (row.kind.model._meta.model_name, *row.key)


def _is_unsaved(instance: Any, name: str) -> bool:
    target = getattr(instance, name, None)
    return target is not None and target.pk is None


def _plural(model: type[Model]) -> str:
    return str(model._meta.verbose_name_plural)
