"""Everything that is counted is a number in SearchIndex.facets: a term its id, the rest negative codes.

So one unnest of one array counts kinds, grades, terms and bins together.
"""

from knowledge.models import CONTENT_MODELS
from knowledge.models.evidence import Grade
from knowledge.search.measured import MEASURED

# permanent like the rows that hold them: a change needs `rebuild_search`
_KINDS = {model.kind: -1 - place for place, model in enumerate(CONTENT_MODELS)}
_GRADES = {grade.value: -101 - place for place, grade in enumerate(Grade)}
_BINS_A_QUANTITY = 100


def of_kind(kind: str) -> int:
    return _KINDS[kind]


def of_grade(grade: str) -> int:
    return _GRADES[grade]


def of_bin(quantity: str, place: int) -> int:
    """The bin at this place among those of a measured quantity (knowledge/search/measured.py)."""
    first = -1001 - _BINS_A_QUANTITY * list(MEASURED).index(quantity)
    return first - place
