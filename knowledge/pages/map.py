"""The map: which remedy addresses which cause, as a list and as a drawing of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from knowledge.models import Cause, Issue, Remedy, Term
from knowledge.models.evidence import Grade
from knowledge.pages import map_layout
from knowledge.search.parameters import BadParameters, ParameterReader
from knowledge.search.terms import TermDirectory
from knowledge.services import mapping
from knowledge.services.mapping import MappedIssue, MappedRemedy

INTERFACE = "interface"
EVIDENCE = "evidence"


@dataclass(frozen=True)
class Asked:
    interfaces: list[Term]
    grades: list[str]

    @property
    def query(self) -> str:
        """The query string that asks for this; empty for everything."""
        pairs = [(INTERFACE, term.slug) for term in self.interfaces]
        query = urlencode([*pairs, *((EVIDENCE, grade) for grade in self.grades)])
        return f"?{query}" if query else ""


@dataclass(frozen=True)
class Option:
    """A value of a filter: the link that chooses it, and how many remedies that would show."""

    label: str
    query: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class DrawnBox:
    """A box of the drawing with the words in it and where it leads."""

    box: map_layout.Box
    label: str
    address: str


@dataclass(frozen=True)
class DrawnLink:
    """A line of the drawing; whether a source states it and a value was measured.

    `ends` are the labels between which it runs; every line from a cause ends at the issue.
    """

    ends: str
    path: str
    is_stated: bool = False
    is_measured: bool = False

    @property
    def css_class(self) -> str:
        names = {"stated": self.is_stated, "measured": self.is_measured}
        return " ".join(name for name, holds in names.items() if holds)


@dataclass(frozen=True)
class Block:
    """One issue: its part of the list, and its drawing."""

    mapped: MappedIssue
    drawing: map_layout.Drawing
    remedies: list[DrawnBox]
    causes: list[DrawnBox]
    remedy_links: list[DrawnLink]
    cause_links: list[DrawnLink]


@require_safe
def knowledge_map(request: HttpRequest) -> HttpResponse:
    directory = TermDirectory.load()
    reader = ParameterReader(request.GET, directory)
    asked = Asked(reader.terms().get(INTERFACE, []), reader.choices(EVIDENCE, Grade.values))
    try:
        reader.check()
    except BadParameters as bad:
        return render(request, "400.html", {"faults": bad.faults}, status=400)
    everything = mapping.mapped_issues()
    shown = _narrowed(everything, asked)
    context = {
        "blocks": [_block(each) for each in shown],
        "asked": asked,
        "interfaces": _interfaces(everything, asked, directory),
        "grades": _grades(everything, asked),
        "cause_count": mapping.count_causes(shown),
        "remedy_count": mapping.count_remedies(shown),
    }
    return render(request, "knowledge/map.html", context)


def _narrowed(issues: Iterable[MappedIssue], asked: Asked) -> list[MappedIssue]:
    return mapping.narrowed(issues, asked.interfaces, asked.grades)


def _interfaces(issues: list[MappedIssue], asked: Asked, directory: TermDirectory) -> list[Option]:
    choices = [("All", []), *((term.label, [term]) for term in directory.of_facet(INTERFACE))]
    return [_option(issues, label, Asked(terms, asked.grades), asked) for label, terms in choices]


def _grades(issues: list[MappedIssue], asked: Asked) -> list[Option]:
    choices = [("All", []), *((grade.label, [grade.value]) for grade in Grade)]
    return [_option(issues, label, Asked(asked.interfaces, grades), asked) for label, grades in choices]


def _option(issues: list[MappedIssue], label: str, choice: Asked, asked: Asked) -> Option:
    count = mapping.count_remedies(_narrowed(issues, choice))
    return Option(label, choice.query, count, choice == asked)


def _block(mapped: MappedIssue) -> Block:
    at: dict[tuple[str, str], MappedRemedy] = {
        (each.remedy.code, cause.cause.code): each for cause in mapped.causes for each in cause.remedies
    }
    addresses: dict[str, list[str]] = {code: [] for code in mapped.remedies}
    for remedy, cause in at:
        addresses[remedy].append(cause)
    codes = [each.cause.code for each in mapped.causes]
    drawing = map_layout.draw(mapped.issue.code, codes, addresses)
    remedies = {code: each.remedy for code, each in mapped.remedies.items()}
    causes = {each.cause.code: each.cause for each in mapped.causes}
    return Block(
        mapped,
        drawing,
        [_box(box, remedies[box.code], mapped.issue) for box in drawing.remedies],
        [_box(box, causes[box.code], mapped.issue) for box in drawing.causes],
        [_remedy_link(link, at[link.start, link.end], mapped.issue) for link in drawing.remedy_links],
        [DrawnLink(_label(link.start, mapped.issue), link.path) for link in drawing.cause_links],
    )


def _box(box: map_layout.Box, claim: Cause | Remedy, issue: Issue) -> DrawnBox:
    return DrawnBox(box, _label(box.code, issue), claim.get_absolute_url())


def _remedy_link(link: map_layout.Link, remedy: MappedRemedy, issue: Issue) -> DrawnLink:
    ends = f"{_label(link.start, issue)} {_label(link.end, issue)}"
    return DrawnLink(ends, link.path, remedy.is_stated, remedy.is_measured)


def _label(code: str, issue: Issue) -> str:
    """A claim of the issue itself is named in short, C1; another issue's keeps its whole identifier."""
    return code.removeprefix(f"{issue.code}-")
