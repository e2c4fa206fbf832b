"""What claims cite, brought to what the rows say: what is new in one statement, the rest one by one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model

from knowledge.models import Citation, Reference
from knowledge.services.fixture_kind import Link
from knowledge.services.fixture_rows import Key, Mark, Row
from knowledge.services.import_faults import Fault

_AT_ONCE = 500
_NAME = "citations"

Known = Mapping[type[Model], Mapping[Key, Any]]
# finds what a row names, or tells a fault: row, field, link, key, place in the list
Named = Callable[[Row, str, Link, Key, int | None], Any]


@dataclass
class Done:
    """`differing` holds each row whose citations changed, with the old and the new ones in words."""

    faults: list[Fault] = field(default_factory=list)
    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    differing: list[tuple[Row, list[str], list[str]]] = field(default_factory=list)


def write(
    rows: list[Row],
    known: Known,
    named: Named,
    *,
    keys: Mapping[tuple[type[Model], Key], int],
    is_all: bool,
) -> Done:
    """`is_all` says that the rows are so many that all citations are read at once; for `keys` see Writer."""
    done = Done()
    new: list[Citation] = []
    seen: set[int] = set()
    standing = _standing(rows, known, is_all=is_all)
    for row in rows:
        claim = known[row.kind.model][row.key]
        is_first = id(claim) not in seen
        seen.add(id(claim))
        cited = standing.get((ContentType.objects.get_for_model(claim).pk, claim.pk), {})
        before = [_in_words(code, each.locator, each.stance) for (code, _), each in cited.items()]
        total = _total(done)
        # first, or one that only changed its reference would meet itself
        for place in cited.keys() - {(mark.reference, mark.locator) for mark in row.marks}:
            cited.pop(place).delete()
            done.removed[_NAME] += 1
        for position, mark in enumerate(row.marks, start=1):
            reference = named(row, "cites", Link(Reference), (mark.reference,), position - 1)
            citation = cited.pop((mark.reference, mark.locator), None)
            if reference is None or reference.pk is None or claim.pk is None:
                continue
            citation = citation or Citation(claim=claim, reference=reference, locator=mark.locator)
            is_new = _is_written(row, citation, mark, position, done) and citation.pk is None
            # what is given twice is a fault already
            if is_new and is_first and "cites" not in row.faulty:
                citation.pk = keys.get((Citation, (*_name_of(row), mark.reference, mark.locator)))
                new.append(citation)
        if _total(done) != total:
            after = [_in_words(mark.reference, mark.locator, mark.stance) for mark in row.marks]
            done.differing.append((row, before, after))
    Citation.objects.bulk_create(new, batch_size=_AT_ONCE)
    return done


def _is_written(row: Row, citation: Citation, mark: Mark, position: int, done: Done) -> bool:
    """Whether anything differs and may stand; what exists already is saved."""
    wanted = (position, mark.quote, mark.stance)
    if citation.pk and (citation.position, citation.quote, citation.stance) == wanted:
        done.unchanged[_NAME] += 1
        return False
    citation.position, citation.quote, citation.stance = wanted
    try:
        # what is cited where was checked before
        citation.clean_fields(exclude={"content_type", "reference"})
    except ValidationError as error:
        done.faults += [
            row.fault("cites", f"{mark.reference}: {message}", at=position - 1) for message in error.messages
        ]
        return False
    if citation.pk:
        citation.save()
        done.changed[_NAME] += 1
    else:
        done.created[_NAME] += 1
    return True


def _standing(
    rows: list[Row], known: Known, *, is_all: bool
) -> dict[tuple[int, int], dict[tuple[str, str], Citation]]:
    """By claim; in each by reference and place."""
    found: Iterable[Citation] = Citation.objects.select_related("reference")
    if not is_all:
        claims = [known[row.kind.model][row.key] for row in rows]
        keys = [claim.pk for claim in claims if claim.pk]
        found = Citation.objects.select_related("reference").filter(object_id__in=keys)
    standing: dict[tuple[int, int], dict[tuple[str, str], Citation]] = defaultdict(dict)
    for citation in found:
        place = (citation.content_type_id, citation.object_id)
        standing[place][(citation.reference.code, citation.locator)] = citation
    return standing


def _name_of(row: Row) -> Key:
    """Of a claim, among the claims of all kinds."""
    return (row.kind.model._meta.model_name, *row.key)


def _total(done: Done) -> int:
    return done.created.total() + done.changed.total() + done.removed.total()


def _in_words(code: str, locator: str, stance: str) -> str:
    where = f" ({locator})" if locator else ""
    return f"{code}{where} {stance}" if stance == Citation.Stance.CONTRADICTS else f"{code}{where}"
