"""What each column of each table means: the sheet that stands before the tables."""

from collections.abc import Iterable, Iterator

from django.contrib.postgres.fields import ArrayField
from django.db import models

from knowledge.services.fixture_values import field_of, is_required
from knowledge.services.tables.columns import Table
from knowledge.services.units import unit_of

COLUMNS = ("table", "column", "meaning", "type", "unit", "required", "allowed")
_LIST = 'list, parted by " | ", or one a line; a bar within an item is written \\|'
_CITES = 'list of citations: REF-06, REF-06 (Table 2), REF-06 (Table 2) "quoted words" contradicts'


def dictionary(tables: Iterable[Table]) -> Iterator[tuple[str, ...]]:
    """One row a column. An empty cell is a value not known; a column that is not there changes nothing."""
    for table in tables:
        for name in table.columns:
            yield (table.name, name, *_about(table, name))


def _about(table: Table, name: str) -> tuple[str, ...]:
    kind = table.kind
    if name == "cites":
        return ("What the claim cites, in order", _CITES, "", "", "")
    if name == "terms" and kind.is_record:
        return (
            "Terms that it is filed under",
            f"{_LIST}; each facet/term, such as interface/anode",
            "",
            "",
            "",
        )
    if name in kind.many:
        return (_meaning(field_of(kind.model, name)), f"{_LIST}; identifiers", "", "", "")
    if name not in (*kind.fields, *kind.links):
        return (f"{name.replace('_', ' ').capitalize()} that it belongs to", "identifier", "", "yes", "")
    field = field_of(kind.model, name)
    required = "yes" if name in table.keys or is_required(field) else ""
    if name in kind.links:
        return (_meaning(field), "identifier", "", required, "")
    allowed = ", ".join(str(choice) for choice, _ in field.flatchoices)
    return (_meaning(field), _type(field), unit_of(name) or "", required, allowed)


def _meaning(field: "models.Field[object, object]") -> str:
    name = str(field.verbose_name)
    label = f"{name[:1].upper()}{name[1:]}"
    return f"{label}. {field.help_text}" if field.help_text else label


def _type(field: "models.Field[object, object]") -> str:
    kinds: tuple[tuple[type[object], str], ...] = (
        (ArrayField, _LIST),
        (models.BooleanField, "true or false"),
        (models.IntegerField, "whole number"),
        (models.DecimalField, "number with a decimal point; another unit may stand behind it"),
    )
    found = next((said for kind, said in kinds if isinstance(field, kind)), "text")
    return found if not isinstance(field, models.DecimalField) or unit_of(field.name) else "number"
