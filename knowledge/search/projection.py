"""From a public record to its row of the projection: what is shown, what is searched, what is counted."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from knowledge.models import CONTENT_MODELS, Record, ResistanceRecord, Term
from knowledge.models.record import Passage
from knowledge.search import facet_codes
from knowledge.search.grading import grade_of
from knowledge.search.index_words import identifier_word, term_word
from knowledge.search.measured import MEASURED
from knowledge.search.normalise import fold
from knowledge.search.quantities import quantities_in
from knowledge.search.suggestions import Start, starts_of

# room for the positions of one kind, so that browsing goes kind by kind
POSITIONS_A_KIND = 100_000_000


_TEXTS = ("heading_words", "lead_words", "passage_words", "aside_words")


@dataclass(frozen=True)
class Projected:
    """`columns` are those of SearchEntry and SearchIndex by name, with the normalised texts of each weight as
    `heading_words`, `lead_words`, `passage_words` and `aside_words`, and `derived_words` as a tsvector.
    """

    columns: dict[str, Any]
    starts: list[Start]

    @property
    def words(self) -> set[str]:
        """The distinct normalised words."""
        texts = (self.columns[name] for name in _TEXTS)
        return {word for text in texts for word in text.split()}


def projected(record: Record) -> Projected:
    """The row of a record with everything that it reads (knowledge/search/gathering.py)."""
    passages = [*record.passages, *record.asides]
    heading = fold(f"{record.code} {record.heading}")
    lead = fold("\n".join((record.lead, *record.other_wordings)))
    body = fold("\n".join(passage.text for passage in record.passages))
    aside = fold("\n".join(passage.text for passage in record.asides))
    terms = sorted(_with_parents(list(record.terms.all())))
    grade = grade_of(record)
    measured = _measured(record)
    columns = {
        "content_type_id": ContentType.objects.get_for_model(record).pk,
        "object_id": record.pk,
        "kind": record.kind,
        "code": record.code,
        "title": record.heading,
        "lead": record.lead,
        "passages": passages,
        "url": record.get_absolute_url(),
        "position": _position(record),
        "terms": terms,
        "evidence": grade or "",
        "facets": _facets(record, terms, grade, measured),
        "heading_words": heading,
        "lead_words": lead,
        "passage_words": body,
        "aside_words": aside,
        "derived_words": _derived_words(record, passages, terms),
        "length": sum(text.count(" ") + 1 for text in (heading, lead, body) if text),
        **measured,
    }
    return Projected(columns, starts_of(record))


def _derived_words(record: Record, passages: list[Passage], terms: list[int]) -> str:
    """As text of a tsvector: what a record is filed under and what it measures weigh like its passages."""
    texts = (record.heading, record.lead, *record.other_wordings, *(text for _, text in passages))
    quantities = quantities_in("\n".join(texts))
    words = [identifier_word(record.code), *map(term_word, terms), *quantities]
    return " ".join(f"'{word}':1C" for word in words)


def _facets(
    record: Record, terms: list[int], grade: str | None, measured: dict[str, float | None]
) -> list[int]:
    bins = [
        facet_codes.of_bin(name, place)
        for name, value in measured.items()
        if value is not None
        for place in MEASURED[name].places_of(value)
    ]
    grades = [facet_codes.of_grade(grade)] if grade else []
    return [*terms, facet_codes.of_kind(record.kind), *grades, *bins]


def _measured(record: Record) -> dict[str, float | None]:
    """The quantities of a data row, a bound counted at its number; null for every other kind."""
    if not isinstance(record, ResistanceRecord):
        return dict.fromkeys(MEASURED)
    stated = {**vars(record), "factor": record.factor, "ccd_ma_cm2": record.ccd_final_ma_cm2}
    return {name: None if stated[name] is None else float(stated[name]) for name in MEASURED}


def _position(record: Record) -> int:
    kinds = [model.kind for model in CONTENT_MODELS]
    within = getattr(record, "position", 0) or getattr(record, "number", 0) or 0
    return kinds.index(record.kind) * POSITIONS_A_KIND + within


def _with_parents(terms: list[Term]) -> set[int]:
    return {term.pk for term in terms} | {term.parent_id for term in terms if term.parent_id}
