"""Reading what is not public, for curators: with all that stands in it, whatever its status."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from knowledge.models import FAQ, Cause, Issue, Protocol, Record, Reference, Remedy, ResistanceRecord
from knowledge.services.measured_tables import with_year

_TERMS = ("terms__facet", "terms__parent__facet")
_CITING = (*_TERMS, "citations__reference")
_CAUSE = (*_CITING, "issue")
_REMEDY = (*_CITING, "issue", "addresses__cause", "resistance_records")
_SHOWN: Mapping[type[Record], tuple[str, ...]] = {
    Issue: (
        *_CITING,
        "see_also",
        *("first_steps__protocol", "first_steps__citations__reference"),
        *("signs__technique", "signs__points_to__cause", "signs__citations__reference"),
        *(f"causes__{name}" for name in _CAUSE),
        *(f"remedies__{name}" for name in _REMEDY),
    ),
    Cause: _CAUSE,
    Remedy: _REMEDY,
    FAQ: (*_CITING, "points__technique", "points__citations__reference"),
    ResistanceRecord: (*_CITING, "remedies"),
    Protocol: (
        *_CITING,
        *("stages__steps__technique", "stages__steps__parameters", "stages__steps__outcomes__issue"),
        *("stages__steps__citations__reference", "pitfalls__citations__reference"),
    ),
    Reference: (*_TERMS, "candidates", "copies", "same_work_as"),
}


def with_status(model: type[Record], *status: str) -> "QuerySet[Any]":
    """Records of a kind whose own status is one of these, in a fixed number of queries."""
    found: QuerySet[Any] = model._default_manager.filter(status__in=status)
    if model is ResistanceRecord:
        found = with_year(found).order_by("code")
    return found.select_related("source_document").prefetch_related(*_SHOWN[model])
