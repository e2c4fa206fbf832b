"""Which rows of the index a search lets through, as SQL with parameters."""

import math
from dataclasses import dataclass
from typing import Any

from knowledge.search import facet_codes
from knowledge.search.concepts import Understood
from knowledge.search.parameters import SearchRequest, Span
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


def filters(request: SearchRequest) -> dict[str, Condition]:
    """Each chosen facet and measured quantity, and what it lets through."""
    chosen = {facet: _any_of(facet, [term.pk for term in terms]) for facet, terms in request.terms.items()}
    if request.kinds:
        chosen[KIND] = _any_of(KIND, [facet_codes.of_kind(kind) for kind in request.kinds])
    if request.grades:
        chosen[EVIDENCE] = _any_of(EVIDENCE, [facet_codes.of_grade(grade) for grade in request.grades])
    return chosen | {name: _within(name, span) for name, span in request.spans.items()}


def filtered(request: SearchRequest, *, without: str = "") -> Condition:
    """All chosen filters but one; claims only where they were asked for by kind."""
    chosen = [condition for name, condition in filters(request).items() if name != without]
    if not request.kinds or without == KIND:
        chosen.append(Condition("kind <> ALL (%(claims)s::text[])", {"claims": list(CLAIMS)}))
    return joined(*chosen)


def _any_of(name: str, codes: list[int]) -> Condition:
    """`codes` are those of knowledge/search/facet_codes.py."""
    parameter = f"{name}_codes".replace("-", "_")
    return Condition(f"facets && %({parameter})s::integer[]", {parameter: codes})


def _within(name: str, span: Span) -> Condition:
    ends = {">=": ("least", span.least), "<=": ("most", span.most)}
    given = {sign: (f"{name}_{end}", value) for sign, (end, value) in ends.items() if value is not None}
    return Condition(
        " AND ".join(f"{name} {sign} %({parameter})s" for sign, (parameter, _) in given.items()),
        dict(given.values()),
    )


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
        shares = [min(concept.entries / total, 1) for concept in understood.demanded]
        if any(concept.is_required for concept in understood.demanded):
            share = min(shares)
        else:
            share = 1 - math.prod(1 - each for each in shares)
    for terms in request.terms.values():
        filed = sum(directory.filed[term.pk].entries for term in terms if term.pk in directory.filed)
        share *= min(filed / total, 1)
    return round(total * share)
