"""A reference as a CSL item: what was seen in the source, and nothing that was not."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.models import Reference
from knowledge.services.bibliography.names import names

# keys as CSL names them: id, type, title, author, container-title, issued, DOI, note, ...
Item = dict[str, Any]

UNKNOWN_TYPE = "document"
_NOT_IDENTIFIED = {Reference.Identification.UNIDENTIFIED, Reference.Identification.CANDIDATE}


def item(reference: Reference, site: str) -> Item:
    """The stable key is the identifier; what is unknown is left out. `site` is http://host."""
    kind = reference.csl_type or UNKNOWN_TYPE
    values: Item = {
        "id": reference.code,
        "type": kind,
        "title": one_line(reference.title),
        "author": names([one_line(author) for author in reference.authors]),
        # of a thesis that is the university
        "publisher" if kind == "thesis" else "container-title": one_line(reference.container_title),
        "volume": one_line(reference.volume),
        "issue": one_line(reference.issue_number),
        "page": one_line(reference.pages),
        "issued": {"date-parts": [[reference.year]]} if reference.year else None,
        "DOI": reference.doi,
        "URL": reference.url,
        "note": " ".join(_notes(reference, site)),
    }
    return {name: value for name, value in values.items() if value}


def written(items: Iterable[Item]) -> Iterator[str]:
    """CSL-JSON: one array."""
    before = "[\n"
    for each in items:
        yield before + json.dumps(each, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def one_line(text: str) -> str:
    """Without the line breaks and tabs that would end a field."""
    return " ".join(text.split())


def _notes(reference: Reference, site: str) -> Iterator[str]:
    as_given = dict.fromkeys(filter(None, (reference.title_as_given, reference.site_as_given)))
    cited_as = f" It was cited as “{one_line(', '.join(as_given))}”." if as_given else ""
    address = f"{site}{reference.get_absolute_url()}"
    if reference.identification in _NOT_IDENTIFIED:
        yield f"The source has not been identified.{cited_as} What is known of it: {address}"
    elif not reference.title:
        yield f"Its title is not recorded.{cited_as} What is known of it: {address}"
    elif not (reference.container_title or reference.doi or reference.url):
        yield f"Its address is not recorded.{cited_as} What is known of it: {address}"
    if reference.same_work_as and reference.same_work_as.is_public:
        yield f"The same work as {reference.same_work_as.code}."
