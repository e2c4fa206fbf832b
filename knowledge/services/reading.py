"""Public reading: published records with all that is shown beside them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Prefetch, Q, QuerySet

from knowledge.models import (
    FAQ,
    Cause,
    Citation,
    CuratorNote,
    FAQPoint,
    Issue,
    Outcome,
    Pitfall,
    Protocol,
    Record,
    Reference,
    Remedy,
    RemedyAddressesCause,
    ResistanceRecord,
    SearchEntry,
    SourceDocument,
    Status,
    Step,
)
from knowledge.models.evidence import Grade
from knowledge.services.prefetching import citations, first_steps, signs, terms
from knowledge.services.public_claims import AnyClaim as AnyClaim
from knowledge.services.public_claims import public_claims

KINDS_SHOWN_AS_RELATED = [Issue.kind, FAQ.kind, Protocol.kind]
KINDS_OF_CLAIMS = [Cause.kind, Remedy.kind, ResistanceRecord.kind]


def published_issues() -> QuerySet[Issue]:
    """Issues whole: first steps, signs, published causes, remedies and issues to see also, with citations."""
    return (
        Issue.objects.published()
        .select_related("source_document")
        .prefetch_related(
            terms(),
            citations(),
            first_steps(),
            signs(),
            Prefetch("causes", queryset=published_causes()),
            Prefetch("remedies", queryset=published_remedies()),
            Prefetch("see_also", queryset=Issue.objects.published()),
        )
    )


def published_issue(code: str) -> Issue | None:
    """The published issue with that identifier, whole, or None."""
    return published_issues().filter(code=code).first()


def published_causes() -> QuerySet[Cause]:
    """Causes with their issue, terms, citations and the published remedies that address them."""
    addressed_by = RemedyAddressesCause.objects.filter(
        remedy__status=Status.PUBLISHED, remedy__issue__status=Status.PUBLISHED
    ).select_related("remedy__issue")
    return (
        Cause.objects.published()
        .select_related("issue", "source_document")
        .prefetch_related(terms(), citations(), Prefetch("addressed_by", queryset=addressed_by))
    )


def published_remedies() -> QuerySet[Remedy]:
    """Remedies with their issue, terms, citations, causes addressed and published measurements."""
    addresses = RemedyAddressesCause.objects.filter(
        cause__status=Status.PUBLISHED, cause__issue__status=Status.PUBLISHED
    ).select_related("cause__issue")
    measured = ResistanceRecord.objects.published().prefetch_related(citations())
    return (
        Remedy.objects.published()
        .select_related("issue", "source_document")
        .prefetch_related(
            terms(),
            citations(),
            Prefetch("addresses", queryset=addresses),
            Prefetch("resistance_records", queryset=measured),
        )
    )


def published_faqs() -> QuerySet[FAQ]:
    """FAQs with their points and the citations of each point."""
    points = FAQPoint.objects.select_related("technique__facet").prefetch_related(citations())
    return (
        FAQ.objects.published()
        .select_related("source_document")
        .prefetch_related(terms(), citations(), Prefetch("points", queryset=points))
    )


def published_resistance_records() -> QuerySet[ResistanceRecord]:
    """Measurements with their citations and the published remedies whose effect they measure."""
    remedies = Remedy.objects.published().select_related("issue")
    return (
        ResistanceRecord.objects.published()
        .select_related("source_document")
        .prefetch_related(terms(), citations(), Prefetch("remedies", queryset=remedies))
    )


def published_protocols() -> QuerySet[Protocol]:
    """Protocols with stages, steps, parameters, outcomes, pitfalls and the citations of each claim."""
    outcomes = Prefetch("outcomes", queryset=Outcome.objects.select_related("issue"))
    steps = Step.objects.select_related("technique__facet").prefetch_related(
        citations(), "parameters", outcomes
    )
    pitfalls = Pitfall.objects.prefetch_related(citations())
    return (
        Protocol.objects.published()
        .select_related("source_document")
        .prefetch_related(
            terms(),
            citations(),
            "stages",
            Prefetch("stages__steps", queryset=steps),
            Prefetch("pitfalls", queryset=pitfalls),
        )
    )


def published_references() -> QuerySet[Reference]:
    """References with their candidates and the published copies of the same work."""
    return (
        Reference.objects.published()
        .select_related("source_document", "same_work_as")
        .prefetch_related(terms(), "candidates", Prefetch("copies", queryset=Reference.objects.published()))
    )


def claims_of(record: Record) -> list[AnyClaim]:
    """The record and everything inside it that can carry a citation, in reading order."""
    if isinstance(record, Issue):
        parts = (*record.first_steps.all(), *record.signs.all())
        return [record, *parts, *record.causes.all(), *record.remedies.all()]
    if isinstance(record, FAQ):
        return [record, *record.points.all()]
    if isinstance(record, Protocol):
        steps = chain.from_iterable(stage.steps.all() for stage in record.stages.all())
        return [record, *steps, *record.pitfalls.all()]
    return [record]


def references_of(record: Record) -> list[Reference]:
    """Every public reference that the record or a claim inside it cites: each once, by number."""
    cited = {
        citation.reference
        for claim in claims_of(record)
        for citation in claim.citations.all()
        if citation.reference.is_public
    }
    return sorted(cited, key=lambda reference: (reference.number is None, reference.number, reference.code))


def supported_by(reference: Reference) -> list[AnyClaim]:
    """The public claims that rest on the reference, kind by kind, each kind in its own order."""
    return _citing(reference, Citation.Stance.SUPPORTS)


def contradicted_by(reference: Reference) -> list[AnyClaim]:
    """The public claims that the reference contradicts, kind by kind, each kind in its own order."""
    return _citing(reference, Citation.Stance.CONTRADICTS)


def _citing(reference: Reference, stance: str) -> list[AnyClaim]:
    cited: dict[int, set[int]] = defaultdict(set)
    cited_by = reference.cited_by.filter(stance=stance).order_by()
    for type_id, object_id in cited_by.values_list("content_type_id", "object_id"):
        cited[type_id].add(object_id)
    claims: list[AnyClaim] = []
    for public in public_claims():
        ids = cited.get(ContentType.objects.get_for_model(public.model).pk)
        if ids:
            claims.extend(public.filter(pk__in=ids))
    return claims


def notes_by_code(codes: Iterable[str]) -> dict[str, list[CuratorNote]]:
    """Curator's notes under each identifier that they concern; identifiers without notes are absent."""
    wanted = set(codes)
    notes: dict[str, list[CuratorNote]] = defaultdict(list)
    for note in CuratorNote.objects.filter(concerns__overlap=sorted(wanted)):
        for code in wanted.intersection(note.concerns):
            notes[code].append(note)
    return dict(notes)


