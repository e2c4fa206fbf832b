"""Rendering of formulae, units, citations, terms and identifiers."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from knowledge import typography
from knowledge.models import CONTENT_MODELS, Citation, Record, Reference, Term
from knowledge.services.reading import PlacedNote

register = template.Library()

KIND_LABELS = {model.kind: model.kind_label for model in CONTENT_MODELS}
# In running use these are known by their short names: EIS, XPS, NZSP, Na3Zr2Si2PO12.
FACETS_WITH_SHORT_NAMES = {"technique", "material"}


@register.filter
def typeset(text: str) -> SafeString:
    """Safe HTML with true subscripts in formulae and no break before a unit."""
    return typography.typeset(text)


@register.filter
def authors_line(reference: Reference) -> str:
    """The first three authors, with one full stop."""
    named = ", ".join(reference.authors[:3]) + (" and others" if len(reference.authors) > 3 else "")
    return full_stop(named)


@register.filter
def full_stop(text: str) -> str:
    """The text with one full stop at its end: many names end in one already."""
    return text if text.endswith(".") else f"{text}."


@register.filter
def local_code(code: str) -> str:
    """What is enough to name a claim on the page of its issue: T-AN-01-C1 as C1."""
    return code.rsplit("-", 1)[-1]


@register.filter
def api_address(record: Record) -> str:
    """The address of the record in the API."""
    return reverse(f"api:{record.kind}-detail", args=[record.code])


@register.filter
def kind_label(kind: str) -> str:
    return KIND_LABELS[kind]


@register.filter
def term_name(term: Term) -> str:
    return term.short_name if term.facet.slug in FACETS_WITH_SHORT_NAMES else term.label


@register.filter
def search_query(term: Term) -> str:
    """The query string of a search for everything filed under the term."""
    return urlencode({term.facet.slug: term.slug})


@register.filter
def in_facet(terms: Iterable[Term], facet: str) -> list[Term]:
    return [term for term in terms if term.facet.slug == facet]


@register.filter
def grouped_by(records: Iterable[Record], field: str) -> list[tuple[str, list[Record]]]:
    """Records under the value of a field, the values in the order in which they first come."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(getattr(record, field), []).append(record)
    return list(groups.items())


@register.inclusion_tag("knowledge/partials/citations.html")
def citations(claim: Any, on_this_page: bool = False) -> dict[str, Any]:
    """The marks of a claim, each a link to its reference: on its page, or in the list on this page.

    Those that contradict the claim come first.
    """
    return {"groups": _by_reference(claim.citations.all()), "on_this_page": on_this_page}


def _by_reference(citations: Iterable[Citation]) -> list[tuple[Reference, bool, str]]:
    """Each reference once: whether it contradicts the claim, and the places in it that are cited."""
    places: dict[tuple[Reference, bool], list[str]] = {}
    for citation in sorted(citations, key=lambda citation: not contradicts(citation)):
        places.setdefault((citation.reference, contradicts(citation)), []).append(citation.locator)
    return [
        (reference, against, "; ".join(filter(None, found))) for (reference, against), found in places.items()
    ]


@register.filter
def contradicts(citation: Citation) -> bool:
    return citation.stance == Citation.Stance.CONTRADICTS


@register.inclusion_tag("knowledge/partials/dispute.html")
def dispute(claim: Any) -> dict[str, Any]:
    """That sources disagree on a claim: those against it first, then those for it. Else nothing."""
    cited = claim.citations.all()
    against = dict.fromkeys(each.reference for each in cited if contradicts(each))
    supporting = dict.fromkeys(each.reference for each in cited if not contradicts(each))
    return {"against": list(against), "supporting": list(supporting)}


@register.inclusion_tag("knowledge/partials/curator_notes.html")
def curator_notes(notes: dict[str, list[PlacedNote]], code: str) -> dict[str, Any]:
    """The curator's notes that concern an identifier: in full where they come first on the page."""
    return {"notes": notes.get(code, [])}
