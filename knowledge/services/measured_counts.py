"""How many measured records each option of each filter would leave."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Func, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from knowledge.models import ResistanceRecord, SearchEntry
from knowledge.search import facet_codes
from knowledge.services.measured_request import CHOICES, EVIDENCE, MeasuredRequest
from knowledge.services.measured_tables import narrowed

_EVERYTHING, _UNFILTERED = "everything", "unfiltered"


@dataclass(frozen=True)
class FilterCounts:
    """How many records each option would leave, the filter of the option itself not counted.

    `everything` holds the codes of terms and grades (knowledge/search/facet_codes.py) under the whole filter,
    `unfiltered` those of all published records.
    """

    everything: dict[str, int]
    unfiltered: dict[str, int]
    by_filter: dict[str, dict[str, int]]

    def of_term(self, facet: str, term_id: int) -> int:
        return self.by_filter.get(facet, self.everything).get(str(term_id), 0)

    def is_filed(self, term_id: int) -> bool:
        """Whether the term can ever lead to a record."""
        return str(term_id) in self.unfiltered

    def of_grade(self, grade: str) -> int:
        return self.by_filter.get(EVIDENCE, self.everything).get(str(facet_codes.of_grade(grade)), 0)

    def whole_of_grade(self, grade: str) -> int:
        """How many of the records under the whole filter have this grade."""
        return self.everything.get(str(facet_codes.of_grade(grade)), 0)

    def of_choice(self, name: str, value: str) -> int:
        return self.by_filter[name].get(value, 0)


def counts(request: MeasuredRequest) -> FilterCounts:
    """One query, whatever is chosen."""
    apart = [*request.terms, *[EVIDENCE] * bool(request.grades)]
    ways = [
        *(_codes(name, narrowed(request, without=name)) for name in (_EVERYTHING, *apart)),
        _codes(_UNFILTERED, narrowed(MeasuredRequest())),
        *(_values(name, narrowed(request, without=name)) for name in CHOICES),
    ]
    found: dict[str, dict[str, int]] = {name: {} for name in (_EVERYTHING, _UNFILTERED, *apart, *CHOICES)}
    for name, value, count in ways[0].union(*ways[1:], all=True):
        found[name][value] = count
    return FilterCounts(found.pop(_EVERYTHING), found.pop(_UNFILTERED), found)


def _codes(name: str, records: QuerySet[ResistanceRecord]) -> "QuerySet[Any, Any]":
    entries = SearchEntry.objects.of_kinds([ResistanceRecord.kind]).filter(object_id__in=records.values("pk"))
    unnested = Func(F("index__facets"), function="unnest", output_field=IntegerField(), set_returning=True)
    return _counted(name, entries.order_by().annotate(option=Cast(unnested, CharField())))


def _values(name: str, records: QuerySet[ResistanceRecord]) -> "QuerySet[Any, Any]":
    stated = records.filter(**{f"{name}__isnull": False})
    return _counted(name, stated.annotate(option=F(name)))


def _counted(name: str, rows: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    counted: QuerySet[Any, Any] = rows.values("option").annotate(count=Count("pk"), filter_name=Value(name))
    return counted.values_list("filter_name", "option", "count")
