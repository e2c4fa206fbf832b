"""CSL-JSON, as Zotero, Crossref and our own exports write it."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from knowledge.services.fixture_values import shown
from knowledge.services.import_faults import Fault
from knowledge.services.reference_reading.entries import OTHERS, Found, fault
from knowledge.services.reference_reading.marked_up import plain
from knowledge.services.reference_reading.names import written

# of items without a type, and what our exports say of one whose type is unknown
_UNTYPED = ("document",)
# how Crossref names them in answers to the same question
_CROSSREF_TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "posted-content": "article",
    "dissertation": "thesis",
}


class _Twice(dict[str, Any]):
    """An object that names something twice; `key` is the first such name."""

    key = ""


def read(text: str) -> tuple[list[Found], list[Fault]]:
    """An array of items, or a single one."""
    try:
        items = json.loads(text, object_pairs_hook=_object, strict=False)
    except json.JSONDecodeError as error:
        reason = f"is no JSON: {error.msg} in column {error.colno}"
        return [], [fault(f"line {error.lineno}", "", reason)]
    except RecursionError:
        return [], [fault("", "", "is nested too deeply; CSL-JSON is a list of items")]
    except ValueError:
        return [], [fault("", "", "holds a number with too many digits")]
    faults: list[Fault] = []
    found = list(_each(items if isinstance(items, list) else [items], faults))
    return found, faults


def item(data: Any, place: str) -> Found:
    """One item; raises ValueError that says what is wrong."""
    if not isinstance(data, dict):
        raise ValueError(f"is {shown(data)}; must be an object with title, author, ...")
    if isinstance(data, _Twice):
        raise ValueError(f"names {shown(data.key)} twice")
    kind = _word(data.get("type"))
    kind = _CROSSREF_TYPES.get(kind, kind)
    container = data.get("container-title") or (data.get("publisher") if kind == "thesis" else "")
    values = {
        "title": plain(_word(data.get("title"))),
        "authors": [plain(name) for name in _names(data.get("author") or [])],
        "container_title": plain(_word(container)),
        "volume": _word(data.get("volume")),
        "issue_number": _word(data.get("issue")),
        "pages": _word(data.get("page") or data.get("article-number")),
        "year": _year(data.get("issued")),
        "doi": _word(data.get("DOI")),
        "url": _word(data.get("URL")),
        "csl_type": "" if kind in _UNTYPED else kind,
    }
    return Found(place, _word(data.get("id")), values)


def _each(items: list[Any], faults: list[Fault]) -> Iterator[Found]:
    for number, data in enumerate(items, start=1):
        place = f"entry {number}"
        try:
            yield item(data, place)
        except ValueError as error:
            faults.append(fault(place, "", str(error)))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) == len(pairs):
        return data
    twice = _Twice(data)
    twice.key = Counter(name for name, _ in pairs).most_common(1)[0][0]
    return twice


def _word(value: Any) -> str:
    """A text; numbers count as such, and of a list, as Crossref writes titles, the first."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)
    raise ValueError(f"holds {shown(value)} where a text is expected")


def _names(authors: Any) -> Iterator[str]:
    if not isinstance(authors, list):
        raise ValueError(f"author is {shown(authors)}; must be a list of names")
    for author in authors:
        if isinstance(author, str):
            yield author
            continue
        if not isinstance(author, dict):
            raise ValueError(f"author holds {shown(author)}; must be an object with family and given")
        literal = _word(author.get("literal") or author.get("name"))
        particle = author.get("non-dropping-particle") or author.get("dropping-particle")
        family, given = _word(author.get("family")), _word(author.get("given"))
        if literal.lower().rstrip(".") in ("et al", "others"):
            yield OTHERS
        else:
            yield literal or written(
                family or given, given if family else "", _word(particle), _word(author.get("suffix"))
            )


def _year(issued: Any) -> str:
    """`{"date-parts": [[2020, 1]]}`, or the same in words."""
    if not isinstance(issued, dict):
        return _word(issued)
    parts = issued.get("date-parts")
    while isinstance(parts, list):
        parts = parts[0] if parts else None
    return _word(parts) or _word(issued.get("raw") or issued.get("literal"))