@dataclass(frozen=True)
class PlacedNote:
    """A note at a place that it concerns; it stands whole at the first of them on the page, `first_at`."""

    note: CuratorNote
    first_at: str
    is_first: bool


def placed_notes(codes: Iterable[str]) -> dict[str, list[PlacedNote]]:
    """Curator's notes for one page: `codes` are the identifiers on it, in reading order."""
    ordered = list(codes)
    notes = notes_by_code(ordered)
    first_at: dict[int, str] = {}
    for code in ordered:
        for note in notes.get(code, []):
            first_at.setdefault(note.pk, code)
    return {
        code: [PlacedNote(note, first_at[note.pk], first_at[note.pk] == code) for note in notes[code]]
        for code in dict.fromkeys(ordered)
        if code in notes
    }


def related_to(record: Record, *, limit: int = 6) -> list[SearchEntry]:
    """Issues, FAQs and protocols that share terms with the record; those that share most come first."""
    own = sorted(term.pk for term in record.terms.all())
    entries = SearchEntry.objects.of_kinds(KINDS_SHOWN_AS_RELATED).by_common_terms(own)
    return list(entries.exclude(code=record.code).only("kind", "code", "title", "url")[:limit])


def counted_issues() -> QuerySet[Issue]:
    """Issues for a list: terms, and `cause_count` and `remedy_count` of published claims."""
    issues: QuerySet[Issue] = Issue.objects.published().prefetch_related(terms())
    counted = issues.annotate(
        cause_count=_count_published("causes"), remedy_count=_count_published("remedies")
    )
    return counted.order_by("position", "code")  # a query with counts ignores the order of the model


def counted_protocols() -> QuerySet[Protocol]:
    """Protocols for a list: terms, `stage_count` and `step_count`."""
    protocols: QuerySet[Protocol] = Protocol.objects.published().prefetch_related(terms())
    return protocols.annotate(
        stage_count=Count("stages", distinct=True), step_count=Count("stages__steps", distinct=True)
    ).order_by("code")


def _count_published(claims: str) -> Count:
    return Count(claims, filter=Q(**{f"{claims}__status": Status.PUBLISHED}), distinct=True)


def largest_improvements(limit: int) -> list[ResistanceRecord]:
    """The improvements whose factor follows from two stated resistances, the largest factor first."""
    improved = published_resistance_records().filter(
        quantity=ResistanceRecord.Quantity.ASR,
        effect=ResistanceRecord.Effect.IMPROVEMENT,
        factor__isnull=False,
    )
    return list(improved.order_by("-factor", "code")[:limit])


def grade_counts() -> list[tuple[Grade, int]]:
    """How many published causes, remedies and data rows have each grade, the strongest first."""
    entries = SearchEntry.objects.of_kinds(KINDS_OF_CLAIMS).order_by()
    counts = dict(entries.values_list("evidence").annotate(n=Count("pk")))
    return [(grade, counts.get(grade.value, 0)) for grade in Grade]


def identification_counts() -> list[tuple[Reference.Identification, int]]:
    """How many published references have each degree of identification, the surest first, none left out."""
    rows = Reference.objects.published().order_by().values_list("identification").annotate(n=Count("pk"))
    counts = dict(rows)
    return [(degree, counts.get(degree.value, 0)) for degree in Reference.Identification]


def source_documents() -> QuerySet[SourceDocument]:
    """The documents that records were taken from, with the notes on each document as a whole."""
    on_the_document = CuratorNote.objects.filter(concerns=[])
    return SourceDocument.objects.prefetch_related(Prefetch("curator_notes", queryset=on_the_document))
