"""The one reader of search parameters, for the page, the API and every filtered list."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite

from django.utils.datastructures import MultiValueDict

from knowledge.models import CONTENT_MODELS, Term
from knowledge.models.evidence import Grade
from knowledge.search.measured import MEASURED
from knowledge.search.terms import TermDirectory

KINDS = tuple(model.kind for model in CONTENT_MODELS)
LONGEST_QUERY = 200
DEFAULT_PAGE_SIZE = 20
LARGEST_PAGE_SIZE = 100
# as far as a program may write out a double
_NUMBER = re.compile(r"-?\d{1,309}(\.\d{1,400})?([eE][+-]?\d{1,3})?", re.ASCII)
_TRUE = {"true", "1", "on", "yes"}
_FALSE = {"false", "0", "off", "no", ""}

Parameters = MultiValueDict[str, str]


@dataclass(frozen=True)
class ParameterFault:
    parameter: str
    value: str
    detail: str
    allowed: list[str] = field(default_factory=list)


class BadParameters(Exception):
    """Every fault of a request's parameters, in the order in which they were read."""

    def __init__(self, faults: list[ParameterFault]) -> None:
        super().__init__("; ".join(fault.detail for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Span:
    """From `least` to `most`, both included; None is open."""

    least: float | None
    most: float | None


@dataclass(frozen=True)
class SearchRequest:
    """`spans` narrow by a measured quantity (knowledge/search/measured.py)."""

    text: str = ""
    kinds: list[str] = field(default_factory=list)
    terms: dict[str, list[Term]] = field(default_factory=dict)
    grades: list[str] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)
    exact: bool = False
    explain: bool = False
    page: int = 1
    page_size: int = DEFAULT_PAGE_SIZE


class ParameterReader:
    """Reads one request's parameters and gathers the faults; `check()` raises them all at once."""

    def __init__(self, parameters: Parameters, directory: TermDirectory) -> None:
        self.parameters = parameters
        self.directory = directory
        self.faults: list[ParameterFault] = []

    def fault(self, parameter: str, value: str, detail: str, allowed: Iterable[str] = ()) -> None:
        self.faults.append(ParameterFault(parameter, value, detail, list(allowed)))

    def check(self) -> None:
        if self.faults:
            raise BadParameters(self.faults)

    def reject_unknown(self, known: Iterable[str]) -> None:
        allowed = sorted(known)
        for name in self.parameters:
            if name not in allowed:
                self.fault(
                    name, self.parameters.get(name, ""), f"There is no parameter {name!r} here.", allowed
                )

    def terms(self) -> dict[str, list[Term]]:
        """The chosen terms by facet; a synonym or formula counts as its term."""
        chosen: dict[str, list[Term]] = {}
        for facet in self.directory.facets:
            for value in filter(None, self.parameters.getlist(facet.slug)):
                term = self.directory.find(facet.slug, value)
                if term is None:
                    slugs = [known.slug for known in self.directory.of_facet(facet.slug)]
                    self.fault(facet.slug, value, f"{value!r} is not a known {facet.label.lower()}.", slugs)
                elif term not in chosen.setdefault(facet.slug, []):
                    chosen[facet.slug].append(term)
        return {facet: terms for facet, terms in chosen.items() if terms}

    def text(self, name: str) -> str:
        text = self.parameters.get(name, "").strip()
        if len(text) > LONGEST_QUERY:
            detail = f"{name} has {len(text)} characters; at most {LONGEST_QUERY} are allowed."
            self.fault(name, f"{text[:40]}…", detail)
        if "\x00" in text:
            self.fault(name, text.replace("\x00", "�"), f"{name} contains a NUL character.")
        return text

    def choices(self, name: str, allowed: Iterable[str]) -> list[str]:
        allowed = list(allowed)
        values = list(dict.fromkeys(filter(None, self.parameters.getlist(name))))
        for value in values:
            if value not in allowed:
                self.fault(name, value, f"{value!r} is not a known {name}.", allowed)
        return values

    def number(self, name: str) -> Decimal | None:
        """A number as people and programs write it: 146, 0.05, 1e3."""
        value = self.parameters.get(name, "").strip()
        if not value:
            return None
        if not (_NUMBER.fullmatch(value) and isfinite(float(value))):
            shown = value if len(value) <= LONGEST_QUERY else f"{value[:40]}…"
            self.fault(name, shown, f"{shown!r} is not a number; {name} is one like 146 or 0.05.")
            return None
        return Decimal(value)

    def ends(self, name: str) -> tuple[Decimal | None, Decimal | None]:
        """The numbers of `name_min` and `name_max`."""
        least, most = self.number(f"{name}_min"), self.number(f"{name}_max")
        if least is not None and most is not None and least > most:
            self.fault(f"{name}_min", str(least), f"{name}_min {least} exceeds {name}_max {most}.")
        return least, most

    def spans(self, names: Iterable[str]) -> dict[str, Span]:
        """Of each quantity that is narrowed."""
        ends = {name: self.ends(name) for name in names}
        return {
            name: Span(*(None if end is None else float(end) for end in pair))
            for name, pair in ends.items()
            if pair != (None, None)
        }

    def whole_number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.parameters.get(name, "")
        if value == "":
            return default
        if not (value.isascii() and value.isdecimal() and len(value) < 10 and least <= int(value) <= most):
            self.fault(name, value, f"{name} must be a whole number from {least} to {most}.")
            return default
        return int(value)

    def flag(self, name: str) -> bool:
        value = self.parameters.get(name, "").lower()
        if value not in _TRUE | _FALSE:
            self.fault(name, value, f"{name} must be true or false.", ["true", "false"])
        return value in _TRUE


def read_search(
    parameters: Parameters, directory: TermDirectory, *, reject_unknown: bool, also: Iterable[str] = ()
) -> SearchRequest:
    """What a search page or API request asks for; raises BadParameters with every fault.

    A page ignores parameters that it does not know (links carry campaign marks); the API rejects them,
    except those named in `also`.
    """
    reader = ParameterReader(parameters, directory)
    if reject_unknown:
        facets = [facet.slug for facet in directory.facets]
        ends = [f"{name}_{end}" for name in MEASURED for end in ("min", "max")]
        known = ["q", "kind", "evidence", "exact", "explain", "page", "page_size", *ends]
        reader.reject_unknown([*known, *facets, *also])
    request = SearchRequest(
        text=reader.text("q"),
        kinds=reader.choices("kind", KINDS),
        terms=reader.terms(),
        grades=reader.choices("evidence", Grade.values),
        spans=reader.spans(MEASURED),
        exact=reader.flag("exact"),
        explain=reader.flag("explain"),
        page=reader.whole_number("page", 1, 1, 1_000_000),
        page_size=reader.whole_number("page_size", DEFAULT_PAGE_SIZE, 1, LARGEST_PAGE_SIZE),
    )
    reader.check()
    return request
