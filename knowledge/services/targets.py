"""What an identifier names, with its words: a record, or a part of one that has an address of its own."""

import re
from dataclasses import dataclass

from knowledge.models import CONTENT_MODELS, FAQPoint, FirstStep, Pitfall, SearchEntry, Sign, Step
from knowledge.search.identifiers import canonical
from knowledge.services.public_claims import Part, public_parts

_KIND_LABELS = {model.kind: model.kind_label for model in CONTENT_MODELS}
# part -> its name, the form of its identifier, and the fields that the groups of that form are looked up by
_PARTS: dict[type[Part], tuple[str, str, tuple[str, ...]]] = {
    FirstStep: ("First step", r"(T-[A-Z]{2,4}-\d{2,})-F(\d{1,4})", ("issue__code", "number")),
    Sign: ("Sign", r"(T-[A-Z]{2,4}-\d{2,})-S(\d{1,4})", ("issue__code", "number")),
    FAQPoint: ("Point of an answer", r"(FAQ-\d{2,})\.(\d{1,4})", ("faq__code", "number")),
    Step: (
        "Step",
        r"(PROT-\d{2,})-S(\d{1,4})\.(\d{1,4})",
        ("stage__protocol__code", "stage__number", "number"),
    ),
    Pitfall: ("Pitfall", r"(PROT-\d{2,})-P(\d{1,4})", ("protocol__code", "number")),
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
    for model, (label, form, fields) in _PARTS.items():
        if found := re.fullmatch(form, code, re.ASCII):
            return _part(model, label, dict(zip(fields, found.groups(), strict=True)))
    entry = SearchEntry.objects.filter(code=code).only("kind", "code", "title", "url").first()
    return Target(entry.code, _KIND_LABELS[entry.kind], entry.title, entry.url) if entry else None


def _part(model: type[Part], label: str, lookup: dict[str, str]) -> Target | None:
    (public,) = (parts for parts in public_parts() if parts.model is model)
    part = public.filter(**lookup).first()
    return Target(part.code, label, part.text, part.get_absolute_url()) if part else None
