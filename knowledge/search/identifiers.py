"""Public identifiers and where they lead: T-AN-01, T-AN-01-R1, -S2, FAQ-03.5, PROT-01-S4.2, REF-06.

As people type them: in any letter case, with any dash, a blank or nothing between the parts, with or without
leading zeros (res 1, REF6, faq 3.5, t–an–1 r2).
"""

import re
import unicodedata

from knowledge.models import FAQPoint, FirstStep, Pitfall, SearchEntry, Sign, Stage, Step

_FIRST_STEP = re.compile(r"(?P<record>T-[A-Z]{2,4}-\d{1,9})-F(?P<number>\d{1,4})")
_SIGN = re.compile(r"(?P<record>T-[A-Z]{2,4}-\d{1,9})-S(?P<number>\d{1,4})")
_POINT = re.compile(r"(?P<record>FAQ-\d{1,9})\.(?P<number>\d{1,4})")
_STEP = re.compile(r"(?P<record>PROT-\d{1,9})-S(?P<stage>\d{1,4})(?:\.(?P<step>\d{1,4}))?")
_PITFALL = re.compile(r"(?P<record>PROT-\d{1,9})-P(?P<number>\d{1,4})")
_PARTS = (_FIRST_STEP, _SIGN, _POINT, _STEP, _PITFALL)
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
    if part := next(filter(None, (pattern.fullmatch(code) for pattern in _PARTS)), None):
        page = _page_of(part["record"])
        return f"{page}#{code}" if page and _part_exists(part) else None
    return _page_of(code)


def _page_of(code: str) -> str | None:
    return SearchEntry.objects.filter(code=code).values_list("url", flat=True).first()


def _part_exists(part: re.Match[str]) -> bool:
    if part.re is _FIRST_STEP:
        return FirstStep.objects.filter(issue__code=part["record"], number=part["number"]).exists()
    if part.re is _SIGN:
        return Sign.objects.filter(issue__code=part["record"], number=part["number"]).exists()
    if part.re is _POINT:
        return FAQPoint.objects.filter(faq__code=part["record"], number=part["number"]).exists()
    if part.re is _PITFALL:
        return Pitfall.objects.filter(protocol__code=part["record"], number=part["number"]).exists()
    if part["step"] is None:
        return Stage.objects.filter(protocol__code=part["record"], number=part["stage"]).exists()
    steps = Step.objects.filter(stage__protocol__code=part["record"], stage__number=part["stage"])
    return steps.filter(number=part["step"]).exists()
