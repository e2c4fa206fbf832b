"""Filling in the curators' forms as a browser does: everything the page holds is sent back."""

from typing import Any

from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from knowledge.models import Record
from knowledge.services import workflow

Fields = dict[str, Any]

BUTTONS = {"_save", "_submit", "_send_back", "_publish", "_retire", "_discard"}


def address(thing: type[Model] | Model, page: str = "change") -> str:
    """The address of a page of the admin: of a model (add, changelist), or of one row (change, delete)."""
    args = [thing.pk] if isinstance(thing, Model) else []
    return reverse(f"admin:knowledge_{thing._meta.model_name}_{page}", args=args)


def fields_on(client: Client, page: str) -> Fields:
    """What a browser would send if nothing were typed."""
    response = client.get(page)
    assert response.status_code == 200, (page, response.status_code)
    context: Any = response.context
    sent = _fields_of(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        sent |= _fields_of(inline.formset.management_form)
        for form in inline.formset.forms:
            sent |= _fields_of(form)
    return sent


def submit(client: Client, page: str, **typed: Any) -> HttpResponse:
    """Type into the page's form and send it; button `_continue` unless another one is among the fields."""
    button = {} if BUTTONS & typed.keys() else {"_continue": "1"}
    return client.post(page, {**fields_on(client, page), **typed, **button}, follow=True)  # type: ignore[return-value]


def reviewed(record: Record) -> None:
    """Somebody else publishes what was edited beside the public version."""
    workflow.publish(record, by="reviewer")


def row(prefix: str, index: int, **typed: Any) -> Fields:
    """The fields of one row of an inline."""
    return {f"{prefix}-{index}-{name}": value for name, value in typed.items()}


def rows(prefix: str, *typed: Fields) -> Fields:
    """New rows of an inline that has none yet."""
    fields: Fields = {f"{prefix}-TOTAL_FORMS": len(typed)}
    for index, fields_of_row in enumerate(typed):
        fields |= row(prefix, index, **fields_of_row)
    return fields


def errors_on(response: Any) -> dict[str, list[str]]:
    """The errors at the fields of the page, under the names by which a browser sends them."""
    forms = [response.context["adminform"].form]
    forms += [form for inline in response.context["inline_admin_formsets"] for form in inline.formset.forms]
    return {form.add_prefix(name): list(found) for form in forms for name, found in form.errors.items()}


def messages_on(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def _fields_of(form: BaseForm) -> Fields:
    values = {bound.html_name: bound.value() for bound in form if not bound.field.disabled}
    return {name: value for name, value in values.items() if value is not None and value is not False}
