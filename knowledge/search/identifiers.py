"""Public identifiers and where they lead: T-AN-01, T-AN-01-R1, FAQ-03.5, PROT-01-S4, PROT-01-S4.2, REF-06."""

import re

from knowledge.models import FAQPoint, Pitfall, SearchEntry, Stage, Step

_POINT = re.compile(r"(?P<record>FAQ-\d{1,6})\.(?P<number>\d{1,4})")
_STEP = re.compile(r"(?P<record>PROT-\d{1,6})-S(?P<stage>\d{1,4})(?:\.(?P<step>\d{1,4}))?")
_PITFALL = re.compile(r"(?P<record>PROT-\d{1,6})-P(?P<number>\d{1,4})")


def locate(identifier: str) -> str | None:
    """The page address of a public identifier in any letter case; None if there is none."""
    code = identifier.strip().upper()
    if part := _POINT.fullmatch(code) or _STEP.fullmatch(code) or _PITFALL.fullmatch(code):
        page = _page_of(part["record"])
        return f"{page}#{code}" if page and _part_exists(part) else None
    return _page_of(code)


def _page_of(code: str) -> str | None:
    return SearchEntry.objects.filter(code=code).values_list("url", flat=True).first()


def _part_exists(part: re.Match[str]) -> bool:
    if part.re is _POINT:
        return FAQPoint.objects.filter(faq__code=part["record"], number=part["number"]).exists()
    if part.re is _PITFALL:
        return Pitfall.objects.filter(protocol__code=part["record"], number=part["number"]).exists()
    if part["step"] is None:
        return Stage.objects.filter(protocol__code=part["record"], number=part["stage"]).exists()
    steps = Step.objects.filter(stage__protocol__code=part["record"], stage__number=part["stage"])
    return steps.filter(number=part["step"]).exists()
