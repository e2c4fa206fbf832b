"""BibTeX, for bibtex and biblatex alike, written from CSL items."""

from collections.abc import Iterable, Iterator, Mapping

from knowledge.services.bibliography.csl import Item
from knowledge.services.bibliography.names import OTHERS, Name, inverted
from knowledge.services.bibliography.tex import address, tex

# what bibtex does not know (online, thesis) it takes for misc
TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "thesis",
    "webpage": "online",
}
_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHERS = {"thesis": "school", "techreport": "institution"}


def written(items: Iterable[Item]) -> Iterator[str]:
    for each in items:
        yield entry_of(each) + "\n"


def entry_of(item: Item) -> str:
    kind = TYPES.get(item["type"], "misc")
    year = item["issued"]["date-parts"][0][0] if "issued" in item else ""
    fields = {
        "author": " and ".join(map(_author, item.get("author", []))),
        # in braces of its own, so that the capitals of NaSICON stay
        "title": f"{{{tex(item['title'])}}}" if "title" in item else "",
        _CONTAINERS.get(kind, "howpublished"): tex(item.get("container-title", "")),
        _PUBLISHERS.get(kind, "publisher"): tex(item.get("publisher", "")),
        "volume": tex(item.get("volume", "")),
        "number": tex(item.get("issue", "")),
        "pages": tex(item.get("page", "").replace("–", "-")).replace("-", "--"),
        "year": str(year),
        "doi": address(item.get("DOI", "")),
        "url": address(item.get("URL", "")),
        "note": tex(item.get("note", "")),
    }
    return entry(kind, item["id"], fields)


def entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """One entry; the values are TeX already, and empty ones are left out."""
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return ",\n".join([f"@{kind}{{{key}", *lines]) + "\n}\n"


def _author(name: Name) -> str:
    return "others" if name == OTHERS else tex(inverted(name))
