"""Hard cases of reference managers: names, signs of TeX, what is unknown."""

import pytest
from pybtex.database import parse_string

from knowledge.models import Reference
from knowledge.services.bibliography import bibtex, csl, ris
from knowledge.services.bibliography.names import Name, inverted, name_of, names
from knowledge.services.bibliography.tex import address, tex


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Grayson Deysher", {"given": "Grayson", "family": "Deysher"}),
        ("Darren H. S. Tan", {"given": "Darren H. S.", "family": "Tan"}),
        ("Murgia", {"family": "Murgia"}),
        (
            "Johannes Diderik van der Waals",
            {"given": "Johannes Diderik", "non-dropping-particle": "van der", "family": "Waals"},
        ),
        (
            "Charles de la Vallée Poussin",
            {"given": "Charles", "non-dropping-particle": "de la", "family": "Vallée Poussin"},
        ),
        ("van der Waals, J. D.", {"given": "J. D.", "non-dropping-particle": "van der", "family": "Waals"}),
        ("Spencer Jolly, Dominic", {"given": "Dominic", "family": "Spencer Jolly"}),
        ("Martin Luther King Jr.", {"given": "Martin Luther", "family": "King", "suffix": "Jr."}),
        ("Radovan Černý", {"given": "Radovan", "family": "Černý"}),
    ],
)
def test_a_name_is_taken_apart_as_bibtex_does(text: str, parts: Name) -> None:
    assert name_of(text) == parts


def test_pybtex_takes_what_is_written_apart_alike() -> None:
    written = inverted(name_of("Johannes Diderik van der Waals Jr."))
    person = parse_string(f"@misc{{a, author={{{written}}}}}", "bibtex").entries["a"].persons["author"][0]
    parts = (person.first_names, person.middle_names, person.prelast_names, person.last_names)
    assert parts == (["Johannes"], ["Diderik"], ["van", "der"], ["Waals"])
    assert person.lineage_names == ["Jr."]


@pytest.mark.parametrize("text", ["Till Ortmann et al.", "Till Ortmann, et al.", "Till Ortmann et al"])
def test_that_there_are_others_is_said_and_nobody_is_made_of_it(text: str) -> None:
    assert names([text]) == [{"given": "Till", "family": "Ortmann"}, {"literal": "et al."}]
    entry = bibtex.entry_of({"id": "REF-90", "type": "article-journal", "author": names([text])})
    assert "author = {Ortmann, Till and others}" in entry


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("95% & $5 #1 a_b {x}", r"95\% \& \$5 \#1 a\_b \{x\}"),
        ("~^\\", r"\textasciitilde{}\textasciicircum{}\textbackslash{}"),
        ("Na₃Zr₂", r"Na\textsubscript{3}Zr\textsubscript{2}"),
        ("Na⁺", r"Na\textsuperscript{+}"),
        ("β″-Al2O3", r"\ensuremath{\beta}\ensuremath{\prime\prime}-Al2O3"),
        ("Ω", r"\ensuremath{\Omega}"),
        ("Černý", "Černý"),
    ],
)
def test_nothing_in_a_text_is_a_command_of_tex(text: str, written: str) -> None:
    assert tex(text) == written


def test_the_braces_of_an_address_pair() -> None:
    assert address("https://x.example/a_b%20{1}?q=\\") == "https://x.example/a_b%20%7B1%7D?q=%5C"


def test_a_line_break_does_not_end_a_field() -> None:
    hostile = Reference(code="REF-90", title="One\nER  - \nTY  - JOUR", identification="located")
    (text,) = ris.written([csl.item(hostile, "http://x.example")])
    assert text.count("\nER") == 1
    assert text.count("TY  - ") == 1
    assert text.splitlines()[2] == "TI  - One ER - TY - JOUR"


def test_an_item_says_that_there_are_others() -> None:
    item = csl.item(Reference(code="REF-90", authors=["Till Ortmann et al."]), "http://x.example")
    assert item["author"] == [{"given": "Till", "family": "Ortmann"}, {"literal": "et al."}]


def test_what_is_unknown_is_left_out() -> None:
    known = Reference(
        code="REF-90", title="A", csl_type="article-journal", identification="identified", doi="10.1000/x"
    )
    assert csl.item(known, "http://x.example") == {
        "id": "REF-90",
        "type": "article-journal",
        "title": "A",
        "DOI": "10.1000/x",
    }


def test_the_university_of_a_thesis_is_no_journal() -> None:
    thesis = Reference(code="REF-90", title="A", csl_type="thesis", container_title="University of Geneva")
    item = csl.item(thesis, "http://x.example")
    assert item["publisher"] == "University of Geneva"
    assert "school = {University of Geneva}" in bibtex.entry_of(item)


@pytest.mark.parametrize(
    ("pages", "lines"),
    [("1319", ["SP  - 1319"]), ("678–685", ["SP  - 678", "EP  - 685"]), ("1-3, 7-9", ["SP  - 1-3, 7-9"])],
)
def test_pages_are_a_range_or_stay_whole(pages: str, lines: list[str]) -> None:
    (text,) = ris.written([{"id": "REF-90", "type": "article-journal", "page": pages}])
    assert [line for line in text.splitlines() if line[:2] in ("SP", "EP")] == lines


def test_another_work_is_named_only_if_it_is_public() -> None:
    original = Reference(code="REF-91", status="draft")
    copy = Reference(code="REF-90", title="A", url="https://x.example", same_work_as=original)
    assert "REF-91" not in str(csl.item(copy, "http://x.example"))
    original.status = "published"
    assert "The same work as REF-91." in csl.item(copy, "http://x.example")["note"]
