"""Where a term leads: to its own page, or to a search for everything filed under it."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from knowledge.models import Term

register = template.Library()

# facets whose terms have a page; the address of each has the facet's own name (knowledge/pages/urls.py)
FACETS_WITH_PAGES = ("technique", "material", "mechanism")


@register.filter
def term_address(term: Term) -> str:
    """`/techniques/eis/`, or `/search/?strategy=doping` for a term of another facet."""
    facet = term.facet.slug
    if facet in FACETS_WITH_PAGES:
        return reverse(facet, args=[term.slug])
    return f"{reverse('search')}?{urlencode({facet: term.slug})}"
