"""JSON-LD in the head of a page: a block of data, which no policy has to allow and no browser runs."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from knowledge.services import linked_data as data

register = template.Library()

# so that no text can end the element or begin another
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def linked_data(context: template.Context) -> SafeString:
    """The record of the page."""
    return _block(data.linked_data(context["record"], _site(context)))


@register.simple_tag(takes_context=True)
def linked_data_of_the_portal(context: template.Context) -> SafeString:
    return _block(data.of_the_portal(_site(context)))


@register.simple_tag(takes_context=True)
def linked_data_of_all_measurements(context: template.Context) -> SafeString:
    return _block(data.of_all_measurements(_site(context)))


def _site(context: template.Context) -> str:
    address: str = context["request"].build_absolute_uri("/")
    return address.rstrip("/")


def _block(node: dict[str, Any]) -> SafeString:
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped above
