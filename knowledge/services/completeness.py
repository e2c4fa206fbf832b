"""What is still missing or does not fit in the public knowledge. Each check yields identifiers."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import Prefetch, QuerySet

from knowledge.models import (
    CONTENT_MODELS,
    Cause,
    Citation,
    CuratorNote,
    FAQPoint,
    FirstStep,
    Issue,
    Outcome,
    Pitfall,
    Record,
    Reference,
    Remedy,
    RemedyAddressesCause,
    ResistanceRecord,
    Sign,
    SignPointsToCause,
    Stage,
    Status,
    Step,
    Term,
)
from knowledge.models.resistance import plain

Claim: TypeAlias = Cause | Remedy | ResistanceRecord | FirstStep | Sign | FAQPoint | Step | Pitfall
Claims: TypeAlias = list[Claim]

PUBLISHED = Status.PUBLISHED
# a number by itself: not the 12 of Na3Zr2Si2PO12, the 01 of T-AN-01 or the 23 of 23Na
_NUMBER = re.compile(r"(?<![\w.])(?<![A-Za-z]-)\d+(?:,\d{3})*(?:\.\d+)?(?![A-Za-z\d]|\.\d)")
# the numbers that a data row claims, whatever it says beside them
_RESULTS = (
    *("initial_ohm_cm2", "final_ohm_cm2", "stated_factor", "ccd_initial_ma_cm2", "ccd_final_ma_cm2"),
    *("stated_ccd_factor", "cycling_hours"),
)


def public_claims() -> Claims:
    """Every claim that the public sees, with its citations; without the lead-ins, which claim nothing."""
    cited = Prefetch("citations", queryset=Citation.objects.select_related("reference"))
    points = FAQPoint.objects.filter(faq__status=PUBLISHED).exclude(role=FAQPoint.Role.LEAD_IN)
    steps = Step.objects.filter(stage__protocol__status=PUBLISHED).select_related("stage__protocol")
    pitfalls = Pitfall.objects.filter(protocol__status=PUBLISHED).select_related("protocol")
    first_steps = FirstStep.objects.filter(issue__status=PUBLISHED).select_related("issue")
    signs = Sign.objects.filter(issue__status=PUBLISHED).select_related("issue")
    return [
        *Cause.objects.published().prefetch_related(cited),
        *Remedy.objects.published().prefetch_related(cited),
        *first_steps.prefetch_related(cited),
        *signs.prefetch_related(cited),
        *points.select_related("faq").prefetch_related(cited),
        *ResistanceRecord.objects.published().prefetch_related(cited),
        *steps.prefetch_related(cited),
        *pitfalls.prefetch_related(cited),
    ]


def claims_without_a_source(claims: Claims) -> Iterator[str]:
    return (claim.code for claim in claims if not any(map(_is_public_support, claim.citations.all())))


def references_never_cited(claims: Claims) -> Iterator[str]:
    cited = {citation.reference_id for claim in claims for citation in claim.citations.all()}
    return (reference.code for reference in Reference.objects.published() if reference.pk not in cited)


def quotes_lacking_a_number(claims: Claims) -> Iterator[str]:
    """`T-GB-01-R1 [REF-38]: 23, 1400`; a quote in other units than the claim's is told as well."""
    for claim in claims:
        for citation in claim.citations.all():
            if not citation.quote or citation.stance == Citation.Stance.CONTRADICTS:
                continue
            lacking = numbers_of(claim) - numbers_in(citation.quote)
            if lacking:
                yield f"{claim.code} [{citation.reference.code}]: {', '.join(map(plain, sorted(lacking)))}"


def records_without_conditions(claims: Claims) -> Iterator[str]:
    """Neither the cell nor the temperature nor the stack pressure is stated."""
    for claim in claims:
        if isinstance(claim, ResistanceRecord):
            conditions = (claim.cell_type, claim.temperature_c, claim.stack_pressure_mpa)
            if all(condition is None for condition in conditions):
                yield claim.code


def remedies_addressing_no_cause(claims: Claims) -> Iterator[str]:
    """A diagnostic step tells causes apart and need not address one."""
    return _codes(Remedy.objects.published().filter(addresses__isnull=True, is_diagnostic=False))


def causes_with_no_remedy(claims: Claims) -> Iterator[str]:
    addressed = RemedyAddressesCause.objects.filter(remedy__in=Remedy.objects.published())
    return _codes(Cause.objects.published().exclude(pk__in=addressed.values("cause")))


def unresolved_references(claims: Claims) -> Iterator[str]:
    unresolved = (Reference.Identification.CANDIDATE, Reference.Identification.UNIDENTIFIED)
    return _codes(Reference.objects.published().filter(identification__in=unresolved))


