"""RIS. Cut into entries here, so that each fault has its line and loses no other entry; read by rispy."""

import re
from collections.abc import Iterator
from typing import Any

import rispy
from rispy.parser import ParseError

from knowledge.services.bibliography import ris
from knowledge.services.bibliography.names import SUFFIXES
from knowledge.services.import_faults import Fault
from knowledge.services.reference_reading.entries import OTHERS, Found, fault
from knowledge.services.reference_reading.marked_up import plain
from knowledge.services.reference_reading.names import written

_TAG = re.compile(r"^\s{0,3}([A-Z][A-Z0-9])\s{1,2}-(?: (.*)|\s*)$")
# what others write, beside the names of our own exports
_TYPES = {name: kind for kind, name in ris.TYPES.items()} | {
    "EJOUR": "article-journal",
    "CONF": "paper-conference",
    "UNPB": "article",
    "ECHAP": "chapter",
    "EBOOK": "book",
    "BLOG": "webpage",
    "WEB": "webpage",
}
# a thesis has its university in PB; the journal is in the first of these that is there
_CONTAINERS = ("secondary_title", "journal_name", "alternate_title3", "alternate_title2", "alternate_title1")


def read(text: str) -> tuple[list[Found], list[Fault]]:
    found: list[Found] = []
    faults: list[Fault] = []
    for line, lines in _cut(text, faults):
        try:
            (data,) = rispy.loads("\n".join(lines), delimiter_tags_mapping={})
            found.append(_found(data, f"line {line}"))
        except (ParseError, KeyError, TypeError, ValueError) as error:
            faults.append(fault(f"line {line}", "", f"cannot be read as RIS: {error}"))
    return found, faults


def _cut(text: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """The line where each entry begins, and its lines; what is not closed, or in none, is a fault."""
    lines: list[str]
    start, lines, is_told = 0, [], False
    for number, line in enumerate(text.split("\n"), start=1):
        tag = _TAG.match(line)
        if tag and tag[1] == "TY":
            if lines:
                faults.append(_not_closed(start))
            start, lines, is_told = number, [f"TY  - {tag[2] or ''}"], False
        elif tag and tag[1] == "ER" and lines:
            yield start, [*lines, "ER  - "]
            lines = []
        elif lines and line.strip():
            lines.append(f"{tag[1]}  - {tag[2] or ''}" if tag else line)
        elif tag and not is_told:
            # once for all lines that stand there
            faults.append(
                fault(f"line {number}", tag[1], "stands outside of an entry, which begins with TY  - ")
            )
            is_told = True
    if lines:
        faults.append(_not_closed(start))


def _not_closed(start: int) -> Fault:
    return fault(f"line {start}", "ER", "is missing; an entry ends with a line ER  - ")


def _found(data: dict[str, Any], place: str) -> Found:
    kind = _TYPES.get(data["type_of_reference"].strip().upper(), "")
    container = next((data[name] for name in _CONTAINERS if data.get(name)), "")
    pages = [data.get("start_page", ""), data.get("end_page", "")]
    values = {
        "title": plain(data.get("title") or data.get("primary_title") or ""),
        "authors": [_author(name) for name in [*data.get("authors", []), *data.get("first_authors", [])]],
        "container_title": plain(data.get("publisher") or container if kind == "thesis" else container),
        "volume": data.get("volume", ""),
        "issue_number": data.get("number", ""),
        "pages": "-".join(dict.fromkeys(filter(None, pages))),
        "year": data.get("year") or data.get("publication_year") or data.get("date") or "",
        "doi": data.get("doi", ""),
        "url": next(iter(data.get("urls", [])), ""),
        "csl_type": kind,
    }
    return Found(place, data.get("id", ""), values)


def _author(name: str) -> str:
    """`Family, Given, Suffix`."""
    if name.strip().lower().rstrip(".") in ("et al", "others"):
        return OTHERS
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 3 and parts[2].lower() in SUFFIXES:
        return written(parts[0], parts[1], suffix=parts[2])
    return name.strip()
