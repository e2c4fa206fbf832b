"""What must never be in the database and no constraint can refuse. Each check yields identifiers."""

from collections import defaultdict
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import F, Q

from knowledge.models import (
    CONTENT_MODELS,
    Citation,
    Record,
    Reference,
    Relation,
    RemedyAddressesCause,
    ResistanceRecord,
    SignPointsToCause,
)
from knowledge.services.completeness import Claim, Claims

Quantity = ResistanceRecord.Quantity
Effect = ResistanceRecord.Effect
Identification = Reference.Identification

# value, its relation and its uncertainty; "" where a number has none
_NUMBERS = (
    ("initial_ohm_cm2", "initial_relation", "initial_uncertainty_ohm_cm2"),
    ("final_ohm_cm2", "final_relation", "final_uncertainty_ohm_cm2"),
    ("ccd_initial_ma_cm2", "ccd_initial_relation", "ccd_initial_uncertainty_ma_cm2"),
    ("ccd_final_ma_cm2", "ccd_final_relation", "ccd_final_uncertainty_ma_cm2"),
    ("stated_factor", "stated_factor_relation", ""),
    ("cycling_hours", "cycling_hours_relation", ""),
    ("stack_pressure_mpa", "stack_pressure_relation", ""),
    ("ionic_conductivity_ms_cm", "ionic_conductivity_relation", ""),
)


def dangling_citations(claims: Claims) -> Iterator[str]:
    """`REF-06 by cause 17`: the row that carried the citation is gone, so only its number is known."""
    cited: dict[int, set[int]] = defaultdict(set)
    for type_id, object_id in Citation.objects.order_by().values_list("content_type_id", "object_id"):
        cited[type_id].add(object_id)
    for type_id, ids in cited.items():
        content_type = ContentType.objects.get_for_id(type_id)
        model = content_type.model_class()
        standing = model._base_manager.filter(pk__in=ids).values_list("pk", flat=True) if model else []
        gone = ids.difference(standing)
        left = Citation.objects.filter(content_type=content_type, object_id__in=gone) if gone else []
        for citation in left:
            yield f"{citation.reference.code} by {content_type.model} {citation.object_id}"


def contradictory_effects(claims: Claims) -> Iterator[str]:
    """An improvement to a higher resistance or a lower critical current density, and the reverse.

    Bounds contradict an effect only where they leave no room for it.
    """
    resistance = ("initial_ohm_cm2", "initial_relation", "final_ohm_cm2", "final_relation")
    current = ("ccd_initial_ma_cm2", "ccd_initial_relation", "ccd_final_ma_cm2", "ccd_final_relation")
    asr, ccd = Q(quantity=Quantity.ASR), Q(quantity=Quantity.CCD)
    improved, degraded = Q(effect=Effect.IMPROVEMENT), Q(effect=Effect.DEGRADATION)
    return _codes_of(
        (asr & improved & _rises(*resistance))
        | (asr & degraded & _falls(*resistance))
        | (ccd & improved & _falls(*current))
        | (ccd & degraded & _rises(*current))
    )


def relations_of_nothing(claims: Claims) -> Iterator[str]:
    told = Q()
    for value, relation, uncertainty in _NUMBERS:
        has_tail = ~Q(**{relation: Relation.EXACT})
        if uncertainty:
            has_tail |= Q(**{f"{uncertainty}__isnull": False})
        told |= Q(**{f"{value}__isnull": True}) & has_tail
    return _codes_of(told)


def contradictory_references(claims: Claims) -> Iterator[str]:
    """A public source that is not identified has no title and no DOI: what it may be is a candidate."""
    unresolved = Q(identification__in=[Identification.CANDIDATE, Identification.UNIDENTIFIED])
    named = ~Q(title="") | ~Q(doi="")
    without_doi = Q(identification=Identification.LOCATED) & ~Q(doi="")
    contradictory = Reference.objects.published().filter((unresolved & named) | without_doi)
    return iter(contradictory.values_list("code", flat=True))


def copies_of_a_copy(claims: Claims) -> Iterator[str]:
    """They would count as several works."""
    chained = Reference.objects.filter(same_work_as__same_work_as__isnull=False)
    return iter(chained.values_list("code", flat=True))


def addresses_across_issues(claims: Claims) -> Iterator[str]:
    links = RemedyAddressesCause.objects.exclude(remedy__issue=F("cause__issue"))
    return (f"{link.remedy.code} -> {link.cause.code}" for link in links.select_related("remedy", "cause"))


def signs_across_issues(claims: Claims) -> Iterator[str]:
    links = SignPointsToCause.objects.exclude(sign__issue=F("cause__issue"))
    return (f"{link.sign.code} -> {link.cause.code}" for link in links.select_related("sign__issue", "cause"))


def invalid_records(claims: Claims) -> Iterator[str]:
    """`REF-06: url: Enter a valid URL.`, of public records and the claims in them."""
    rows: dict[str, Record | Claim] = {claim.code: claim for claim in claims}
    for model in CONTENT_MODELS:
        rows.update((record.code, record) for record in model.objects.published())
    for code, row in rows.items():
        # the database keeps relations, uniqueness and constraints by itself, and each would be a query
        relations = {field.name for field in row._meta.get_fields() if field.is_relation}
        try:
            row.full_clean(relations, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            faults = (f"{name}: {' '.join(found)}" for name, found in error.message_dict.items())
            yield f"{code}: {'; '.join(faults)}"


def _codes_of(condition: Q) -> Iterator[str]:
    return iter(ResistanceRecord.objects.filter(condition).values_list("code", flat=True))


def _rises(initial: str, initial_relation: str, final: str, final_relation: str) -> Q:
    """The final value is certainly the higher one."""
    may_be_lower = Q(**{final_relation: Relation.BELOW}) | Q(**{initial_relation: Relation.ABOVE})
    return Q(**{f"{final}__gt": F(initial)}) & ~may_be_lower


def _falls(initial: str, initial_relation: str, final: str, final_relation: str) -> Q:
    """The final value is certainly the lower one."""
    may_be_higher = Q(**{final_relation: Relation.ABOVE}) | Q(**{initial_relation: Relation.BELOW})
    return Q(**{f"{final}__lt": F(initial)}) & ~may_be_higher