def duplicate_works(claims: Claims) -> Iterator[str]:
    """References with one DOI, or one title and year, that do not say that they are the same work."""
    alike: dict[object, list[Reference]] = defaultdict(list)
    for reference in Reference.objects.exclude(status=Status.RETIRED):
        if reference.doi:
            alike[reference.doi.lower()].append(reference)
        if reference.title and reference.year:
            alike[_bare(reference.title), reference.year].append(reference)
    for same in alike.values():
        if len({reference.same_work_as_id or reference.pk for reference in same}) > 1:
            yield " = ".join(reference.code for reference in same)


def broken_links(claims: Claims) -> Iterator[str]:
    """Where something public names a record that is not: `T-AN-01-R1 -> RES-01`."""
    addresses = RemedyAddressesCause.objects.filter(remedy__in=Remedy.objects.published())
    points_to = SignPointsToCause.objects.filter(sign__issue__status=PUBLISHED)
    first_steps = FirstStep.objects.filter(issue__status=PUBLISHED, protocol__isnull=False)
    outcomes = Outcome.objects.filter(step__stage__protocol__status=PUBLISHED, issue__isnull=False)
    links = (
        *addresses.exclude(cause__in=Cause.objects.published()).values_list("remedy__code", "cause__code"),
        *_hidden(Remedy, "resistance_records"),
        *_hidden(Issue, "see_also"),
        *_hidden(Reference, "same_work_as"),
        *points_to.exclude(cause__in=Cause.objects.published()).values_list(
            "sign__issue__code", "cause__code"
        ),
        *first_steps.exclude(protocol__status=PUBLISHED).values_list("issue__code", "protocol__code"),
        *outcomes.exclude(issue__status=PUBLISHED).values_list("step__stage__protocol__code", "issue__code"),
    )
    for named_by, named in links:
        yield f"{named_by} -> {named}"
    for claim in claims:
        for citation in claim.citations.all():
            if citation.reference.status != PUBLISHED:
                yield f"{claim.code} -> {citation.reference.code}"


def notes_concerning_nothing(claims: Claims) -> Iterator[str]:
    """Curator's notes that name an identifier which leads nowhere: `literature-2026 note 3: REF-999`."""
    known = {claim.code for claim in claims}
    for model in CONTENT_MODELS:
        known.update(model.objects.published().values_list("code", flat=True))
    lead_ins = FAQPoint.objects.filter(faq__status=PUBLISHED, role=FAQPoint.Role.LEAD_IN)
    stages = Stage.objects.filter(protocol__status=PUBLISHED)
    known.update(point.code for point in lead_ins.select_related("faq"))
    known.update(stage.code for stage in stages.select_related("protocol"))
    for note in CuratorNote.objects.select_related("source_document"):
        unknown = [identifier for identifier in note.concerns if identifier not in known]
        if unknown:
            document = f"{note.source_document.slug} " if note.source_document else ""
            yield f"{document}note {note.number}: {', '.join(unknown)}"


def terms_never_used(claims: Claims) -> Iterator[str]:
    """Terms under which nothing is filed, directly or through a child."""
    used: set[int] = set()
    for model in CONTENT_MODELS:
        used.update(model.terms.through._default_manager.values_list("term_id", flat=True))
    for part in (FAQPoint, Step, Sign):
        used.update(part.objects.filter(technique__isnull=False).values_list("technique_id", flat=True))
    used.update(Term.objects.filter(pk__in=used, parent__isnull=False).values_list("parent_id", flat=True))
    for term in Term.objects.exclude(pk__in=used).select_related("facet"):
        yield f"{term.facet.slug}/{term.slug}"


def numbers_of(claim: Claim) -> set[Decimal]:
    """The numbers that a claim states; of a data row its results."""
    if isinstance(claim, ResistanceRecord):
        return {number for name in _RESULTS if (number := getattr(claim, name)) is not None}
    return numbers_in(claim.text)


def numbers_in(text: str) -> set[Decimal]:
    """`about 1,400 h at 0.10 mA cm⁻²` -> 1400 and 0.1; digits of formulae and identifiers are no numbers."""
    return {Decimal(number.replace(",", "")) for number in _NUMBER.findall(text)}


def _is_public_support(citation: Citation) -> bool:
    return citation.stance == Citation.Stance.SUPPORTS and citation.reference.status == PUBLISHED


def _codes(records: "QuerySet[Any]") -> Iterator[str]:
    return iter(records.values_list("code", flat=True))


def _hidden(model: type[Record], link: str) -> "QuerySet[Any, tuple[str, str]]":
    """Pairs of identifiers: a public record of this kind, and the record behind `link` that is not public."""
    others = [status for status in Status if status != PUBLISHED]
    named = model.objects.published().filter(**{f"{link}__status__in": others})
    return named.values_list("code", f"{link}__code")


def _bare(title: str) -> str:
    """The letters and digits alone: two lists seldom agree on anything else."""
    return re.sub(r"[\W_]", "", title.casefold())
