"""Where nothing was found: the nearest searches that do find something, with their counts."""

from dataclasses import dataclass, replace

from knowledge.search.facets import count
from knowledge.search.parameters import SearchRequest
from knowledge.search.terms import TermDirectory
from knowledge.search.understanding import understand

MOST = 5
# each costs a count
_TRIED = 8


@dataclass(frozen=True)
class Nearest:
    """`why` tells how it differs from what was asked."""

    request: SearchRequest
    why: str
    count: int


def nearest(request: SearchRequest, directory: TermDirectory) -> list[Nearest]:
    """The closest first; empty where nothing near finds anything either."""
    found = []
    for why, near in _near(request)[:_TRIED]:
        understood = understand(near.text, directory, exact=near.exact)
        number = count(understood, near, directory).count
        if number:
            found.append(Nearest(near, why, number))
    return found[:MOST]


def _near(request: SearchRequest) -> list[tuple[str, SearchRequest]]:
    first = replace(request, page=1, explain=False)
    near: list[tuple[str, SearchRequest]] = []
    has_filters = request.kinds or request.terms or request.grades or request.spans
    if request.exact:
        near.append(("with other names and spellings", replace(first, exact=False)))
    if has_filters:
        without = replace(first, kinds=[], terms={}, grades=[], spans={})
        near.append(("without filters", without))
        near += [(f"without {name}", _without(first, name)) for name in (*request.terms, *request.spans)]
    if '"' in request.text or " -" in f" {request.text}":
        plain = " ".join(word.lstrip("-") for word in request.text.replace('"', " ").split())
        near.append(("as plain words", replace(first, text=plain)))
    return near


def _without(request: SearchRequest, name: str) -> SearchRequest:
    terms = {facet: terms for facet, terms in request.terms.items() if facet != name}
    spans = {quantity: span for quantity, span in request.spans.items() if quantity != name}
    return replace(request, terms=terms, spans=spans)
