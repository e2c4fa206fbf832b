"""What an identifier names, with its words: a record, a part of one with an address of its own, a term."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from knowledge.models import (
    CONTENT_MODELS,
    FAQPoint,
    FirstStep,
    Pitfall,
    Record,
    Reference,
    SearchEntry,
    Sign,
    Step,
    Term,
)
from knowledge.search.identifiers import canonical, part_named
from knowledge.services.public_claims import public_parts

_KIND_LABELS = {model.kind: model.kind_label for model in CONTENT_MODELS}
_MODELS: dict[str, type[Model]] = {model.kind_label: model for model in CONTENT_MODELS}
_PART_LABELS: dict[type[Model], str] = {
    FirstStep: "First step",
    Sign: "Sign",
    FAQPoint: "Point of an answer",
    Step: "Step",
    Pitfall: "Pitfall",
}


@dataclass(frozen=True)
class Target:
    """`label` names its kind in words; `address` is that of its page, with an anchor for a part."""

    code: str
    label: str
    text: str
    address: str


def find_target(identifier: str) -> Target | None:
    """What an identifier as people type it names, if that is public; at most one query.

    A term is named by its facet and its own name there: technique/eis.
    """
    if "/" in identifier:
        return _term(*identifier.lower().split("/", 1))
    code = canonical(identifier)
    part = part_named(code)
    if part and part[0] in _PART_LABELS:
        return _part(*part)
    entry = SearchEntry.objects.filter(code=code).only("kind", "code", "title", "url").first()
    return Target(entry.code, _KIND_LABELS[entry.kind], entry.title, entry.url) if entry else None


def link_of(target: Target | None) -> str:
    """Where a reference leads, as its page links it; empty for anything else."""
    reference = Reference.objects.filter(code=target.code).first() if target else None
    return (reference.doi_url or reference.url) if reference else ""


def sources_of(target: Target) -> list[Reference]:
    """The public references that a claim cites; a reference is its own source. One query."""
    public = Reference.objects.published()
    if target.label == Reference.kind_label:
        return list(public.filter(code=target.code))
    model, lookup = part_named(target.code) or (_MODELS.get(target.label), {"code": target.code})
    if model is None:
        return []
    cited = public.filter(
        cited_by__content_type=ContentType.objects.get_for_model(model),
        cited_by__object_id__in=model._default_manager.filter(**lookup).values("pk"),
    )
    return list(cited.distinct().order_by("number", "code"))


def record_named(identifier: str) -> Record | None:
    """The record that an identifier names or that holds what it names, whatever its status."""
    code = canonical(identifier)
    part = part_named(code)
    if part:
        code = next(iter(part[1].values()))
    found = (model._default_manager.filter(code=code).first() for model in CONTENT_MODELS)
    return next((record for record in found if record), None)


def _term(facet: str, slug: str) -> Target | None:
    if "\0" in facet + slug:
        return None
    term = Term.objects.filter(facet__slug=facet, slug=slug).select_related("facet").first()
    return Target(f"{facet}/{slug}", term.facet.label, term.label, term.get_absolute_url()) if term else None


def _part(model: type[Model], lookup: dict[str, str]) -> Target | None:
    (public,) = (parts for parts in public_parts() if parts.model is model)
    part = public.filter(**lookup).first()
    return Target(part.code, _PART_LABELS[model], part.text, part.get_absolute_url()) if part else None
