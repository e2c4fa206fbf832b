"""The address of a search: the way back from what was understood to what one would type."""

from urllib.parse import urlencode

from knowledge.search.parameters import DEFAULT_PAGE_SIZE, SearchRequest, Span

# of a number in an address, as the reader of parameters takes it
_MOST_DECIMALS = 9


def query_string(request: SearchRequest) -> str:
    """`q=resistance&interface=cathode`, which `read_search` reads as this request; empty for everything.

    The same search has one query string, in whatever order and by whatever synonyms it was asked for.
    """
    pairs: list[tuple[str, object]] = [("q", request.text)] if request.text else []
    pairs += [("kind", kind) for kind in request.kinds]
    pairs += [(facet, term.slug) for facet, terms in request.terms.items() for term in terms]
    pairs += [("evidence", grade) for grade in request.grades]
    for name, span in request.spans.items():
        pairs += _ends(name, span)
    pairs += [(name, "true") for name in ("exact", "explain") if getattr(request, name)]
    if request.page > 1:
        pairs.append(("page", request.page))
    if request.page_size != DEFAULT_PAGE_SIZE:
        pairs.append(("page_size", request.page_size))
    return urlencode(pairs)


def number(value: float) -> str:
    """A number as it stands in an address and in a field: 146, 0.05, 1e+12."""
    text = f"{value:.12g}"
    return text if len(text.partition(".")[2]) <= _MOST_DECIMALS else f"{value:.{_MOST_DECIMALS}e}"


def _ends(name: str, span: Span) -> list[tuple[str, object]]:
    ends = ((f"{name}_min", span.least), (f"{name}_max", span.most))
    return [(parameter, number(value)) for parameter, value in ends if value is not None]
