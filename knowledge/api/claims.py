"""Which public claims cite a reference, for many references in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType

from knowledge.models import CONTENT_MODELS, Citation, FAQPoint, Reference, Status, Step


def claims_by_reference(references: Iterable[Reference]) -> dict[int, list[str]]:
    """Identifiers of the claims under each reference's primary key, kind by kind."""
    keys = Citation.objects.filter(reference__in=list(references)).order_by()
    cited_by: dict[tuple[int, int], set[int]] = defaultdict(set)
    for type_id, object_id, reference_id in keys.values_list("content_type", "object_id", "reference"):
        cited_by[type_id, object_id].add(reference_id)
    supported: dict[int, list[str]] = defaultdict(list)
    for key, code in _public_codes(cited_by):
        for reference_id in cited_by[key]:
            supported[reference_id].append(code)
    return dict(supported)


def _public_codes(keys: Iterable[tuple[int, int]]) -> Iterable[tuple[tuple[int, int], str]]:
    ids: dict[int, list[int]] = defaultdict(list)
    for type_id, object_id in keys:
        ids[type_id].append(object_id)
    points = FAQPoint.objects.filter(faq__status=Status.PUBLISHED).select_related("faq")
    steps = Step.objects.filter(stage__protocol__status=Status.PUBLISHED).select_related("stage__protocol")
    for public in (*(model.objects.published() for model in CONTENT_MODELS), points, steps):
        type_id = ContentType.objects.get_for_model(public.model).pk
        if type_id in ids:
            for claim in public.filter(pk__in=ids[type_id]):
                yield (type_id, claim.pk), claim.code
