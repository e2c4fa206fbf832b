"""Which of what was found a reference can hold: lengths, years, DOIs, addresses; every fault at once."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from knowledge.models import Reference
from knowledge.models.reference import DOI_PATTERN, EARLIEST_YEAR, LATEST_YEAR
from knowledge.services.fixture_values import shown
from knowledge.services.import_faults import Fault
from knowledge.services.reference_reading.entries import TEXT_FIELDS, Entry, Found, fault

MOST_AUTHORS = 5_000
# no work has a value that long, and every reading of one costs time
LONGEST_VALUE = 100_000
_DOI_PREFIX = re.compile(r"^(?:https?://)?(?:dx\.|www\.)?doi\.org/|^doi:\s*", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_SCHEMES = ["http", "https"]
# soft hyphens, spaces without width and marks of the byte order say nothing
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# they turn the direction of all that follows, on a page that is not theirs
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class _Unfit(Exception):
    """The message says what the value is and what is allowed."""


def fitted(found: Found) -> tuple[Entry | None, list[Fault]]:
    """The entry, or all that is wrong with it."""
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for name, read in _READERS.items():
        try:
            values[name] = read(name, found.values.get(name) or "")
        except _Unfit as unfit:
            faults.append(fault(found.place, name, str(unfit)))
    if faults:
        return None, faults
    return Entry(found.place, key_of(found.key), **values), []


def key_of(key: str) -> str:
    """The name of an entry in its file, as far as it can be shown."""
    return "".join(char for char in key if char.isprintable())[:60]


def bare_doi(text: str) -> str:
    """10.3390/batteries9010008, however it was written; what is no DOI comes back as it is."""
    bare = _DOI_PREFIX.sub("", text.strip())
    # in an address its signs may be written as %28
    return unquote(bare) if text.strip().lower().startswith("http") else bare


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _Unfit(f"is {shown(value)}; must be text")
    if len(value) > LONGEST_VALUE:
        raise _Unfit(f"has {len(value):,} characters; no field has more than {LONGEST_VALUE:,}")
    text = " ".join(value.translate(_UNSEEN).split())
    _without_controls(text)
    longest = getattr(Reference._meta.get_field(name), "max_length", None) if name in TEXT_FIELDS else None
    if longest and len(text) > longest:
        raise _Unfit(f"is {shown(text)} with {len(text)} characters; at most {longest} are allowed")
    return unicodedata.normalize("NFC", text)


def _without_controls(text: str) -> None:
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cs") or char in _TURNING:
            name = "NUL" if char == "\0" else unicodedata.name(char, "a control character")
            raise _Unfit(f"holds U+{ord(char):04X} ({name}); remove that character")


def _doi(name: str, value: Any) -> str:
    doi = bare_doi(_text(name, value))
    if doi and not re.match(DOI_PATTERN, doi):
        raise _Unfit(f"is {shown(doi)}; a DOI looks like 10.3390/batteries9010008")
    return doi


def _url(name: str, value: Any) -> str:
    url = _text(name, value)
    if not url:
        return ""
    try:
        URLValidator(schemes=_SCHEMES)(url)
    except ValidationError as error:
        raise _Unfit(f"is {shown(url)}; an address begins with http:// or https://") from error
    return url


def _year(name: str, value: Any) -> int | None:
    text = _text(name, value)
    if not text:
        return None
    year = _YEAR.search(text)
    if not (year and year[1].isascii() and EARLIEST_YEAR <= int(year[1]) <= LATEST_YEAR):
        raise _Unfit(f"is {shown(text)}; must be a year between {EARLIEST_YEAR} and {LATEST_YEAR}")
    return int(year[1])


def _authors(name: str, value: Any) -> tuple[str, ...]:
    if len(value) > MOST_AUTHORS:
        raise _Unfit(f"are {len(value):,}; at most {MOST_AUTHORS:,} are allowed")
    field = Reference._meta.get_field("authors")
    assert isinstance(field, ArrayField)  # noqa: S101
    longest = field.base_field.max_length or 0
    return tuple(_each_author(value, longest))


def _each_author(value: Any, longest: int) -> Iterator[str]:
    for each in value:
        author = _text("authors", each)
        if len(author) > longest:
            raise _Unfit(
                f"holds {shown(author)} with {len(author)} characters; at most {longest} are allowed"
            )
        if author:
            yield author


_READERS = {
    **dict.fromkeys(TEXT_FIELDS, _text),
    "authors": _authors,
    "year": _year,
    "doi": _doi,
    "url": _url,
}
