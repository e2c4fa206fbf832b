"""Techniques, materials and mechanisms: what the portal holds under each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from knowledge.models import Term
from knowledge.search.terms import TermDirectory
from knowledge.services.term_holdings import holdings


@require_safe
def term(request: HttpRequest, slug: str, facet: str) -> HttpResponse:
    """The page of a term. Any other name of it, in any letter case, leads to its canonical address."""
    directory = TermDirectory.load()
    found = directory.find(facet, slug)
    if found is None:
        raise Http404(f"There is no {facet} {slug}.")
    if found.slug != slug:
        return redirect(facet, slug=found.slug)
    context = {
        "term": found,
        "other_names": _other_names(found),
        "beside": _beside(found, directory),
        "children": [each for each in directory.of_facet(facet) if each.parent_id == found.pk],
        "holdings": holdings(found),
    }
    return render(request, "knowledge/term.html", context)


def _other_names(term: Term) -> list[str]:
    """What else it is called, each in one spelling; the heading has its label and its short name."""
    heading = {term.label.casefold(), term.short_name.casefold()}
    names = {name.casefold(): name for name in reversed([*term.abbreviations, *term.synonyms])}
    return [name for folded, name in reversed(names.items()) if folded not in heading]


def _beside(term: Term, directory: TermDirectory) -> list[Term]:
    """The other terms of the same parent."""
    if term.parent_id is None:
        return []
    siblings = directory.of_facet(term.facet.slug)
    return [each for each in siblings if each.parent_id == term.parent_id and each != term]
