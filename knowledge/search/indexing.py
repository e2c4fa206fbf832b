"""The one writer of the projection."""

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value
from django.db.models.expressions import Combinable

from knowledge.models import CONTENT_MODELS, Record, SearchEntry, Term
from knowledge.search.grading import grade_of
from knowledge.search.normalise import fold
from knowledge.search.understanding import CONFIG

# room for the positions of one kind, so that browsing goes kind by kind
POSITIONS_A_KIND = 1_000_000
# what an entry reads of its record, so that a rebuild does not ask for it record by record
_READ_BY_ENTRY = {
    "issue": (
        *("causes__citations__reference", "remedies__citations__reference"),
        "remedies__resistance_records",
    ),
    "cause": ("issue", "citations__reference"),
    "remedy": ("issue", "citations__reference", "resistance_records"),
    "faq": ("points__citations__reference",),
    "resistance": ("citations__reference",),
    "protocol": (
        *("stages__steps__citations__reference", "stages__steps__parameters", "stages__steps__outcomes"),
        "pitfalls",
    ),
}


def index(record: Record) -> bool:
    """Bring one record's entry up to date; whether the public sees a difference (it is or was public)."""
    content_type = ContentType.objects.get_for_model(record)
    key = {"content_type": content_type, "object_id": record.pk}
    if not record.is_public:
        deleted, _ = SearchEntry.objects.filter(**key).delete()
        return deleted > 0
    SearchEntry.objects.update_or_create(**key, defaults=_entry(record))
    return True


@transaction.atomic
def rebuild() -> int:
    """Write the whole projection anew, in one transaction so that readers see the old or the new.

    A second rebuild changes nothing. Returns the number of entries.
    """
    for model in CONTENT_MODELS:
        published = model.objects.published()
        for record in published.prefetch_related("terms", *_READ_BY_ENTRY.get(model.kind, ())):
            index(record)
        gone = SearchEntry.objects.filter(kind=model.kind).exclude(object_id__in=published.values("pk"))
        gone.delete()
    return SearchEntry.objects.count()


def _entry(record: Record) -> dict[str, object]:
    return {
        "kind": record.kind,
        "code": record.code,
        "title": record.heading,
        "lead": record.lead,
        "body": record.searched_text,
        "url": record.get_absolute_url(),
        "position": _position(record),
        "terms": sorted(_with_parents(list(record.terms.all()))),
        "evidence": grade_of(record) or "",
        "vector": _vector(record),
    }


def _position(record: Record) -> int:
    kinds = [model.kind for model in CONTENT_MODELS]
    within = getattr(record, "position", 0) or getattr(record, "number", 0) or 0
    return kinds.index(record.kind) * POSITIONS_A_KIND + within


def _with_parents(terms: list[Term]) -> set[int]:
    return {term.pk for term in terms} | {term.parent_id for term in terms if term.parent_id}


def _vector(record: Record) -> Combinable:
    heading = SearchVector(Value(fold(f"{record.code} {record.heading}")), weight="A", config=CONFIG)
    lead = SearchVector(Value(fold(record.lead)), weight="B", config=CONFIG)
    body = SearchVector(Value(fold(record.searched_text)), weight="C", config=CONFIG)
    return heading + lead + body
