"""What our exports write is read back without loss, in each of the three formats."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from knowledge.models import Reference
from knowledge.services.bibliography import bibtex, csl, ris
from knowledge.services.bibliography.csl import Item
from knowledge.services.bibliography.names import names
from knowledge.services.reference_reading import reading
from knowledge.services.reference_reading.entries import FIELDS, Entry

pytestmark = pytest.mark.usefixtures("seed")

Writer = Callable[[Iterable[Item]], Iterator[str]]
# what a format has no type for: a preprint is "misc" or "GEN", an encyclopaedia a chapter
_TYPES_LOST: dict[Writer, dict[str, str]] = {
    bibtex.written: {"article": "", "entry-encyclopedia": "chapter"},
    ris.written: {"article": ""},
    csl.written: {},
}


@pytest.mark.parametrize("written", [bibtex.written, ris.written, csl.written])
def test_every_reference_comes_back_as_it_was(written: Writer) -> None:
    references = list(Reference.objects.published())
    read = reading.read("".join(written(csl.item(each, "http://x.example") for each in references)))
    assert read.faults == []
    assert [entry.key for entry in read.entries] == [each.code for each in references]
    assert len(references) >= 100
    for reference, entry in zip(references, read.entries, strict=True):
        expected = _values(reference)
        lost = _TYPES_LOST[written]
        expected["csl_type"] = lost.get(reference.csl_type, reference.csl_type)
        assert _values(entry) == expected


def test_what_bibtex_must_mask_comes_back() -> None:
    hard = Reference(
        code="REF-900",
        title="β″-Al₂O₃ at −20 °C: 95 % of {Na⁺}, <5 Ω cm² & $5 #1 a_b ~^\\ | “x”",
        authors=["van der Waals Jr., Johannes", "Černý, R."],
        container_title="Journal of X & Y",
        url="https://x.example/a_b%20c?d=1&e=%7B1%7D#f~g",
        doi="10.1000/a_b(c)<d>",
        csl_type="article-journal",
        identification="identified",
    )
    for written in (bibtex.written, ris.written, csl.written):
        read = reading.read("".join(written([csl.item(hard, "http://x.example")])))
        assert read.faults == []
        assert _values(read.entries[0]) == _values(hard)


def _values(each: Reference | Entry) -> dict[str, object]:
    values = {name: getattr(each, name) for name in FIELDS}
    return {**values, "authors": names(values["authors"])}
