"""Protocols: the list, and one protocol stage by stage."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledge.models import Protocol
from knowledge.pages.record_page import show
from knowledge.services import reading


@require_safe
def protocols(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/protocols.html", {"protocols": reading.counted_protocols()})


@require_safe
def protocol(request: HttpRequest, code: str) -> HttpResponse:
    return show(
        request,
        code,
        among=reading.published_protocols(),
        template="knowledge/protocol.html",
        beside=_beside,
    )


def _beside(protocol: Protocol) -> dict[str, Any]:
    stages = list(protocol.stages.all())
    return {
        "stages": stages,
        "parameters": [
            (step, parameter)
            for stage in stages
            for step in stage.steps.all()
            for parameter in step.parameters.all()
        ],
        "pitfalls": list(protocol.pitfalls.all()),
        "references": reading.references_of(protocol),
        "notes": reading.placed_notes(_codes(protocol)),
        "related": reading.related_to(protocol),
    }


def _codes(protocol: Protocol) -> Iterator[str]:
    """Every identifier on the page, in reading order."""
    yield protocol.code
    for stage in protocol.stages.all():
        yield stage.code
        for step in stage.steps.all():
            yield step.code
    for pitfall in protocol.pitfalls.all():
        yield pitfall.code
