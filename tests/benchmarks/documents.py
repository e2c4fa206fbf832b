"""What the other engines are given: the texts of the projection, normalised as our own index has them."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import QuerySet

from knowledge.models import SearchEntry, Term
from knowledge.search.matching import KINDS_BY_DEFAULT
from knowledge.search.normalise import fold

FACETS = ("interface", "technique", "material", "mechanism", "strategy", "family")


class Document(NamedTuple):
    """One record that a search finds by default; `terms` are the slugs of each of FACETS, in that order."""

    number: int
    code: str
    kind: str
    evidence: str
    title: str
    text: str
    terms: tuple[list[str], ...]


def documents() -> Iterator[Document]:
    """All of them, streamed."""
    terms = {term.pk: (term.facet.slug, term.slug) for term in Term.objects.select_related("facet")}
    for entry in entries().order_by("pk").iterator(chunk_size=1000):
        filed = [terms[key] for key in entry.terms]
        yield Document(
            entry.pk,
            entry.code,
            entry.kind,
            entry.evidence,
            fold(entry.title),
            fold("\n".join((entry.lead, *(text for _, text in entry.passages)))),
            tuple([slug for facet, slug in filed if facet == name] for name in FACETS),
        )


def entries() -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(kind__in=KINDS_BY_DEFAULT)
