"""First steps, signs, causes and remedies of an issue as its page shows them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.models import Cause, Issue, Reference, Remedy, RemedyAddressesCause, ResistanceRecord, Sign
from knowledge.models.evidence import Grade
from knowledge.search.grading import evidence_of, grade_of
from knowledge.services import reading
from knowledge.services.how_to import HowTo, how_to
from knowledge.services.public_claims import AnyClaim


@dataclass(frozen=True)
class ShownCause:
    """`short` is its mechanism, empty where another cause of the issue has the same."""

    cause: Cause
    short: str
    signs: list[Sign]


@dataclass(frozen=True)
class ShownRemedy:
    remedy: Remedy
    how_to: list[HowTo]


@dataclass(frozen=True)
class MatrixRow:
    """A remedy that mends something: its strategy, its measured effects, and a cell for each cause."""

    remedy: Remedy
    short: str
    measured: list[ResistanceRecord]
    cells: list[RemedyAddressesCause | None]


def causes_of(issue: Issue) -> list[ShownCause]:
    """In the order of the issue, each with the signs that point to it."""
    causes = list(issue.causes.all())
    short = _short_names(causes, "mechanism")
    signs = list(issue.signs.all())
    return [
        ShownCause(
            cause,
            short[cause.pk],
            [sign for sign in signs if cause.pk in {link.cause_id for link in sign.points_to.all()}],
        )
        for cause in causes
    ]


def remedies_of(issue: Issue) -> list[ShownRemedy]:
    """The strongest evidence first, and the order of the issue within a grade."""
    remedies = list(issue.remedies.all())
    protocols = how_to(remedies)
    grades = list(Grade)
    by_grade = sorted(remedies, key=lambda remedy: grades.index(grade_of(remedy) or Grade.UNSUPPORTED))
    return [ShownRemedy(remedy, protocols.get(remedy.pk, [])) for remedy in by_grade]


def matrix_of(issue: Issue, remedies: Sequence[ShownRemedy]) -> list[MatrixRow]:
    """What fixes what, in the order of the remedies."""
    rows = []
    short = _short_names([shown.remedy for shown in remedies], "strategy")
    for remedy in (shown.remedy for shown in remedies):
        links = {link.cause_id: link for link in remedy.addresses.all()}
        cells = [links.get(cause.pk) for cause in issue.causes.all()]
        if any(cells):
            rows.append(MatrixRow(remedy, short[remedy.pk], list(remedy.resistance_records.all()), cells))
    return rows


def grade_of_first_steps(issue: Issue) -> str:
    """The grade that all first steps have; empty where they differ, for each then shows its own."""
    grades = {found.grade.value for step in issue.first_steps.all() if (found := evidence_of(step))}
    return grades.pop() if len(grades) == 1 else ""


def supports_of(issue: Issue) -> list[tuple[Reference, list[AnyClaim]]]:
    """Each reference with the parts of the issue that cite it."""
    claims = [claim for claim in reading.claims_of(issue) if claim is not issue]
    cited = {id(claim): {each.reference_id for each in claim.citations.all()} for claim in claims}
    return [
        (reference, [claim for claim in claims if reference.pk in cited[id(claim)]])
        for reference in reading.references_of(issue)
    ]


def _short_names(claims: Sequence[Cause | Remedy], facet: str) -> dict[int, str]:
    """By key: what comes first of the label of its first term, where no other claim has the same."""
    labels = {claim.pk: _first_label(claim, facet) for claim in claims}
    counted = Counter(labels.values())
    return {key: label if counted[label] == 1 else "" for key, label in labels.items()}


def _first_label(claim: Cause | Remedy, facet: str) -> str:
    labels = [term.label for term in claim.terms.all() if term.facet.slug == facet]
    return labels[0].partition(" / ")[0] if labels else ""
