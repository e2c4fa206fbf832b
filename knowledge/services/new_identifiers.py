"""Proposals for the identifier of a new record."""

from collections.abc import Iterator
from itertools import count

from knowledge.models import Issue, Record


def free(model: type[Record], prefix: str, *, digits: int = 1) -> Iterator[str]:
    """The identifiers after the highest one in use: REF-21, REF-22, ... Read when first asked for."""
    used = model._default_manager.filter(code__startswith=prefix).values_list("code", flat=True)
    tails = (code.removeprefix(prefix) for code in used)
    highest = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
    for number in count(highest + 1):
        yield f"{prefix}{number:0{digits}d}"


def free_in_each_area() -> list[str]:
    """The next identifier of an issue in each area that has one."""
    codes = Issue.objects.order_by("code").values_list("code", flat=True)
    areas = dict.fromkeys(code.rpartition("-")[0] for code in codes)
    return [next(free(Issue, f"{area}-", digits=2)) for area in areas] or ["T-AN-01"]
