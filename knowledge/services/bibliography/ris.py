"""RIS, written from CSL items."""

from collections.abc import Iterable, Iterator

from knowledge.services.bibliography.csl import Item
from knowledge.services.bibliography.names import OTHERS, Name

TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}


def written(items: Iterable[Item]) -> Iterator[str]:
    for each in items:
        yield entry(_fields(each)) + "\n"


def entry(fields: Iterable[tuple[str, str]]) -> str:
    """One entry, closed; empty values are left out."""
    lines = [f"{tag}  - {value}\n" for tag, value in fields if value]
    return "".join([*lines, "ER  - \n"])


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    first, last = _ends(item.get("page", ""))
    yield "TY", TYPES.get(item["type"], "GEN")
    yield "ID", item["id"]
    for name in item.get("author", []):
        yield "AU", _author(name)
    yield "TI", item.get("title", "")
    yield "T2", item.get("container-title", "")
    yield "PB", item.get("publisher", "")
    yield "VL", item.get("volume", "")
    yield "IS", item.get("issue", "")
    yield "SP", first
    yield "EP", last
    yield "PY", str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""
    yield "DO", item.get("DOI", "")
    yield "UR", item.get("URL", "")
    yield "N1", item.get("note", "")


def _author(name: Name) -> str:
    """`Family, Given, Suffix`, as the format has it."""
    if name == OTHERS:
        return OTHERS["literal"]
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return ", ".join(filter(None, (family, name.get("given"), name.get("suffix"))))


def _ends(pages: str) -> tuple[str, str]:
    """First and last page of one range; anything else stays whole."""
    parts = pages.replace("–", "-").split("-")
    return (parts[0], parts[1]) if len(parts) == 2 else (pages, "")
