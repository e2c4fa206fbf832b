"""Ask the search a judged query and measure how well it did."""

from dataclasses import dataclass
from math import log2
from statistics import fmean

from django.utils.datastructures import MultiValueDict

from knowledge.search.identifiers import locate
from knowledge.search.parameters import read_search
from knowledge.search.query import SearchPage, search
from knowledge.search.terms import TermDirectory
from tests.relevance.judgements import IDENTIFIER, JudgedQuery

# from this grade on a record answers the query; a record of grade 1 counts for nDCG alone
ANSWERS = 2
NDCG_DEPTH = 10


@dataclass(frozen=True)
class Outcome:
    """`found` are the codes of the first page, best first."""

    query: JudgedQuery
    found: list[str]

    @property
    def rank(self) -> int | None:
        """Where the first answer stands, from 1; None if the first page has none."""
        grades = (self.query.wants.get(code, 0) for code in self.found)
        return next((place for place, grade in enumerate(grades, start=1) if grade >= ANSWERS), None)

    @property
    def reciprocal_rank(self) -> float:
        return 1 / self.rank if self.rank else 0.0

    def answered_within(self, places: int) -> bool:
        return self.rank is not None and self.rank <= places

    @property
    def ndcg(self) -> float:
        """nDCG@10 with the gain 2^grade - 1; 1.0 is the best order that the judgements allow."""
        ideal = sorted(self.query.wants.values(), reverse=True)
        return _discounted([self.query.wants.get(code, 0) for code in self.found]) / _discounted(ideal)


@dataclass(frozen=True)
class Figures:
    """The measures of a set of queries, each from 0 to 1."""

    queries: int
    top_1: float
    top_3: float
    mrr: float
    ndcg: float


def judge(query: JudgedQuery) -> Outcome:
    return Outcome(query, _page_of(query) if query.klass == IDENTIFIER else _ask(query))


def figures(outcomes: list[Outcome]) -> Figures:
    """Raises StatisticsError where there is nothing to measure."""
    return Figures(
        queries=len(outcomes),
        top_1=fmean(outcome.answered_within(1) for outcome in outcomes),
        top_3=fmean(outcome.answered_within(3) for outcome in outcomes),
        mrr=fmean(outcome.reciprocal_rank for outcome in outcomes),
        ndcg=fmean(outcome.ndcg for outcome in outcomes),
    )


def figures_by_class(outcomes: list[Outcome]) -> dict[str, Figures]:
    """The figures of every class that was asked, in the order of the outcomes."""
    names = dict.fromkeys(outcome.query.klass for outcome in outcomes)
    return {name: figures([each for each in outcomes if each.query.klass == name]) for name in names}


def explanation(query_text: str, code: str) -> str | None:
    """What each concept and factor adds to a record's score; None where the record was not found."""
    page = _search({"q": [query_text], "explain": ["true"], "page_size": ["100"]})
    hit = next((hit for hit in page.hits if hit.entry.code == code), None)
    if hit is None:
        return None
    parts = ", ".join(f"{part.name} {part.value:.2f}" for part in hit.explanation)
    return f"{hit.score:.2f} = {parts}"


def _ask(query: JudgedQuery) -> list[str]:
    asked = {"q": [query.text], **query.filters}
    if query.exact:
        asked["exact"] = ["true"]
    return [hit.entry.code for hit in _search(asked).hits]


def _search(asked: dict[str, list[str]]) -> SearchPage:
    directory = TermDirectory.load()
    return search(read_search(MultiValueDict(asked), directory, reject_unknown=True), directory)


def _page_of(query: JudgedQuery) -> list[str]:
    """The wanted code if what was typed leads to its page, else nothing: there is no list to judge."""
    address = locate(query.text)
    return [code for code in query.wants if address is not None and locate(code) == address]


def _discounted(grades: list[int]) -> float:
    return sum((2.0**grade - 1) / log2(place + 1) for place, grade in enumerate(grades[:NDCG_DEPTH], start=1))
