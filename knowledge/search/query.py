"""What was asked -> the entries that answer it, best first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchRank
from django.db.models import Case, F, FloatField, Q, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from knowledge.models import SearchEntry
from knowledge.models.search_entry import SearchEntryQuerySet
from knowledge.search.facets import FacetCounts, count_facets, narrowed
from knowledge.search.parameters import SearchRequest
from knowledge.search.terms import TermDirectory
from knowledge.search.understanding import CONFIG, Query, Understood, understand
from knowledge.typography import MARK_END, MARK_START

# D unused, C body, B lead, A identifier and heading (search.md: title words count a little more)
WEIGHTS = [0.1, 0.7, 0.8, 1.0]
SYNONYM_WEIGHT = 0.5
ALL_WORDS_BONUS = 0.5
IDENTIFIER_BONUS = 10.0
# an issue answers most questions; a little is enough to lead among equals
KIND_BONUS = {"issue": 0.1, "faq": 0.05}


class PageOutOfRange(Exception):
    def __init__(self, page: int, last_page: int) -> None:
        super().__init__(f"Page {page} does not exist; the last page is {last_page}.")
        self.page = page
        self.last_page = last_page


@dataclass(frozen=True)
class Hit:
    """`snippet` is plain text with MARK_START and MARK_END around what matched (knowledge/typography.py)."""

    entry: SearchEntry
    score: float
    snippet: str


@dataclass(frozen=True)
class SearchPage:
    request: SearchRequest
    expanded: list[str]
    count: int
    hits: list[Hit]
    facets: list[FacetCounts]

    @property
    def last_page(self) -> int:
        return max(1, -(-self.count // self.request.page_size))


def search(request: SearchRequest, directory: TermDirectory) -> SearchPage:
    """One page of results with the counts of every facet; raises PageOutOfRange."""
    understood = understand(request.text, directory, exact=request.exact)
    found = _matching(request, understood)
    counted = count_facets(found, request, directory)
    chosen = narrowed(found, request)
    count = chosen.count()
    page = SearchPage(request, understood.expanded, count, [], counted)
    if request.page > page.last_page:
        raise PageOutOfRange(request.page, page.last_page)
    start = (request.page - 1) * request.page_size
    rows: Iterable[Any] = _ranked(chosen, request.text, understood)[start : start + request.page_size]
    page.hits.extend(Hit(row, row.score, row.snippet.replace("\n", " · ")) for row in rows)
    return page


def _matching(request: SearchRequest, understood: Understood) -> SearchEntryQuerySet:
    entries = SearchEntry.objects.all()
    if understood.is_empty:
        # nothing was typed: browse; only signs or stop words: nothing can match
        return entries.none() if request.text else entries
    wanted = Q(vector=understood.any_of()) | Q(code=request.text.upper())
    other_names = understood.other_names()
    return entries.filter(wanted | Q(vector=other_names) if other_names else wanted)


def _ranked(entries: SearchEntryQuerySet, text: str, understood: Understood) -> SearchEntryQuerySet:
    if understood.is_empty:
        return entries.annotate(score=Value(0.0), snippet=F("lead")).order_by("position", "code")
    vector = F("vector")
    score: Combinable = SearchRank(vector, understood.any_of(), weights=WEIGHTS)
    other_names = understood.other_names()
    if other_names is not None:
        score += SYNONYM_WEIGHT * SearchRank(vector, other_names, weights=WEIGHTS)
    score += _bonus(When(vector=understood.all_of(), then=Value(ALL_WORDS_BONUS)))
    score += _bonus(When(code=text.upper(), then=Value(IDENTIFIER_BONUS)))
    score += _bonus(*(When(kind=kind, then=Value(bonus)) for kind, bonus in KIND_BONUS.items()))
    marked = understood.any_of() if other_names is None else understood.any_of() | other_names
    return entries.annotate(score=score, snippet=_snippet(marked)).order_by("-score", "position", "code")


def _bonus(*cases: When) -> Case:
    return Case(*cases, default=Value(0.0), output_field=FloatField())


def _snippet(query: Query) -> SearchHeadline:
    text = Concat("lead", Value("\n"), "body", output_field=TextField())
    return SearchHeadline(
        text, query, config=CONFIG, start_sel=MARK_START, stop_sel=MARK_END, max_words=40, min_words=20
    )
