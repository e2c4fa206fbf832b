"""A draft: what is sent, and what is answered. Made of the fields of the answers, so that both stay alike."""

from copy import deepcopy
from functools import cache
from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from knowledge.api.drafts.shapes import FOR_CURATORS, SHOWN_BY, shown, written
from knowledge.models import Citation, Record, Status
from knowledge.services import drafting
from knowledge.services.fixture_kind import Kind
from knowledge.services.fixture_values import field_of, is_required


@extend_schema_field(
    {
        "type": "array",
        "items": {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "required": ["reference"],
                    "properties": {
                        "reference": {"type": "string"},
                        "locator": {"type": ["string", "null"]},
                        "quote": {"type": ["string", "null"]},
                        "stance": {"type": ["string", "null"], "enum": [*Citation.Stance.values, None]},
                    },
                },
            ]
        },
        "examples": [["REF-06", {"reference": "REF-07", "locator": "Table 2"}]],
    }
)
class CitedReferences(serializers.Field[Any, Any, Any, Any]):
    """Identifiers of references, each with its place in the source where that is known."""


# each with how it is described; all are left out where nothing is known
_MORE: dict[str, Any] = {
    "status": lambda: serializers.ChoiceField(Status.choices, read_only=True),
    "source_document": lambda: serializers.CharField(
        allow_null=True, required=False, help_text="Slug of the document that it was taken from"
    ),
    "position": lambda: serializers.IntegerField(
        required=False, min_value=0, help_text="Place among its kind; without it the last"
    ),
}

_made: dict[tuple[type, str], Any] = {}
# by the name in the schema: what may be sent and is not read, for it follows from the rest
UNREAD: dict[str, list[str]] = {}


def new_draft(model: type[Record]) -> Any:
    """What is sent for a record of this kind."""
    return _sent(drafting.KINDS[model], "")


@cache
def draft_of(model: type[Record]) -> Any:
    """What is answered to a curator: the record as it will be shown, and what only curators are shown."""
    more = [name for name in shown(drafting.KINDS[model]) if name in FOR_CURATORS]
    fields = {name: _MORE[name]() for name in more}
    name = f"{model.__name__}Draft"
    return extend_schema_serializer(component_name=name)(
        type(f"{name}Serializer", (SHOWN_BY[model],), fields)
    )


def for_curators(record: Record) -> dict[str, Any]:
    """What a curator is shown beside what everybody is."""
    document = record.source_document
    found = {"status": record.status, "source_document": document.slug if document else None}
    return {**found, "position": record.position} if hasattr(record, "position") else found


def _sent(kind: Kind, within: str) -> Any:
    """Made once for each kind, and for a claim within its issue: the schema names each once."""
    if (kind.model, within) not in _made:
        _made[kind.model, within] = _made_of(kind, within)
    return _made[kind.model, within]


def _made_of(kind: Kind, within: str) -> Any:
    answered = SHOWN_BY[kind.model]().fields
    fields = {
        name: _field(kind, name, own, answered) for name, own in written(kind).items() if name != "status"
    }
    name = f"New{kind.model.__name__}{within}"
    UNREAD[name] = [each for each in shown(kind) if each not in fields]
    return extend_schema_serializer(component_name=name)(
        type(f"{name}Serializer", (serializers.Serializer,), fields)
    )


def _field(kind: Kind, name: str, own: str, answered: Any) -> Any:
    if own in kind.nested:
        nested = kind.nested[own]
        return _sent(nested, f"In{kind.model.__name__}" if nested.is_record else "")(
            many=True, required=False
        )
    if name == "references":
        return CitedReferences(required=False, help_text="References that the claim cites")
    if name in _MORE:
        return _MORE[name]()
    # only a record names itself in words; an identifier that is left out is the next one
    is_needed = (
        name != "id"
        and own != kind.numbered
        and own in (*kind.fields, *kind.links)
        and is_required(field_of(kind.model, own))
    )
    like = answered[name]
    return type(like)(*like._args, **_given(like, is_needed))


def _given(field: Any, is_needed: bool) -> dict[str, Any]:
    """The arguments of a field of an answer, for the same field in what is sent."""
    given = {
        key: deepcopy(value) if key == "child" else value
        for key, value in field._kwargs.items()
        if key not in ("source", "read_only")
    }
    # some kinds of field say so themselves
    says_null = field.allow_null and "allow_null" not in given
    return {**given, "required": is_needed, **({} if is_needed or says_null else {"allow_null": True})}
