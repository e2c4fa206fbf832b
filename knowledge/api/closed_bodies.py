"""A postprocessing hook of drf-spectacular: bodies that are sent take no other fields than those described.

What is answered stays open, since fields may be added to it.
"""

import re
from typing import Any

from knowledge.api.serializers.draft import UNREAD

_COMPONENT = re.compile(r"^#/components/schemas/(.+)$")


def close_bodies(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    schemas = result["components"]["schemas"]
    operations = [each for path in result["paths"].values() for each in path.values()]
    sent = _used([each.get("requestBody") for each in operations], schemas)
    answered = _used([each.get("responses") for each in operations], schemas)
    for name in sent - answered:
        if schemas[name].get("type") == "object":
            schemas[name] |= _closed(schemas[name]["properties"], UNREAD.get(name, []))
    return result


def _closed(described: dict[str, Any], unread: list[str]) -> dict[str, Any]:
    """An answer may be sent back whole, so what follows from the rest of it may come with any value."""
    return {"propertyNames": {"enum": [*described, *unread]}} if unread else {"additionalProperties": False}


def _used(part: Any, schemas: dict[str, Any], found: set[str] | None = None) -> set[str]:
    """The names of the components that a part of the description leads to."""
    found = set() if found is None else found
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        match = _COMPONENT.match(each) if isinstance(each, str) else None
        if match and match[1] not in found:
            found.add(match[1])
            _used(schemas[match[1]], schemas, found)
        else:
            _used(each, schemas, found)
    return found
