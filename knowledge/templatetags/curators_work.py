"""The queues of the curators' front page."""

from django import template
from django.urls import reverse

from knowledge.services import curators_work
from knowledge.services.curators_work import Queue
from knowledge.services.rows_by_identifier import Row

register = template.Library()


@register.simple_tag
def work_queues() -> list[Queue]:
    return curators_work.queues()


@register.filter
def form_address(row: Row) -> str:
    """The form in which the row is mended."""
    return reverse(f"admin:knowledge_{row.model_name}_change", args=[row.pk])


@register.filter
def list_address(model_name: str) -> str:
    return reverse(f"admin:knowledge_{model_name}_changelist")
