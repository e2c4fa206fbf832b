"""The judged queries: what people ask, and which records serve them how well.

A file of `queries/` is a class of queries. Grade 3: what the asker means (there may be several), 2: answers a
good part of it, 1: worth a look. Queries were written before the search was tuned and are split in halves in
the files; the held-out half is run only when a change of the search is finished.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge.models import CONTENT_MODELS, Cause, Remedy
from knowledge.search.identifiers import locate

FOLDER = Path(__file__).parent / "queries"
# judged by the page that an identifier leads to, not by a list of results
IDENTIFIER = "identifier"
GRADES = (1, 2, 3)
_OPTIONAL = {"exact", "filters", "why"}


@dataclass(frozen=True)
class JudgedQuery:
    """`wants` is code -> grade; `filters` is facet -> slugs, as in the address of a search."""

    klass: str
    text: str
    wants: dict[str, int]
    held_out: bool
    exact: bool = False
    filters: dict[str, list[str]] = field(default_factory=dict)


def classes() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load_queries() -> list[JudgedQuery]:
    """All queries, class by class; raises ValueError that names the query which is not well formed."""
    return [
        read_query(klass, entry)
        for klass in classes()
        for entry in yaml.safe_load((FOLDER / f"{klass}.yaml").read_text(encoding="utf-8"))
    ]


def half(queries: list[JudgedQuery], *, held_out: bool) -> list[JudgedQuery]:
    return [query for query in queries if query.held_out is held_out]


def faults(queries: list[JudgedQuery]) -> list[str]:
    """What contradicts the database or another query; empty when all is well."""
    reachable = _reachable_codes()
    seen: set[str] = set()
    found: list[str] = []
    for query in queries:
        key = f"{' '.join(query.text.casefold().split())} {query.exact} {query.filters}"
        if key in seen:
            found.append(f"{query.klass}: {query.text!r} is there twice")
        seen.add(key)
        for code in query.wants:
            known = locate(code) is not None if query.klass == IDENTIFIER else code in reachable
            if not known:
                found.append(f"{query.klass}: {query.text!r} wants {code}, which a search cannot show")
    return found


def _reachable_codes() -> set[str]:
    """A default search shows causes and remedies only through their issue."""
    kinds = [model for model in CONTENT_MODELS if model not in (Cause, Remedy)]
    return {code for model in kinds for code in model.objects.published().values_list("code", flat=True)}


def read_query(klass: str, entry: dict[str, Any]) -> JudgedQuery:
    """One entry of a file; raises ValueError if a key is missing or strange, or no grade is 3."""
    match entry:
        case {"query": str(text), "wants": dict(wants), "held_out": bool(held_out), **rest} if (
            rest.keys() <= _OPTIONAL
        ):
            pass
        case _:
            raise ValueError(f"{klass}: not a judged query: {entry}")
    if 3 not in wants.values() or any(grade not in GRADES for grade in wants.values()):
        raise ValueError(f"{klass}: {text!r} needs grades 1 to 3 and at least one 3")
    return JudgedQuery(klass, text, wants, held_out, rest.get("exact") is True, rest.get("filters", {}))
