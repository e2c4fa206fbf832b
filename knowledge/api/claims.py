"""Which public claims cite a reference, for or against, for many references in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType

from knowledge.models import Citation, Reference
from knowledge.services.public_claims import public_claims

# primary key of a reference, and the stance of a citation
Cited = tuple[int, str]


def claims_by_reference(references: Iterable[Reference]) -> dict[Cited, list[str]]:
    """Identifiers of the claims under each reference's primary key and stance, kind by kind."""
    citations = Citation.objects.filter(reference__in=list(references)).order_by()
    cited_by: dict[tuple[int, int], set[Cited]] = defaultdict(set)
    marks = citations.values_list("content_type", "object_id", "reference", "stance")
    for type_id, object_id, reference_id, stance in marks:
        cited_by[type_id, object_id].add((reference_id, stance))
    claims: dict[Cited, list[str]] = defaultdict(list)
    for key, code in _public_codes(cited_by):
        for cited in cited_by[key]:
            claims[cited].append(code)
    return dict(claims)


def _public_codes(keys: Iterable[tuple[int, int]]) -> Iterable[tuple[tuple[int, int], str]]:
    ids: dict[int, list[int]] = defaultdict(list)
    for type_id, object_id in keys:
        ids[type_id].append(object_id)
    for public in public_claims():
        type_id = ContentType.objects.get_for_model(public.model).pk
        if type_id in ids:
            for claim in public.filter(pk__in=ids[type_id]):
                yield (type_id, claim.pk), claim.code
