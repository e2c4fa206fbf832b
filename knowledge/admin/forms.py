"""What every form of the curators' pages does: plain errors at their field, and lists one item a line."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms import CharField, Field, Textarea

from knowledge.admin.typed import ModelForm


class PlainErrorsForm(ModelForm):
    """Shows a broken rule of the database at the field that the rule is about, not above the form."""

    def _update_errors(self, errors: ValidationError) -> None:
        placed: dict[str, list[ValidationError]] = {}
        for name, found in errors.update_error_dict({}).items():
            for error in found:
                place = self._place_of(error) if name == NON_FIELD_ERRORS else name
                placed.setdefault(place, []).append(error)
        super()._update_errors(ValidationError(placed))  # type: ignore[misc]

    def _place_of(self, error: ValidationError) -> str:
        """The last field of the form that the broken constraint names."""
        for constraint in self._meta.model._meta.constraints:
            if constraint.violation_error_message == error.message:
                named = _fields_of(constraint)
                return next((name for name in reversed(self.fields) if name in named), NON_FIELD_ERRORS)
        return NON_FIELD_ERRORS


def _fields_of(constraint: models.BaseConstraint) -> set[str]:
    if isinstance(constraint, models.CheckConstraint):
        condition: Any = constraint.condition
        return set(condition.referenced_base_fields)
    return set(getattr(constraint, "fields", ()))


class LinesField(SimpleArrayField):
    """A list with one item a line; commas belong to the item, blank lines are dropped."""

    widget = Textarea

    def __init__(self, base_field: Field = CharField(), **kwargs: Any) -> None:  # noqa: B008
        super().__init__(base_field, delimiter="\n", **kwargs)

    def to_python(self, value: Any) -> Sequence[Any]:  # type: ignore[override]
        if isinstance(value, str):
            value = "\n".join(line for line in value.splitlines() if line.strip())
        return super().to_python(value)


FORM_FIELDS: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {
    ArrayField: {"form_class": LinesField, "widget": Textarea(attrs={"rows": 3})},
    models.URLField: {"assume_scheme": "https"},
}
