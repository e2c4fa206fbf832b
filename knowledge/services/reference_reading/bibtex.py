"""BibTeX and biblatex, split by bibtexparser; what a value says is put together here.

Its middleware is left out: it does not join `"a" # "b"`, and names must be split before TeX is read, or
`{NASICON Consortium}` becomes a person.
"""

import logging
from collections.abc import Iterator, Mapping

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, ParsingFailedBlock
from bibtexparser.model import Entry as Block

from knowledge.services.bibliography import bibtex
from knowledge.services.fixture_values import shown
from knowledge.services.import_faults import Fault
from knowledge.services.reference_reading import tex_reading
from knowledge.services.reference_reading.entries import OTHERS, Found, fault
from knowledge.services.reference_reading.fitting import LONGEST_VALUE
from knowledge.services.reference_reading.names import written

# it would write what strangers pasted into the log; every fault is answered to the curator instead
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

# the first type that our exports write so; then what others write
_TYPES = {name: kind for kind, name in reversed(bibtex.TYPES.items())} | {
    "inbook": "chapter",
    "conference": "paper-conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "report": "report",
    "electronic": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "inreference": "entry-encyclopedia",
    "unpublished": "article",
}
# a field of ours, and those of theirs in the order in which they are looked at
_FIELDS = {
    "title": ("title",),
    "container_title": ("journal", "journaltitle", "booktitle", "howpublished"),
    "volume": ("volume",),
    "issue_number": ("number", "issue"),
    "pages": ("pages", "eid", "article-number"),
    "year": ("year", "date"),
    "doi": ("doi",),
    "url": ("url",),
}
_UNIVERSITY = ("school", "institution", "publisher")
_VERBATIM = ("doi", "url")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class _Wrong(Exception):
    """The field and what is wrong with it."""


def read(text: str) -> tuple[list[Found], list[Fault]]:
    library = parse_string(text, parse_stack=[])
    names = dict.fromkeys(_MONTHS, "") | {
        string.key.lower(): _joined(str(string.value), {}) for string in library.strings
    }
    found: list[Found] = []
    faults: list[Fault] = []
    for each in library.blocks:
        # another entry of the same name is an entry all the same
        block = each.ignore_error_block if isinstance(each, DuplicateBlockKeyBlock) else each
        if block is None:
            continue
        place = f"line {(block.start_line or 0) + 1}"
        if isinstance(block, Block):
            try:
                found.append(_found(block, place, names))
            except _Wrong as wrong:
                faults.append(fault(place, *wrong.args))
        elif isinstance(block, DuplicateFieldKeyBlock):
            faults += [fault(place, key, "is given twice") for key in sorted(block.duplicate_keys)]
        elif isinstance(block, ParsingFailedBlock):
            faults.append(fault(place, "", f"cannot be read as BibTeX: {_reason(block)}"))
    return found, faults


def _reason(block: ParsingFailedBlock) -> str:
    reason = getattr(block.error, "abort_reason", None) or str(block.error)
    return " ".join(str(reason)[:300].split())


def _found(block: Block, place: str, names: Mapping[str, str]) -> Found:
    given = {field.key.lower(): str(field.value) for field in block.fields}
    kind = _TYPES.get(block.entry_type.lower(), "")
    values: dict[str, object] = {}
    for name, sources in _FIELDS.items():
        if name == "container_title" and kind == "thesis":
            sources = _UNIVERSITY
        source = next((source for source in sources if given.get(source)), "")
        values[name] = _value(source, given[source], names) if source else ""
    values["pages"] = str(values["pages"]).replace("–", "-").replace("--", "-")
    values["authors"] = list(_authors(_joined(given.get("author", ""), names)))
    return Found(place, str(block.key), {**values, "csl_type": kind})


def _value(field: str, raw: str, names: Mapping[str, str]) -> str:
    text = _joined(raw, names)
    return tex_reading.verbatim(text) if field in _VERBATIM else _plain(field, text)


def _plain(field: str, tex: str) -> str:
    if len(tex) > LONGEST_VALUE:
        raise _Wrong(field, f"has {len(tex):,} characters; no field has more than {LONGEST_VALUE:,}")
    try:
        return tex_reading.plain(tex)
    except tex_reading.TooDeep as error:
        raise _Wrong(field, str(error)) from error


def _authors(tex: str) -> Iterator[str]:
    if len(tex) > LONGEST_VALUE:
        raise _Wrong("author", f"has {len(tex):,} characters; at most {LONGEST_VALUE:,} are allowed")
    for name in split_multiple_persons_names(" ".join(tex.split())):
        if name.lower() == "others":
            yield OTHERS
            continue
        if name.startswith("{") and name.endswith("}"):
            # an institution
            yield _plain("author", name[1:-1])
            continue
        try:
            parts = parse_single_name_into_parts(name)
        except InvalidNameError as error:
            raise _Wrong("author", f"holds {shown(name)}: {error.reason}") from error
        last, first, von, jr = (
            _plain("author", " ".join(part)) for part in (parts.last, parts.first, parts.von, parts.jr)
        )
        yield written(last, first, von, jr)


def _joined(raw: str, names: Mapping[str, str]) -> str:
    """`"a" # name # {b}` -> what it says; a name that is defined nowhere stands for itself."""
    return "".join(_unquoted(piece.strip(), names) for piece in _pieces(raw))


def _unquoted(piece: str, names: Mapping[str, str]) -> str:
    if len(piece) > 1 and (piece[0] == "{" and piece[-1] == "}" or piece[0] == piece[-1] == '"'):
        return piece[1:-1]
    return names.get(piece.lower(), piece)


def _pieces(raw: str) -> Iterator[str]:
    if "#" not in raw:
        yield raw
        return
    depth, is_quoted, start = 0, False, 0
    for place, char in enumerate(raw):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif char == '"' and not depth:
            is_quoted = not is_quoted
        elif char == "#" and not depth and not is_quoted:
            yield raw[start:place]
            start = place + 1
    yield raw[start:]
