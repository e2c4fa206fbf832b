"""The filters of a search as the page shows them: options, bins, tabs, and what is on with its way back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse

from knowledge.search.facets import FacetCounts, FacetValue, MeasuredCounts
from knowledge.search.matching import EVIDENCE, KIND, KINDS_BY_DEFAULT
from knowledge.search.measured import Bin, MeasuredQuantity
from knowledge.search.parameters import SearchRequest, Span
from knowledge.search.query import SearchPage
from knowledge.services.search_address import number, query_string

# From so many options on, those without results are folded away: more fill a screen beside the results.
LONG_FACET = 12


@dataclass(frozen=True)
class Group:
    """Options under the class that they belong to; `heading` is empty where there is none."""

    heading: str
    values: list[FacetValue]


@dataclass(frozen=True)
class ShownFacet:
    """`folded` are the options of a long facet that lead nowhere now."""

    slug: str
    label: str
    is_open: bool
    groups: list[Group]
    folded: list[Group]

    @property
    def folded_count(self) -> int:
        return sum(len(group.values) for group in self.folded)


@dataclass(frozen=True)
class ShownBin:
    label: str
    count: int
    is_chosen: bool
    address: str


@dataclass(frozen=True)
class ShownQuantity:
    """`least` and `most` are the ends of the chosen span as one would type them."""

    quantity: MeasuredQuantity
    is_open: bool
    least: str
    most: str
    bins: list[ShownBin]


@dataclass(frozen=True)
class Chip:
    """One choice, and the address of the search without it."""

    label: str
    address: str


@dataclass(frozen=True)
class ChosenFilter:
    """A filter that is on; `more` results would come without it, at `address`."""

    label: str
    chips: list[Chip]
    more: int
    address: str


@dataclass(frozen=True)
class Tab:
    label: str
    count: int
    is_chosen: bool
    address: str


def address(request: SearchRequest) -> str:
    """The page of a search."""
    query = query_string(request)
    return f"{reverse('search')}?{query}" if query else reverse("search")


def without_filters(request: SearchRequest) -> SearchRequest:
    return replace(request, kinds=[], terms={}, grades=[], spans={}, page=1)


def shown_facets(results: SearchPage) -> list[ShownFacet]:
    """Every facet but the kind, which has its tabs; the first one, and those with a choice, are open."""
    facets = [facet for facet in results.facets if facet.slug != KIND and facet.values]
    return [_shown(facet, is_first=place == 0) for place, facet in enumerate(facets)]


def _shown(facet: FacetCounts, *, is_first: bool) -> ShownFacet:
    is_long = len(facet.values) > LONG_FACET
    leading = [value for value in facet.values if value.count or value.selected or not is_long]
    others = [value for value in facet.values if is_long and not (value.count or value.selected)]
    is_open = is_first or bool(facet.selected)
    return ShownFacet(facet.slug, facet.label, is_open, _grouped(leading), _grouped(others))


def _grouped(values: Iterable[FacetValue]) -> list[Group]:
    """Groups, and the values in each, in the order of the facet."""
    groups: dict[str, list[FacetValue]] = {}
    for value in values:
        groups.setdefault(value.group, []).append(value)
    return [Group(heading, found) for heading, found in groups.items()]


def shown_quantities(results: SearchPage) -> list[ShownQuantity]:
    return [_quantity(results.request, measured) for measured in results.measured]


def _quantity(request: SearchRequest, measured: MeasuredCounts) -> ShownQuantity:
    span = measured.span or Span(None, None)
    least, most = ("" if end is None else number(end) for end in (span.least, span.most))
    bins = [
        ShownBin(
            each.bin.label,
            each.count,
            each.selected,
            address(_with_span(request, measured.quantity.name, Span(each.bin.least, each.bin.most))),
        )
        for each in measured.bins
    ]
    return ShownQuantity(measured.quantity, measured.span is not None, least, most, bins)


def kind_tabs(results: SearchPage) -> list[Tab]:
    """The kinds; the tab of all is the address of `with_values(request, KIND, [])`."""
    (kinds,) = (facet for facet in results.facets if facet.slug == KIND)
    return [
        Tab(
            kind.label,
            kind.count,
            kind.selected,
            address(with_values(results.request, KIND, [kind.value])),
        )
        for kind in kinds.values
    ]


def count_of_every_kind(results: SearchPage) -> int:
    """What the tab of all would find: causes and remedies are only found when asked for."""
    (kinds,) = (facet for facet in results.facets if facet.slug == KIND)
    return sum(kind.count for kind in kinds.values if kind.value in KINDS_BY_DEFAULT)


def chosen_filters(results: SearchPage) -> list[ChosenFilter]:
    """Every filter that is on, kind and measured quantities included."""
    request = results.request
    chosen = [_chosen_values(request, facet) for facet in results.facets if facet.selected]
    chosen += [
        _chosen_span(request, measured.quantity, measured.span, measured.more)
        for measured in results.measured
        if measured.span
    ]
    return chosen


def _chosen_values(request: SearchRequest, facet: FacetCounts) -> ChosenFilter:
    values = [value.value for value in facet.selected]
    chips = [
        Chip(
            value.label,
            address(with_values(request, facet.slug, [other for other in values if other != value.value])),
        )
        for value in facet.selected
    ]
    return ChosenFilter(facet.label, chips, facet.more, address(with_values(request, facet.slug, [])))


def _chosen_span(request: SearchRequest, quantity: MeasuredQuantity, span: Span, more: int) -> ChosenFilter:
    without = address(_with_span(request, quantity.name, None))
    label = f"{Bin(span.least, span.most).label} {quantity.unit}".strip()
    return ChosenFilter(quantity.label, [Chip(label, without)], more, without)


def with_values(request: SearchRequest, facet: str, values: list[str]) -> SearchRequest:
    """The first page of the search with only these values of a facet; a term must be on already."""
    if facet == KIND:
        return replace(request, kinds=values, page=1)
    if facet == EVIDENCE:
        return replace(request, grades=values, page=1)
    kept = [term for term in request.terms.get(facet, []) if term.slug in values]
    terms = {slug: kept if slug == facet else terms for slug, terms in request.terms.items()}
    return replace(request, terms={slug: terms for slug, terms in terms.items() if terms}, page=1)


def _with_span(request: SearchRequest, name: str, span: Span | None) -> SearchRequest:
    spans = {other: chosen for other, chosen in request.spans.items() if other != name}
    return replace(request, spans={**spans, name: span} if span else spans, page=1)
