"""The data dictionary: what each column of each CSV file means, written from the serializers themselves."""

import types
from collections.abc import Iterable, Iterator
from typing import Any, Union, get_args, get_origin, get_type_hints

from rest_framework import serializers

from knowledge.api.export.tables import Table
from knowledge.api.renderers import FACETS, Row, columns
from knowledge.api.serializers.evidence import EvidenceWorks, GradeOfClaim, GradeOfWhole
from knowledge.api.serializers.fields import Codes, Quantity, RelationOf, TermsOfFacet
from knowledge.api.serializers.issue import TraceOf
from knowledge.api.serializers.record import Citations
from knowledge.models import Issue, Relation
from knowledge.models.evidence import Grade

AnyField = serializers.Field[Any, Any, Any, Any]

COLUMNS = ("file", "column", "meaning", "type", "unit", "allowed")
# the unit stands at the end of the name; the longest first
UNITS = {
    "_ohm_cm2": "Ω cm²",
    "_mah_cm2": "mAh cm⁻²",
    "_ma_cm2": "mA cm⁻²",
    "_ms_cm": "mS cm⁻¹",
    "_hours": "h",
    "_mpa": "MPa",
    "_um": "µm",
    "_c": "°C",
}
_TEXTS = 'texts, joined by "; "'
_IDENTIFIERS = 'identifiers, joined by "; "; (contradicts) stands after a reference against the claim'
_TYPES: tuple[tuple[type[Any] | tuple[type[Any], ...], str], ...] = (
    (Citations, _IDENTIFIERS),
    ((Codes, TermsOfFacet), _TEXTS),
    (Quantity, "number"),
    (serializers.BooleanField, "true or false"),
    (serializers.IntegerField, "whole number"),
    (serializers.DateTimeField, "time, RFC 3339 in UTC"),
    ((serializers.BaseSerializer, EvidenceWorks), "JSON"),
    (serializers.ListField, _TEXTS),
)
_RETURNED = {int: "whole number", str: "text", bool: "true or false", list[str]: _TEXTS}


def dictionary(tables: Iterable[Table]) -> Iterator[Row]:
    """One row a column, in the order of the files; an empty cell in any of them is a value not known."""
    for table in tables:
        for name in columns(list(table.fields)):
            field_name, _, facet = name.partition(".")
            field = table.fields[field_name]
            yield {
                "file": f"{table.name}.csv",
                "column": name,
                "meaning": f"{field.help_text}: {facet}" if facet in FACETS else str(field.help_text or ""),
                "type": _TEXTS if facet in FACETS else type_of(field),
                "unit": unit_of(name) if isinstance(field, Quantity) else "",
                "allowed": allowed(field),
            }


def type_of(field: AnyField) -> str:
    if isinstance(field, serializers.SerializerMethodField):
        method = getattr(field.parent, str(field.method_name or f"get_{field.field_name}"))
        return _RETURNED.get(_known(get_type_hints(method)["return"]), "JSON")
    found = (name for kinds, name in _TYPES if isinstance(field, kinds))
    return next(found, "text")


def unit_of(column: str) -> str:
    """Empty for a ratio."""
    return next((unit for ending, unit in UNITS.items() if column.endswith(ending)), "")


def allowed(field: AnyField) -> list[str]:
    if isinstance(field, RelationOf):
        return list(Relation.values)
    if isinstance(field, TraceOf):
        return list(Issue.Trace.values)
    if isinstance(field, GradeOfClaim | GradeOfWhole):
        return list(Grade.values)
    return [str(choice) for choice in field.choices] if isinstance(field, serializers.ChoiceField) else []


def _known(returned: Any) -> Any:
    """`str` of `str | None`."""
    if get_origin(returned) in (Union, types.UnionType):
        return next(part for part in get_args(returned) if part is not type(None))
    return returned
