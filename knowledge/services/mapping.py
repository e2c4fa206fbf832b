"""What the map reads: each issue's causes, the remedies that address them, and how sure each link is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from knowledge.models import (
    Cause,
    Issue,
    Remedy,
    RemedyAddressesCause,
    SearchEntry,
    Status,
    Term,
)
from knowledge.models.evidence import Grade
from knowledge.services.prefetching import terms


@dataclass(frozen=True)
class MappedRemedy:
    """A remedy at one cause; `is_stated` where a source says that it helps, not a curator's inference."""

    remedy: Remedy
    grade: Grade
    is_stated: bool

    @property
    def is_measured(self) -> bool:
        return self.grade == Grade.MEASURED


@dataclass(frozen=True)
class MappedCause:
    cause: Cause
    remedies: list[MappedRemedy]


@dataclass(frozen=True)
class MappedIssue:
    """`unlinked` are remedies that are tied to no cause: what tells causes apart, and gaps."""

    issue: Issue
    causes: list[MappedCause]
    unlinked: list[MappedRemedy]

    @property
    def remedies(self) -> dict[str, MappedRemedy]:
        """Every remedy of the block once, by its identifier."""
        shown = [*(each for cause in self.causes for each in cause.remedies), *self.unlinked]
        return {each.remedy.code: each for each in shown}


def mapped_issues() -> list[MappedIssue]:
    """Every published issue with what stands on the map, in a fixed number of queries."""
    issues = list(_issues())
    grades = _grades()
    return [_mapped(issue, grades) for issue in issues]


def _issues() -> Iterable[Issue]:
    links = RemedyAddressesCause.objects.filter(
        remedy__status=Status.PUBLISHED, remedy__issue__status=Status.PUBLISHED
    ).select_related("remedy__issue")
    causes = Cause.objects.published().prefetch_related(Prefetch("addressed_by", queryset=links))
    unlinked = Remedy.objects.published().filter(causes=None)
    return Issue.objects.published().prefetch_related(
        terms(),
        Prefetch("causes", queryset=causes),
        Prefetch("remedies", queryset=unlinked, to_attr="unlinked"),
    )


def _grades() -> dict[str, Grade]:
    """The grade of each remedy, as the projection holds it."""
    graded = SearchEntry.objects.of_kinds([Remedy.kind]).order_by().values_list("code", "evidence")
    return {code: Grade(grade) for code, grade in graded}


def _mapped(issue: Issue, grades: dict[str, Grade]) -> MappedIssue:
    causes = [
        MappedCause(
            cause,
            [
                _remedy(link.remedy, grades, is_stated=link.basis == RemedyAddressesCause.Basis.EXPLICIT)
                for link in sorted(cause.addressed_by.all(), key=lambda link: _place(link.remedy))
            ],
        )
        for cause in issue.causes.all()
    ]
    unlinked: list[Remedy] = issue.unlinked  # type: ignore[attr-defined]
    return MappedIssue(issue, causes, [_remedy(each, grades, is_stated=False) for each in unlinked])


def _remedy(remedy: Remedy, grades: dict[str, Grade], *, is_stated: bool) -> MappedRemedy:
    return MappedRemedy(remedy, grades.get(remedy.code, Grade.UNSUPPORTED), is_stated)


def _place(remedy: Remedy) -> tuple[int, str, int, str]:
    return remedy.issue.position, remedy.issue.code, remedy.position, remedy.code


def narrowed(
    issues: Iterable[MappedIssue], interfaces: Iterable[Term], grades: Iterable[str]
) -> list[MappedIssue]:
    """The issues at one of the interfaces, with the remedies that have one of the grades.

    No interface, or no grade, is every one. Where grades are asked for, causes without such a remedy and
    issues without such a cause are left out.
    """
    at, of = {term.pk for term in interfaces}, set(grades)
    there = [each for each in issues if not at or at & {term.pk for term in each.issue.terms.all()}]
    return [kept for each in there if (kept := _with_grades(each, of))] if of else there


def _with_grades(mapped: MappedIssue, grades: set[str]) -> MappedIssue | None:
    causes = [
        MappedCause(each.cause, kept)
        for each in mapped.causes
        if (kept := [remedy for remedy in each.remedies if remedy.grade in grades])
    ]
    unlinked = [remedy for remedy in mapped.unlinked if remedy.grade in grades]
    return MappedIssue(mapped.issue, causes, unlinked) if causes or unlinked else None


def count_remedies(issues: Iterable[MappedIssue]) -> int:
    return len({code for each in issues for code in each.remedies})


def count_causes(issues: Iterable[MappedIssue]) -> int:
    return sum(len(each.causes) for each in issues)
