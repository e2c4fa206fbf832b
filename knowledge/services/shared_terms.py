"""Issues that are about the same things as other records, for many records at once."""

from collections.abc import Iterable

from knowledge.models import Issue, Record, SearchEntry

# one common term is usually no more than the same side of the cell
FEWEST_COMMON_TERMS = 2


def issues_beside(records: Iterable[Record], *, limit: int = 3) -> dict[str, list[SearchEntry]]:
    """Identifier of each record -> the issues that share most terms with it, in one query.

    The terms of the records must be prefetched.
    """
    own = {record.code: {term.pk for term in record.terms.all()} for record in records}
    every = sorted(set().union(*own.values()))
    issues = list(
        SearchEntry.objects.of_kinds([Issue.kind])
        .with_any_term(every)
        .only("code", "title", "url", "terms", "position")
    )
    return {code: _nearest(issues, terms)[:limit] for code, terms in own.items()}


def _nearest(issues: list[SearchEntry], terms: set[int]) -> list[SearchEntry]:
    common = {issue.code: len(terms.intersection(issue.terms)) for issue in issues}
    near = [issue for issue in issues if common[issue.code] >= FEWEST_COMMON_TERMS]
    return sorted(near, key=lambda issue: -common[issue.code])
