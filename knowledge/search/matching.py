"""Which rows of the index a search lets through, as SQL with parameters."""

from dataclasses import dataclass
from typing import Any

from knowledge.search import facet_codes
from knowledge.search.concepts import Understood
from knowledge.search.parameters import SearchRequest
from knowledge.search.terms import TermDirectory

# claims are found through their issue unless they are asked for by kind
CLAIMS = ("cause", "remedy")
KINDS_BY_DEFAULT = ("issue", "faq", "resistance", "protocol", "reference")
# So many rows are ranked in some 30 ms. Where more are expected, those on the lists of their words are, and a
# name of several words matches wherever all of them stand: side by side cannot be looked up, only read.
RANKED_AT_MOST = 3000
KIND, EVIDENCE = "kind", "evidence"


@dataclass(frozen=True)
class Condition:
    """A piece of a WHERE clause; `sql` may be empty."""

    sql: str
    parameters: dict[str, Any]


def filters(request: SearchRequest, *, without: str = "") -> Condition:
    """Every chosen filter; one facet or measured quantity is left out if named."""
    clauses: list[str] = []
    parameters: dict[str, Any] = {}
    for name, codes in chosen_codes(request).items():
        if name != without:
            clauses.append(f"facets && %({name}_codes)s::integer[]")
            parameters[f"{name}_codes"] = codes
    if not request.kinds or without == KIND:
        clauses.append("kind <> ALL (%(claims)s::text[])")
        parameters["claims"] = list(CLAIMS)
    for name, span in request.spans.items():
        if name != without:
            clauses += _within(name, span.least, span.most, parameters)
    return Condition(" AND ".join(clauses), parameters)


def chosen_codes(request: SearchRequest) -> dict[str, list[int]]:
    """Facet -> the numbers of its chosen values (knowledge/search/facet_codes.py)."""
    chosen = {facet.replace("-", "_"): [term.pk for term in terms] for facet, terms in request.terms.items()}
    if request.kinds:
        chosen[KIND] = [facet_codes.of_kind(kind) for kind in request.kinds]
    if request.grades:
        chosen[EVIDENCE] = [facet_codes.of_grade(grade) for grade in request.grades]
    return chosen


def _within(name: str, least: float | None, most: float | None, parameters: dict[str, Any]) -> list[str]:
    clauses = []
    for end, value, sign in (("min", least, ">="), ("max", most, "<=")):
        if value is not None:
            parameters[f"{name}_{end}"] = value
            clauses.append(f"{name} {sign} %({name}_{end})s")
    return clauses


def matches(understood: Understood, request: SearchRequest, *, loose: bool = False) -> Condition:
    """What was asked for in words; everything where no text was typed, nothing where none was understood."""
    if not request.text:
        return Condition("", {})
    if understood.is_empty:
        return Condition("false", {})
    return Condition("words @@ %(asked)s::tsquery", {"asked": understood.query(loose=loose)})


def joined(*conditions: Condition) -> Condition:
    """All of them; `true` where none says anything."""
    clauses = [condition.sql for condition in conditions if condition.sql]
    parameters = {name: value for each in conditions for name, value in each.parameters.items()}
    return Condition(" AND ".join(clauses) or "true", parameters)


def expected(understood: Understood, request: SearchRequest, directory: TermDirectory) -> int:
    """How many rows will match, words and filters taken as independent of each other."""
    total = directory.entries
    if not total:
        return 0
    share = 1.0
    if request.text:
        missing = 1.0
        for concept in understood.finding:
            missing *= 1 - min(concept.entries / total, 1)
        share = 1 - missing
        if any(concept.is_required for concept in understood.finding):
            required = [concept for concept in understood.finding if concept.is_required]
            share = min(min(concept.entries / total, 1) for concept in required)
    for terms in request.terms.values():
        filed = sum(directory.filed[term.pk].entries for term in terms if term.pk in directory.filed)
        share *= min(filed / total, 1)
    return round(total * share)
