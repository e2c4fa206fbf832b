"""What the tools may be asked for: JSON schemas, and arguments as the one reader of parameters takes them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

from knowledge.models.evidence import Grade
from knowledge.search.measured import MEASURED
from knowledge.search.parameters import (
    KINDS,
    LONGEST_QUERY,
    ParameterFault,
    Parameters,
)
from knowledge.search.terms import TermDirectory
from knowledge.services.measured_request import CHOICES, RANGES

_SCALAR = (str, int, float)


def search_schema(directory: TermDirectory) -> dict[str, Any]:
    return _object(
        {
            "q": {
                **_text('Words, "a phrase", -without, this OR that; symptoms and slang are understood'),
                "maxLength": LONGEST_QUERY,
            },
            "kind": _choice(KINDS, "Causes and remedies are found through their issue unless asked for here"),
            **_filters(directory),
            **_ends(MEASURED),
            "exact": {"type": "boolean", "description": "Without other names and corrections"},
            "page": {"type": "integer", "minimum": 1, "default": 1},
        }
    )


def record_schema() -> dict[str, Any]:
    about = "Any identifier: T-AN-01, T-AN-01-R1, FAQ-07.3, RES-01, PROT-01, REF-06"
    return _object({"id": _text(about)}, required=["id"])


def comparison_schema(directory: TermDirectory) -> dict[str, Any]:
    ids = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Two or more, like RES-03; or filters",
    }
    choices = {name: _choice(values, f"By {name}") for name, values in CHOICES.items()}
    return _object({"ids": ids, **choices, **_filters(directory), **_ends(RANGES)})


def as_parameters(
    arguments: Mapping[str, Any], schema: Mapping[str, Any]
) -> tuple[Parameters, list[ParameterFault]]:
    """Arguments as an address would say them, and what is wrong with their names and shapes.

    Null says what leaving out says.
    """
    parameters: Parameters = MultiValueDict()
    faults = []
    described = schema["properties"]
    for name, value in arguments.items():
        takes_several = described.get(name, {}).get("type") == "array"
        values = value if isinstance(value, list) and takes_several else [value]
        if name not in described:
            faults.append(_fault(name, value, f"There is no argument {name!r} here.", described))
        elif value is not None and not all(isinstance(each, _SCALAR) for each in values):
            wanted = "a list of texts" if takes_several else "a single value"
            faults.append(_fault(name, value, f"{name} must be {wanted}."))
        elif value is not None:
            parameters.setlist(name, [_said(each) for each in values])
    return parameters, faults


def _fault(name: str, value: Any, detail: str, allowed: Iterable[str] = ()) -> ParameterFault:
    return ParameterFault(name, _said(value), detail, sorted(allowed))


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _object(properties: dict[str, Any], required: Iterable[str] = ()) -> dict[str, Any]:
    shape = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**shape, "required": list(required)} if required else shape


def _text(about: str) -> dict[str, Any]:
    return {"type": "string", "description": about}


def _choice(values: Iterable[str], about: str) -> dict[str, Any]:
    items = {"type": "string", "enum": list(values)}
    return {"type": "array", "items": items, "description": f"{about}; several widen"}


def _filters(directory: TermDirectory) -> dict[str, Any]:
    facets = {}
    for facet in directory.facets:
        slugs = ", ".join(term.slug for term in directory.of_facet(facet.slug))
        about = f"{facet.label}, by slug, name, abbreviation or formula; several widen. Slugs: {slugs}"
        facets[facet.slug] = {"type": "array", "items": {"type": "string"}, "description": about}
    return {**facets, "evidence": _choice(Grade.values, "Grade of evidence, derived from the references")}


def _ends(names: Iterable[str]) -> dict[str, Any]:
    return {
        f"{name}_{end}": {
            "type": "number",
            "description": f"{about} {name}; where it is not stated, left out",
        }
        for name in names
        for end, about in (("min", "Least"), ("max", "Largest"))
    }
