"""Whether rows keep the rules of their model, without a query for each rule of each row.

PostgreSQL says which check constraints would be broken: the expressions are its own, read from its catalogue,
and one statement asks them of many rows that are not written yet.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models import GeneratedField, Model

from knowledge.services.fixture_kind import Kind

_AT_ONCE = 1000
_DEFINITIONS = """
    SELECT conname, pg_get_expr(conbin, conrelid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype = 'c' AND conname = ANY(%s)
"""


@dataclass
class Candidate:
    """A row as it would be written; `left_out` are fields that are not to be judged."""

    instance: Any
    left_out: set[str]


def errors_of(kind: Kind, candidates: list[Candidate]) -> list[dict[str, list[str]]]:
    """For each candidate its messages by field as full_clean has them, `__all__` where none is meant alone.

    That the natural key is free, and that what is named exists, is for the caller to know.
    """
    found = [_errors_in_fields(kind, each) for each in candidates]
    for start in range(0, len(candidates), _AT_ONCE):
        part = candidates[start : start + _AT_ONCE]
        for at, name in _broken(kind.model, part):
            constraint = _checks(kind.model)[name]
            condition: Any = constraint.condition
            if not set(condition.referenced_base_fields) & part[at].left_out:
                messages = found[start + at].setdefault(NON_FIELD_ERRORS, [])
                messages.append(str(constraint.get_violation_error_message()))
    return found


def _errors_in_fields(kind: Kind, candidate: Candidate) -> dict[str, list[str]]:
    """What can be said without the check constraints; fields that fail are left out of what follows."""
    instance, left_out = candidate.instance, candidate.left_out
    errors: dict[str, list[str]] = {}

    def gather(error: ValidationError) -> None:
        for name, messages in error.message_dict.items() if hasattr(error, "error_dict") else ():
            errors.setdefault(name, []).extend(messages)
        if not hasattr(error, "error_dict"):
            errors.setdefault(NON_FIELD_ERRORS, []).extend(error.messages)

    try:
        instance.clean_fields(exclude=left_out)
    except ValidationError as error:
        gather(error)
    left_out |= errors.keys() - {NON_FIELD_ERRORS}
    try:
        instance.clean()
    except ValidationError as error:
        gather(error)
    if _is_unique_beyond_key(kind):
        try:
            instance.validate_unique(exclude=left_out | _key_fields(kind))
        except ValidationError as error:
            gather(error)
    return errors


def _key_fields(kind: Kind) -> set[str]:
    return {kind.identified_by, *([kind.owner] if kind.owner else [])}


def _is_unique_beyond_key(kind: Kind) -> bool:
    fields = kind.model._meta.concrete_fields
    return any(
        field.unique and not field.primary_key and field.name not in _key_fields(kind) for field in fields
    )


def _checks(model: type[Model]) -> Mapping[str, models.CheckConstraint]:
    return {each.name: each for each in model._meta.constraints if isinstance(each, models.CheckConstraint)}


def _broken(model: type[Model], candidates: list[Candidate]) -> Iterator[tuple[int, str]]:
    """The place of each row that would be refused, with the name of the constraint."""
    definitions = _definitions(model._meta.db_table, tuple(_checks(model)))
    if not definitions:
        return
    rows = json.dumps([_columns(each) for each in candidates], cls=DjangoJSONEncoder)
    tests = ", ".join(f"CASE WHEN ({rule}) IS FALSE THEN %s END" for _, rule in definitions)
    table = connection.ops.quote_name(model._meta.db_table)
    # the rules are the database's own; everything that was typed is a parameter
    statement = f"""
        SELECT _place, _name FROM (
            SELECT _place, ARRAY[{tests}]::text[] AS _names
            FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS _given(_row, _place)
            CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, _row)
        ) AS _tested CROSS JOIN LATERAL unnest(_names) WITH ORDINALITY AS _broken(_name, _at)
        WHERE _name IS NOT NULL ORDER BY _place, _at
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(name for name, _ in definitions), rows])
        for place, name in cursor.fetchall():
            yield place - 1, name


@cache
def _definitions(table: str, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Names and expressions, in the order of the model; they change only with a migration."""
    with connection.cursor() as cursor:
        cursor.execute(_DEFINITIONS, [table, list(names)])
        found = dict(cursor.fetchall())
    return [(name, found[name].replace("%", "%%")) for name in names if name in found]


def _columns(candidate: Candidate) -> dict[str, Any]:
    """What would be written; a field that is wrong by itself might not even fit its column."""
    return {
        field.column: None if field.name in candidate.left_out else getattr(candidate.instance, field.attname)
        for field in _written(type(candidate.instance))
    }


def _written(model: type[Model]) -> Iterable[Any]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, GeneratedField)]
