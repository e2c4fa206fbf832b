"""What the portal holds under one term: how many records of each kind, and the best supported of them."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, Value, When, Window
from django.db.models.functions import RowNumber

from knowledge.models import CONTENT_MODELS, SearchEntry, Term
from knowledge.models.evidence import Grade

SHOWN_OF_A_KIND = 10


@dataclass(frozen=True)
class Holding:
    """Records of one kind under a term: the first of them, and how many there are in all."""

    kind: str
    label: str
    entries: list[SearchEntry]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.entries)


def holdings(term: Term) -> list[Holding]:
    """Kind by kind, none empty, in one query. Of equal support what comes first in its list comes first."""
    shown: dict[str, list[SearchEntry]] = {}
    for entry in _best(term):
        shown.setdefault(entry.kind, []).append(entry)
    return [
        Holding(model.kind, model.kind_label_plural, found, found[0].of_its_kind)  # type: ignore[attr-defined]
        for model in CONTENT_MODELS
        if (found := shown.get(model.kind))
    ]


def _best(term: Term) -> list[SearchEntry]:
    strength = Case(
        *(When(evidence=grade.value, then=Value(place)) for place, grade in enumerate(Grade)),
        default=Value(len(Grade)),
        output_field=IntegerField(),
    )
    order = [strength.asc(), F("position").asc(), F("code").asc()]
    entries = SearchEntry.objects.with_any_term([term.pk]).annotate(
        place=Window(RowNumber(), partition_by=F("kind"), order_by=order),
        of_its_kind=Window(Count("pk"), partition_by=F("kind")),
    )
    best = entries.filter(place__lte=SHOWN_OF_A_KIND).order_by("kind", "place")
    return list(best.only("kind", "code", "title", "lead", "url", "evidence"))
