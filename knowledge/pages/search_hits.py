"""The results of a search as the page shows them."""

import math
import re
from dataclasses import dataclass

from knowledge.models import Issue, ResistanceRecord, SearchEntry, Term
from knowledge.models.record import Passage
from knowledge.search.hits import Hit, Part
from knowledge.search.query import SearchPage
from knowledge.search.terms import TermDirectory
from knowledge.services.results import Glance, drawn_records, glance_at
from knowledge.typography import MARK_END, MARK_START

# the end of the identifier of a part: -C1, -R2 and -S1 of an issue, .5 of an answer, -S4 and -S4.2 and -P1 of
# a protocol
_PART = re.compile(r"(?:-(?P<letter>[CRSP])|\.)(?P<number>\d+(?P<step>\.\d+)?)$")
_MARKS = str.maketrans("", "", MARK_START + MARK_END)


@dataclass(frozen=True)
class ShownPassage:
    """A text with its marks; where it has an address of its own, the kind and number of that part."""

    text: str
    address: str = ""
    part: str = ""
    number: str = ""


@dataclass(frozen=True)
class Explanation:
    """What is added up, and what the sum is multiplied by: together the score."""

    adds: list[Part]
    factors: list[Part]


@dataclass(frozen=True)
class ShownHit:
    """Of a data row also the `system`, the `value` that states its result, and the record, if it is drawn.

    `step_count` counts the steps among the passages.
    """

    entry: SearchEntry
    score: float
    system: str
    value: str
    measured: ResistanceRecord | None
    passages: list[ShownPassage]
    explanation: Explanation

    @property
    def step_count(self) -> int:
        return sum(passage.part == "step" for passage in self.passages)


@dataclass(frozen=True)
class BestMatch:
    """The first result where it is an issue: its causes and what leads on, before it is opened.

    `passages` are those that matched and are no cause.
    """

    hit: ShownHit
    terms: list[Term]
    causes: list[ShownPassage]
    remedy_count: int
    glance: Glance
    passages: list[ShownPassage]


def shown_hits(results: SearchPage) -> list[ShownHit]:
    concepts = len(results.understood.concepts)
    rows = [hit.entry.object_id for hit in results.hits if hit.entry.kind == ResistanceRecord.kind]
    measured = drawn_records(rows) if rows else {}
    return [_shown(hit, concepts, measured) for hit in results.hits]


def _shown(hit: Hit, concepts: int, measured: dict[int, ResistanceRecord]) -> ShownHit:
    explanation = _explained(hit, concepts)
    if hit.entry.kind != ResistanceRecord.kind:
        passages = [_passage(each, hit.entry) for each in hit.passages]
        return ShownHit(hit.entry, hit.score, "", "", None, passages, explanation)
    lead = next((each.text for each in hit.passages if _is_lead(each, hit.entry)), hit.entry.lead)
    system, _, value = lead.partition(": ")
    passages = [_passage(each, hit.entry) for each in hit.passages if not _is_lead(each, hit.entry)]
    drawn = measured.get(hit.entry.object_id)
    return ShownHit(hit.entry, hit.score, system, value, drawn, passages, explanation)


def _explained(hit: Hit, concepts: int) -> Explanation:
    """With the factor that the parts leave open: that others of its kind stand before it."""
    adds, factors = hit.explanation[:concepts], hit.explanation[concepts:]
    product = sum(part.value for part in adds) * math.prod(part.value for part in factors)
    if product:
        factors = [*factors, Part("place within its kind", hit.score / product)]
    return Explanation(adds, factors)


def _is_lead(passage: Passage, entry: SearchEntry) -> bool:
    return not passage.code and passage.text.translate(_MARKS) == entry.lead


def _passage(passage: Passage, entry: SearchEntry) -> ShownPassage:
    found = _PART.search(passage.code) if passage.code else None
    if found is None:
        return ShownPassage(passage.text)
    page = entry.url.partition("#")[0]
    part = _part_name(found, is_of_issue=entry.kind == Issue.kind)
    return ShownPassage(passage.text, f"{page}#{passage.code}", part, found["number"])


def _part_name(found: re.Match[str], *, is_of_issue: bool) -> str:
    if found["letter"] == "S":
        return "sign" if is_of_issue else "step" if found["step"] else "stage"
    return {"C": "cause", "R": "remedy", "P": "pitfall", None: "point"}[found["letter"]]


def best_match(results: SearchPage, hits: list[ShownHit], directory: TermDirectory) -> BestMatch | None:
    """Where words were asked, of every kind of record, and an issue comes first.

    Its row of the projection holds its claims and what tells its causes apart.
    """
    asked = results.request
    if not (asked.text and hits and asked.page == 1 and not asked.kinds and hits[0].entry.kind == Issue.kind):
        return None
    hit = hits[0]
    parts = [_passage(Passage(*each), hit.entry) for each in hit.entry.passages]
    matched = {passage.address: passage for passage in hit.passages}
    causes = [_with_marks(part, matched.get(part.address)) for part in parts if part.part == "cause"]
    listed = {cause.address for cause in causes}
    return BestMatch(
        hit,
        [directory.terms[key] for key in hit.entry.terms if key in directory.terms],
        causes,
        remedy_count=sum(part.part == "remedy" for part in parts),
        glance=glance_at(hit.entry.object_id),
        passages=[passage for passage in hit.passages if passage.address not in listed],
    )


def _with_marks(cause: ShownPassage, matched: ShownPassage | None) -> ShownPassage:
    """As it matched, unless only a part of it was quoted."""
    return matched if matched and matched.text.translate(_MARKS) == cause.text else cause
