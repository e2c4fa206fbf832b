"""Public identifiers and where they lead: T-AN-01, T-AN-01-R1, -S2, FAQ-03.5, PROT-01-S4.2, REF-06.

As people type them: in any letter case, with any dash, a blank or nothing between the parts, with or without
leading zeros (res 1, REF6, faq 3.5, t–an–1 r2).
"""

import re
import unicodedata

from django.db.models import Model

from knowledge.models import FAQPoint, FirstStep, Pitfall, SearchEntry, Sign, Stage, Step

# what stands in a record and has an address there: the form of its identifier, and the fields that the groups
# of the form are looked up by; the first group is the record
_PARTS: dict[type[Model], tuple[re.Pattern[str], tuple[str, ...]]] = {
    FirstStep: (re.compile(r"(T-[A-Z]{2,4}-\d{1,9})-F(\d{1,4})", re.ASCII), ("issue__code", "number")),
    Sign: (re.compile(r"(T-[A-Z]{2,4}-\d{1,9})-S(\d{1,4})", re.ASCII), ("issue__code", "number")),
    FAQPoint: (re.compile(r"(FAQ-\d{1,9})\.(\d{1,4})", re.ASCII), ("faq__code", "number")),
    Stage: (re.compile(r"(PROT-\d{1,9})-S(\d{1,4})", re.ASCII), ("protocol__code", "number")),
    Step: (
        re.compile(r"(PROT-\d{1,9})-S(\d{1,4})\.(\d{1,4})", re.ASCII),
        ("stage__protocol__code", "stage__number", "number"),
    ),
    Pitfall: (re.compile(r"(PROT-\d{1,9})-P(\d{1,4})", re.ASCII), ("protocol__code", "number")),
}
# what every identifier begins with, so that no other text is looked up
_CODE = re.compile(r"(?:T-[A-Z]{2,4}|FAQ|RES|PROT|REF)-\d")
_DASHES = re.compile(r"[\u2010-\u2015\u2212_]")
_AROUND = " \t\n.,;:()[]{}<>\"'"
_BETWEEN = r"[-\s]*"
_TYPED_CLAIM = re.compile(
    rf"T{_BETWEEN}([A-Z]{{2,4}}){_BETWEEN}(\d{{1,9}})(?:{_BETWEEN}([CRFS]){_BETWEEN}(\d{{1,4}}))?"
)
_TYPED_RECORD = re.compile(rf"(FAQ|RES|PROT|REF){_BETWEEN}(\d{{1,9}})(.*)")
_TYPED_PART = re.compile(rf"{_BETWEEN}([SP]?){_BETWEEN}(\d{{1,4}})(?:\.(\d{{1,4}}))?|\.(\d{{1,4}})")


def canonical(identifier: str) -> str:
    """The identifier as it is printed, or the text itself in capitals where it looks like none."""
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", identifier)).strip(_AROUND).upper()
    if claim := _TYPED_CLAIM.fullmatch(text):
        area, number, letter, place = claim.groups()
        return f"T-{area}-{int(number):02d}" + (f"-{letter}{int(place)}" if letter else "")
    if record := _TYPED_RECORD.fullmatch(text):
        kind, number, part = record.groups()
        whole = f"{kind}-{int(number):02d}"
        return f"{whole}{_part(kind, part)}" if part else whole
    return text


def _part(kind: str, typed: str) -> str:
    """`.5` of an answer, `-S4.2` or `-P1` of a protocol; as it was typed where it is neither."""
    found = _TYPED_PART.fullmatch(typed)
    if found is None:
        return typed
    letter, number, step, point = found.groups()
    if kind == "FAQ" and point:
        return f".{int(point)}"
    if kind == "PROT" and letter:
        return f"-{letter}{int(number)}" + (f".{int(step)}" if step else "")
    return typed


def locate(identifier: str) -> str | None:
    """The page address of a public identifier as people type it; None if there is none."""
    code = canonical(identifier)
    if not _CODE.match(code):
        return None
    if part := part_named(code):
        model, lookup = part
        page = _page_of(next(iter(lookup.values())))
        return f"{page}#{code}" if page and model._default_manager.filter(**lookup).exists() else None
    return _page_of(code)


def part_named(code: str) -> tuple[type[Model], dict[str, str]] | None:
    """The model of the part that a canonical identifier names, and its look-up: the record first."""
    for model, (form, fields) in _PARTS.items():
        if found := form.fullmatch(code):
            return model, dict(zip(fields, found.groups(), strict=True))
    return None


def _page_of(code: str) -> str | None:
    return SearchEntry.objects.filter(code=code).values_list("url", flat=True).first()
