"""What readers report of issues and remedies: writing it down, and counting it with an honest interval.

How the counts on kept pages stay true. A page is a pure function of its address and the content revision
(portal/repeated_answers.py), and no click raises the revision. So a page counts the reports that were
written at earlier revisions than its own. Their number never changes again: a report holds the row of the
revision while it is written, and removing one changes what the public sees and raises it. A report is on the
page of reporting at once, and on the page of its issue from the next publication on. A partial that a script
loads would have shown it sooner, at the price of a request and a jump of the text for each reader, and
nothing at all where scripts are off.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, QuerySet

from knowledge.models import ContentRevision, Experience
from knowledge.search.terms import TermDirectory
from knowledge.services import revision

Kind, Outcome = Experience.Kind, Experience.Outcome
GOOD = (Outcome.HELPED, Outcome.WORKED)
KIND_OF = {
    Outcome.WORKED: Kind.TRIED,
    Outcome.DID_NOT_WORK: Kind.TRIED,
    Outcome.HELPED: Kind.HELPED,
    Outcome.DID_NOT_HELP: Kind.HELPED,
}
_Z_95 = 1.959964
ELECTROLYTE = "material"


@dataclass(frozen=True)
class Tally:
    """`good` of `total` reports say that it worked or helped; the interval is in percent."""

    kind: str
    good: int
    total: int

    @property
    def interval(self) -> tuple[int, int]:
        low, high = wilson(self.good, self.total)
        return round(100 * low), round(100 * high)


def wilson(good: int, total: int) -> tuple[float, float]:
    """The 95 % score interval of a proportion, as two numbers from 0 to 1.

    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n), with p = good/n and z = 1.96: E. B. Wilson, Journal
    of the American Statistical Association 22 (1927) 209, doi:10.1080/01621459.1927.10502953; method 3 of
    R. G. Newcombe, Statistics in Medicine 17 (1998) 857. Other than p ± z √(p(1 − p)/n) it holds for few
    reports too, and where all or none of them are good. Raises ValueError unless 0 <= good <= total and
    total > 0.
    """
    if not 0 <= good <= total or not total:
        raise ValueError(f"{good} of {total}: must be 0 <= good <= total, and total at least 1")
    share, square = good / total, _Z_95**2 / total
    middle = share + square / 2
    reach = _Z_95 * math.sqrt(share * (1 - share) / total + square / (4 * total))
    low, high = (middle - reach) / (1 + square), (middle + reach) / (1 + square)
    return max(0.0, low), min(1.0, high)


@transaction.atomic
def write(target: str, outcome: str, *, electrolyte: str = "", note: str = "") -> Experience:
    """Write down a report on the public issue or remedy of that identifier; the note waits for a curator."""
    # a publication waits for this, so that no page of its revision has counted without it
    ContentRevision.objects.select_for_update().filter(pk=1).first()
    return Experience.objects.create(
        target=target,
        kind=KIND_OF[Outcome(outcome)],
        outcome=outcome,
        electrolyte=_named(electrolyte),
        note=note,
        revision=ContentRevision.read().number,
    )


@transaction.atomic
def remove(chosen: QuerySet[Experience]) -> int:
    """Take reports back that are none, such as those of a machine; how many there were."""
    count, _ = chosen.delete()
    if count:
        revision.bump()
    return count


def show_notes(chosen: QuerySet[Experience], *, public: bool) -> int:
    """Let the notes of these reports be read by all, or no longer; how many have changed."""
    return chosen.exclude(note="").filter(is_note_public=not public).update(is_note_public=public)


def counts_of(targets: Iterable[str], before: int | None = None) -> Mapping[str, list[Tally]]:
    """For each identifier the tallies of what was reported, tried first; one query.

    `before` is the content revision of a page: only reports of earlier ones count.
    """
    reports = Experience.objects.filter(target__in=list(targets))
    if before is not None:
        reports = reports.filter(revision__lt=before)
    counted = reports.order_by().values("target", "kind", "outcome").annotate(reports=Count("pk"))
    totals: Counter[tuple[str, str]] = Counter()
    good: Counter[tuple[str, str]] = Counter()
    for row in counted:
        key = row["target"], row["kind"]
        totals[key] += row["reports"]
        good[key] += row["reports"] if row["outcome"] in GOOD else 0
    tallies: dict[str, list[Tally]] = {}
    for target, kind in sorted(totals, reverse=True):
        tallies.setdefault(target, []).append(Tally(kind, good[target, kind], totals[target, kind]))
    return tallies


def public_notes(target: str) -> QuerySet[Experience]:
    """Reports whose note a curator has let be read, the newest first."""
    return Experience.objects.filter(target=target, is_note_public=True)


def electrolytes() -> list[str]:
    """The names that are offered while one types; any other may be typed as well."""
    terms = TermDirectory.load().of_facet(ELECTROLYTE)
    return [term.short_name for term in terms if "electrolyte" in (term.role or "").lower()]


def _named(electrolyte: str) -> str:
    """The short name of the material with any of its names, else as it was typed."""
    term = TermDirectory.load().find(ELECTROLYTE, electrolyte) if electrolyte else None
    return term.short_name if term else electrolyte
