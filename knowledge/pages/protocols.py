"""Protocols: the list, and one protocol stage by stage."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.models import Protocol
from knowledge.pages.record_page import show
from knowledge.services import protocol_values, reading

BENCH = "bench"


@require_safe
def protocols(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/protocols.html", {"protocols": reading.counted_protocols()})


@require_safe
def protocol(request: HttpRequest, code: str) -> HttpResponse:
    """One protocol; with `?bench=1` as it is read at the bench, also where no script runs."""
    beside: Callable[[Protocol], dict[str, Any]] = partial(
        _beside, at_the_bench=request.GET.get(BENCH) == "1"
    )
    return show(
        request,
        code,
        among=reading.published_protocols(),
        template="knowledge/protocol.html",
        beside=beside,
    )


def _beside(protocol: Protocol, *, at_the_bench: bool) -> dict[str, Any]:
    steps = list(protocol_values.steps_of(protocol))
    gaps = [(step, protocol_values.gaps_among(values)) for step, values in steps]
    return {
        "at_the_bench": at_the_bench,
        "stages": list(protocol.stages.all()),
        "steps": steps,
        "given": [(step, value) for step, values in steps for value in values if value.given],
        "gaps": [(step, missing) for step, missing in gaps if missing],
        "gap_count": sum(len(missing) for _, missing in gaps),
        "pitfalls": list(protocol.pitfalls.all()),
        "references": reading.references_of(protocol),
        "notes": reading.placed_notes(_codes(protocol)),
        "related": reading.related_to(protocol),
    }


def _codes(protocol: Protocol) -> Iterator[str]:
    """Every identifier on the page, in reading order."""
    yield protocol.code
    for pitfall in protocol.pitfalls.all():
        yield pitfall.code
    for stage in protocol.stages.all():
        yield stage.code
        for step in stage.steps.all():
            yield step.code
