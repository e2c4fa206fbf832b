"""How many public records a search for each term alone finds."""

from knowledge.search.concepts import Understood
from knowledge.search.facets import count
from knowledge.search.parameters import SearchRequest
from knowledge.search.terms import TermDirectory


def term_counts(directory: TermDirectory) -> dict[tuple[str, str], int]:
    """By facet slug and term slug, in one statement."""
    counted = count(Understood(), SearchRequest(), directory)
    return {(facet.slug, value.value): value.count for facet in counted.facets for value in facet.values}
