"""Keeping the knowledge true: every check by name, and whether what it finds may stand.

A finding is work for a curator; an error is dangling, impossible or contradictory data.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from knowledge.services import completeness, impossible
from knowledge.services.completeness import Claims


class Severity(Enum):
    """How bad a finding is: an error must never be."""

    FINDING = "finding"
    ERROR = "error"


@dataclass(frozen=True)
class Finding:
    """What one check found: `identifiers`, never empty, in the order of the records."""

    name: str
    severity: Severity
    identifiers: tuple[str, ...]


Check = Callable[[Claims], Iterable[str]]

# the name that is printed for each
FINDINGS: dict[str, Check] = {
    "claims without a source": completeness.claims_without_a_source,
    "references never cited": completeness.references_never_cited,
    "records without conditions": completeness.records_without_conditions,
    "remedies that address no cause": completeness.remedies_addressing_no_cause,
    "causes with no remedy": completeness.causes_with_no_remedy,
    "unresolved references": completeness.unresolved_references,
    "duplicate works that are not linked": completeness.duplicate_works,
    "broken links between records": completeness.broken_links,
    "notes that concern nothing public": completeness.notes_concerning_nothing,
    "terms never used": completeness.terms_never_used,
}
ERRORS: dict[str, Check] = {
    "citations of claims that no longer exist": impossible.dangling_citations,
    "effects that contradict their numbers": impossible.contradictory_effects,
    "bounds and uncertainties of a number that is not there": impossible.relations_of_nothing,
    "references that contradict their identification": impossible.contradictory_references,
    "copies of a copy": impossible.copies_of_a_copy,
    "remedies that address a cause of another issue": impossible.addresses_across_issues,
    "signs that point to a cause of another issue": impossible.signs_across_issues,
    "quotes that lack a number of the claim they support": completeness.quotes_lacking_a_number,
    "published records with a value that their form would refuse": impossible.invalid_records,
}


def check() -> list[Finding]:
    """Everything that was found, errors first; checks that found nothing are left out."""
    claims = completeness.public_claims()
    return [*_run(ERRORS, Severity.ERROR, claims), *_run(FINDINGS, Severity.FINDING, claims)]


def _run(checks: dict[str, Check], severity: Severity, claims: Claims) -> list[Finding]:
    found = ((name, tuple(look(claims))) for name, look in checks.items())
    return [Finding(name, severity, identifiers) for name, identifiers in found if identifiers]
