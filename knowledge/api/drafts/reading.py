"""From the body of a request to what the fixtures would hold, and back from their faults to its fields."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Max

from knowledge.api.drafts.shapes import path_shown, shown, written
from knowledge.models import Record, Remedy
from knowledge.search.parameters import ParameterFault
from knowledge.search.terms import TermDirectory
from knowledge.services import drafting
from knowledge.services.fixture_kind import Kind
from knowledge.services.fixture_values import shown as quoted
from knowledge.services.import_faults import Fault

Key = tuple[Any, ...]
# lists of slugs that repeat what stands in `terms`
_OF_TERMS = ("mechanism", "strategy")


@dataclass
class BodyReader:
    """Reads one body; `faults` gathers what is wrong with it beyond what the importer will find."""

    directory: TermDirectory
    faults: list[ParameterFault] = field(default_factory=list)

    def record(self, kind: Kind, body: dict[str, Any], code: str) -> dict[str, Any]:
        """The record with that identifier, in the shape of the fixtures; what is null is left out."""
        return self._fields(kind, {**body, "id": code or None}, "", (code,))

    def fault(self, path: str, value: Any, reason: str, allowed: Iterable[str] = ()) -> None:
        """`reason` goes on from the name of the field: is missing."""
        self.faults.append(ParameterFault(path, str(value), f"{path} {reason}.", list(allowed)))

    def _fields(self, kind: Kind, body: dict[str, Any], path: str, key: Key) -> dict[str, Any]:
        names = written(kind)
        for name in body:
            if name not in names and name not in shown(kind):
                self.fault(f"{path}{name}", body[name], "is not a field", names)
        self._check_repeated_terms(kind, body, path)
        found = {}
        for name, own in names.items():
            if body.get(name) is not None:
                found[own] = self._value(kind, own, body[name], f"{path}{name}", key)
        if kind.identified_by == "number" and kind.numbered != "number":
            found["number"] = key[-1]
        return found

    def _value(self, kind: Kind, own: str, value: Any, path: str, key: Key) -> Any:
        if own in kind.nested:
            return list(self._items(kind.nested[own], value, path, key))
        if own == "terms":
            return self._terms(value)
        if own == "cites":
            return _citations(kind, value)
        if own in kind.links and kind.links[own].within and isinstance(value, str):
            return self._slug(kind.links[own].within, value)
        return _exact(value)

    def _items(self, kind: Kind, items: Any, path: str, owner: Key) -> Iterator[dict[str, Any]]:
        if not isinstance(items, list):
            self.fault(path, items, f"is {quoted(items)}; must be a list of objects")
            return
        fresh = _fresh_names(kind, owner, items)
        for at, item in enumerate(items):
            place = f"{path}[{at}]"
            if not isinstance(item, dict):
                self.fault(place, item, f"is {quoted(item)}; must be an object")
                item = {}
            name = item.get("id")
            if name is not None and not isinstance(name, str):
                self.fault(f"{place}.id", name, f"is {quoted(name)}; must be text")
                name = None
            if kind.is_record:
                code = name or next(fresh)
                yield self._fields(kind, {**item, "id": code}, f"{place}.", (code,))
            elif "id" in written(kind):
                number = self._number(kind, owner, name, f"{place}.id", fresh)
                yield self._fields(kind, {**item, "id": None}, f"{place}.", (*owner, number))
            else:
                yield self._fields(kind, item, f"{place}.", (*owner, at + 1))

    def _number(self, kind: Kind, owner: Key, name: str | None, path: str, fresh: Iterator[Any]) -> int:
        if name is None:
            return int(next(fresh))
        number = _tail(name)
        if number is None or kind.label.format(*owner, number) != name:
            like = kind.label.format(*owner, 1)
            self.fault(path, name, f"is {quoted(name)}; must look like {like}")
            return int(next(fresh))
        return number

    def _check_repeated_terms(self, kind: Kind, body: dict[str, Any], path: str) -> None:
        for name in _OF_TERMS:
            terms = body.get("terms")
            given = body.get(name)
            if name not in shown(kind) or not given:
                continue
            filed = terms.get(name) if isinstance(terms, dict) else None
            if given != filed:
                reason = (
                    f'repeats what stands in terms: {{"{name}": [...]}}; write it there, or leave it out here'
                )
                self.fault(f"{path}{name}", given, reason)

    def _terms(self, terms: Any) -> Any:
        """Any name of a term is understood; what is none is left to be refused with what is allowed."""
        if not isinstance(terms, dict):
            return terms
        return {
            facet: [self._slug(facet, name) if isinstance(name, str) else name for name in names]
            if isinstance(names, list)
            else names
            for facet, names in terms.items()
        }

    def _slug(self, facet: str, name: str) -> str:
        term = self.directory.find(facet, name)
        return term.slug if term else name


def faults_shown(kind: Kind, faults: Iterable[Fault]) -> list[ParameterFault]:
    """Faults of the importer, by the names of the API."""
    found = []
    for fault in faults:
        path = path_shown(kind, fault.path)
        found.append(
            ParameterFault(path, "", f"{path} {fault.reason}".strip(" .") + ".", list(fault.allowed))
        )
    return found


def _fresh_names(kind: Kind, owner: Key, items: list[Any]) -> Iterator[Any]:
    """Identifiers of claims or numbers of parts that nothing has yet, neither stored nor in this list."""
    names = [item.get("id") for item in items if isinstance(item, dict)]
    if issubclass(kind.model, Record):
        # an issue without an identifier is refused later, with all that is wrong in it
        free = drafting.free_codes(kind.model, str(owner[0] or ""))
        yield from (code for code in free if code not in names)
    elif "id" in written(kind):
        standing = kind.model._default_manager.filter(**dict(zip(kind.key[:-1], owner, strict=True)))
        used = [standing.aggregate(last=Max(kind.key[-1]))["last"], *map(_tail, names)]
        last = max((number for number in used if number is not None), default=0)
        while True:
            last += 1
            yield last


def _tail(name: Any) -> int | None:
    """The number at the end of the identifier of a part: 5 of FAQ-03.5."""
    digits = str(name)[len(str(name).rstrip("0123456789")) :]
    return int(digits) if digits and len(digits) < 6 else None


def _citations(kind: Kind, citations: Any) -> Any:
    """A record of claims also lists what these cite, with a stance of null: that stands at each claim."""
    if not isinstance(citations, list):
        return citations
    is_whole = kind.is_record and bool(kind.nested) and kind.model is not Remedy
    return [_citation(each) for each in citations if not (is_whole and _has_no_stance(each))]


def _has_no_stance(citation: Any) -> bool:
    return isinstance(citation, dict) and "stance" in citation and citation["stance"] is None


def _citation(citation: Any) -> Any:
    if not isinstance(citation, dict):
        return citation
    return {name: value for name, value in citation.items() if value is not None and name != "number"}


def _exact(value: Any) -> Any:
    """A number as it was written: 0.05, not the nearest binary fraction."""
    return Decimal(repr(value)) if isinstance(value, float) else value
