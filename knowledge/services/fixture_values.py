"""Single values of a fixture: is it the type that the model's field takes, and if not, what is allowed."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from knowledge.services.units import NotAQuantity, read_quantity, unit_of

LONGEST_SHOWN = 60


class Unfit(Exception):
    """The value cannot stand in this field; the message says why and what is allowed."""

    def __init__(self, reason: str, allowed: Iterable[str] = ()) -> None:
        super().__init__(reason)
        self.allowed = tuple(allowed)


def fit(field: "models.Field[Any, Any]", value: object) -> Any:
    """The value as the field takes it, texts without outer space. Raises Unfit."""
    if value is None or value == "":
        raise Unfit("has no value; leave the field out where nothing is known")
    if isinstance(field, ArrayField):
        return texts(value)
    if isinstance(field, models.BooleanField):
        return _of_type(value, bool, "true or false")
    if isinstance(field, models.IntegerField):
        return _of_type(value, int, "a whole number")
    if isinstance(field, models.DecimalField):
        return _number(field, value)
    return _one_of(field, text(value))


def text(value: object) -> str:
    """The value as a text without outer space. Raises Unfit."""
    if not isinstance(value, str):
        raise Unfit(f"is {shown(value)}; must be text (put it in quotes)")
    if not value.strip() or "\0" in value:
        raise Unfit("is an empty text or holds a NUL character; leave the field out where nothing is known")
    return value.strip()


def texts(value: object) -> list[str]:
    """The value as a list of texts. Raises Unfit."""
    if not isinstance(value, list):
        raise Unfit(f"is {shown(value)}; must be a list, such as [one, two]")
    return [text(each) for each in value]


def shown(value: object) -> str:
    """The value in quotes, shortened for a message."""
    printed = f"'{value}'"
    return printed if len(printed) <= LONGEST_SHOWN else f"{printed[:LONGEST_SHOWN]}…'"


def field_of(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    """The model's own field of that name."""
    field: models.Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]  # never a reverse one
    return field


def is_required(field: "models.Field[Any, Any]") -> bool:
    return not (field.blank or field.null or field.has_default())


def field_constrained(model: type[models.Model], message: str) -> str:
    """The one field that the constraint with this message is about; empty where there are several."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint) and constraint.violation_error_message == message:
            found = set(_fields_in(constraint.condition))
            return found.pop() if len(found) == 1 else ""
    return ""


def _fields_in(condition: Any) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from _fields_in(child)
        else:
            yield child[0].partition("__")[0]


def _number(field: "models.DecimalField[Any, Any]", value: object) -> object:
    """A number, or a text with a unit: that is converted to the one in the field's name."""
    unit = unit_of(field.name)
    if unit and isinstance(value, str):
        try:
            return read_quantity(value, unit)
        except NotAQuantity as refusal:
            raise Unfit(str(refusal)) from refusal
    return _of_type(value, int | Decimal, "a number")


def _of_type(value: object, kind: Any, allowed: str) -> object:
    # true is a whole number to Python, never to a curator
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise Unfit(f"is {shown(value)}; must be {allowed}")
    return value


def _one_of(field: "models.Field[Any, Any]", value: str) -> str:
    choices = [str(choice) for choice, _ in field.flatchoices]
    if choices and value not in choices:
        raise Unfit(f"is {shown(value)}; allowed are {', '.join(choices)}", choices)
    return value
