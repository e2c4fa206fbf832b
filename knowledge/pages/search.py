"""The search page. Every state of it is an address; htmx only swaps its parts."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from access import roles
from knowledge.pages.search_filters import (
    address,
    chosen_filters,
    count_of_every_kind,
    kind_tabs,
    shown_facets,
    shown_quantities,
    with_values,
    without_filters,
)
from knowledge.pages.search_hits import best_match, shown_hits
from knowledge.search.facets import KIND_LABELS
from knowledge.search.identifiers import locate
from knowledge.search.matching import KIND, KINDS_BY_DEFAULT
from knowledge.search.nearest import Nearest
from knowledge.search.parameters import DEFAULT_PAGE_SIZE, BadParameters, SearchRequest, read_search
from knowledge.search.query import PageOutOfRange, SearchPage, SearchTooBroad
from knowledge.search.query import search as find
from knowledge.search.scope import out_of_scope
from knowledge.search.terms import TermDirectory
from knowledge.services import gaps, reading
from knowledge.services.search_address import query_string


@dataclass(frozen=True)
class Link:
    label: str
    address: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    directory = TermDirectory.load()
    try:
        asked = read_search(request.GET, directory, reject_unknown=False)
    except BadParameters as bad:
        return render(request, "400.html", {"faults": bad.faults}, status=400)
    page_of_identifier = locate(asked.text) if asked.text else None
    if page_of_identifier:
        return redirect(page_of_identifier)
    # who asks is looked up only then: any other answer is the same for everybody
    may_explain = asked.explain and roles.may_enter(request.user)
    try:
        results = find(replace(asked, explain=may_explain), directory)
    except SearchTooBroad as broad:
        return _too_broad(request, asked, broad)
    except PageOutOfRange as bad:
        raise Http404(str(bad)) from bad
    context = _context(results, directory)
    if asked.explain and not may_explain:
        context["sign_in"] = f"{reverse('admin:login')}?{urlencode({'next': request.get_full_path()})}"
    response = render(request, "knowledge/search.html", context)
    if gaps.is_gap(results):
        gaps.record(asked.text)
        response["Cache-Control"] = "no-store"
    return response


def _context(results: SearchPage, directory: TermDirectory) -> dict[str, Any]:
    asked = results.request
    hits = shown_hits(results)
    best = best_match(results, hits, directory)
    return {
        "results": results,
        "asked": asked,
        "hits": hits,
        "best": best,
        "tabs": kind_tabs(results),
        "every_kind": count_of_every_kind(results),
        "measured": [hit.measured for hit in hits if hit.measured],
        "facets": shown_facets(results),
        "quantities": shown_quantities(results),
        "chosen": chosen_filters(results),
        "nearest": [_near(each) for each in results.nearest],
        "issues": [] if results.count else reading.counted_issues(),
        "out_of_scope": out_of_scope(results.understood.unknown),
        "families": directory.of_facet("family"),
        "wish": urlencode({"text": asked.text}),
        "is_counted_as_gap": gaps.is_gap(results),
        "addresses": _addresses(results),
        "api_address": f"{reverse('api:search')}?{query_string(asked)}",
        # for formats that hold every row
        "rows_query": query_string(replace(asked, page=1, page_size=DEFAULT_PAGE_SIZE, explain=False)),
    }


def _addresses(results: SearchPage) -> dict[str, str]:
    """Searches that differ from this one in one thing."""
    asked = results.request
    first = replace(asked, page=1)
    return {
        "exact": address(replace(first, exact=True)),
        "not_exact": address(replace(first, exact=False)),
        "every_kind": address(with_values(asked, KIND, [])),
        "without_filters": address(without_filters(asked)),
        "not_explained": address(replace(asked, explain=False)),
        "previous": address(replace(asked, page=asked.page - 1)) if asked.page > 1 else "",
        "next": address(replace(asked, page=asked.page + 1)) if asked.page < results.last_page else "",
    }


def _near(nearest: Nearest) -> dict[str, Any]:
    label = nearest.request.text or "Everything"
    return {"label": label, "address": address(nearest.request), "count": nearest.count, "why": nearest.why}


def _too_broad(request: HttpRequest, asked: SearchRequest, broad: SearchTooBroad) -> HttpResponse:
    """The search was given up: the form to change it, and the kinds as filters that make it narrower."""
    first = replace(asked, page=1, explain=False)
    kinds = (
        []
        if asked.kinds
        else [Link(KIND_LABELS[kind], address(replace(first, kinds=[kind]))) for kind in KINDS_BY_DEFAULT]
    )
    kept = [(name, value) for name, value in parse_qsl(query_string(first)) if name != "q"]
    context = {"asked": first, "why": str(broad), "kinds": kinds, "kept": kept}
    return render(request, "knowledge/search_too_broad.html", context, status=503)
