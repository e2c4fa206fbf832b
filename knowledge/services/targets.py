"""What an identifier names, with its words: a record, or a part of one that has an address of its own."""

from dataclasses import dataclass

from django.db.models import Model

from knowledge.models import CONTENT_MODELS, FAQPoint, FirstStep, Pitfall, SearchEntry, Sign, Step
from knowledge.search.identifiers import canonical, part_named
from knowledge.services.public_claims import public_parts

_KIND_LABELS = {model.kind: model.kind_label for model in CONTENT_MODELS}
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
    """What an identifier as people type it names, if that is public; at most one query."""
    code = canonical(identifier)
    part = part_named(code)
    if part and part[0] in _PART_LABELS:
        return _part(*part)
    entry = SearchEntry.objects.filter(code=code).only("kind", "code", "title", "url").first()
    return Target(entry.code, _KIND_LABELS[entry.kind], entry.title, entry.url) if entry else None


def _part(model: type[Model], lookup: dict[str, str]) -> Target | None:
    (public,) = (parts for parts in public_parts() if parts.model is model)
    part = public.filter(**lookup).first()
    return Target(part.code, _PART_LABELS[model], part.text, part.get_absolute_url()) if part else None
