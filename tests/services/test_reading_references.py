"""Pasted bibliographies: each format, its faults with their place, and what a hostile text may hold."""

import json

import pytest

from knowledge.services.reference_reading import reading
from knowledge.services.reference_reading.entries import Entry, Reading


def read(text: str) -> Reading:
    return reading.read(text)


def only(text: str) -> Entry:
    found = read(text)
    assert found.faults == []
    (entry,) = found.entries
    return entry


def faults(text: str) -> list[str]:
    return [str(fault) for fault in read(text).faults]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("% mine\n@article{a, title={T}}", "BibTeX"),
        ("\ufeff@Book(a, title={T})", "BibTeX"),
        ("\r\nTY  - JOUR\r\nTI  - T\r\nER  - \r\n", "RIS"),
        ('[{"title": "T"}]', "CSL-JSON"),
        ('{"title": "T"}', "CSL-JSON"),
    ],
)
def test_the_format_is_recognised(text: str, name: str) -> None:
    assert read(text).format == name
    assert only(text).title == "T"


@pytest.mark.parametrize("text", ["Deysher, Nature Energy 2024", "mail@x.example", "<xml/>"])
def test_what_is_no_bibliography_is_told_what_one_looks_like(text: str) -> None:
    (fault,) = faults(text)
    assert "is none of the formats that are read: BibTeX begins with @article{" in fault


def test_nothing_is_said_to_be_empty() -> None:
    assert faults("  \n") == ["is empty"]


# ------------------------------------------------------------ BibTeX
def test_bibtex_of_chemists_becomes_plain_text() -> None:
    entry = only(
        r"@article{a, title = {{Na$_3$Zr$_{2}$Si$_2$PO$_{12}$ and $\beta^{\prime\prime}$-alumina: 95% at 25\,"
        r"$^\circ$C, \ce{Na3PS4}, \textit{in situ}}}, journal = {Batt. \& Supercaps}, pages = {1--9}}"
    )
    assert entry.title == "Na₃Zr₂Si₂PO₁₂ and β″-alumina: 95% at 25 °C, Na3PS4, in situ"
    assert entry.container_title == "Batt. & Supercaps"
    assert entry.pages == "1-9"


def test_names_of_people_and_of_institutions_are_told_apart() -> None:
    entry = only(
        r"@article{a, title={T}, author={van der Waals, Jr., Johannes and {NASICON Consortium} "
        r"and Kurt G{\"o}del and others}}"
    )
    assert entry.authors == ("van der Waals Jr., Johannes", "NASICON Consortium", "Gödel, Kurt", "et al.")


def test_strings_are_joined() -> None:
    entry = only(
        '@string{b = {Batteries}}\n@article{a, title = "In # of " # {X}, journal = b # " A", month=jan}'
    )
    assert (entry.title, entry.container_title) == ("In # of X", "Batteries A")


def test_a_broken_entry_loses_no_other() -> None:
    found = read("@article{a, title={one}}\n@article{b, title={broken\n@article{c, title={three}}")
    assert [(entry.place, entry.title) for entry in found.entries] == [("line 1", "one"), ("line 3", "three")]
    (fault,) = found.faults
    assert fault.record == "line 2"
    assert fault.reason.startswith("cannot be read as BibTeX")


def test_a_field_given_twice_is_a_fault_and_an_entry_given_twice_is_two() -> None:
    found = read("@misc{a, title={x}, title={y}}\n@misc{b, title={p}}\n@misc{b, title={q}}")
    assert [entry.title for entry in found.entries] == ["p", "q"]
    assert [str(fault) for fault in found.faults] == ["line 1: title: is given twice"]


# ------------------------------------------------------------ RIS
def test_ris_of_others_is_read_with_its_own_tags() -> None:
    entry = only(
        "TY  - EJOUR\nT1  - One\n  title\nA1  - King, Martin Luther, Jr.\nJF  - Batteries\nVL  - 9\nIS  - 1\n"
        "SP  - 3\nEP  - 8\nY1  - 2023/01/05\nDO  - https://doi.org/10.3390/batteries9010008\nUR  - https://x.example/a;b\n"
        "ER  -\n"
    )
    assert entry.title == "One title"
    assert entry.authors == ("King Jr., Martin Luther",)
    assert (entry.container_title, entry.volume, entry.issue_number, entry.pages) == (
        "Batteries",
        "9",
        "1",
        "3-8",
    )
    assert (entry.year, entry.doi, entry.url) == (2023, "10.3390/batteries9010008", "https://x.example/a;b")
    assert entry.csl_type == "article-journal"


def test_an_entry_that_is_not_closed_is_named_by_its_line() -> None:
    found = read("TI  - lost\nTY  - JOUR\nTI  - open\nTY  - JOUR\nTI  - closed\nER  - \n")
    assert [entry.title for entry in found.entries] == ["closed"]
    assert [fault.record for fault in found.faults] == ["line 1", "line 2"]


# ------------------------------------------------------------ CSL-JSON
def test_csl_json_as_crossref_answers_it() -> None:
    item = {
        "type": "journal-article",
        "title": ["Na<sub>3</sub>PS<sub>4</sub> &amp; <i>in situ</i>"],
        "author": [{"family": "Waals", "given": "J.", "non-dropping-particle": "van der"}, {"name": "KIT"}],
        "container-title": ["Batteries"],
        "issued": {"date-parts": [[2023, 1, 5]]},
        "volume": 9,
        "page": "8",
        "DOI": "10.3390/Batteries9010008",
    }
    entry = only(json.dumps(item))
    assert entry.title == "Na₃PS₄ & in situ"
    assert entry.authors == ("van der Waals, J.", "KIT")
    assert (entry.container_title, entry.year, entry.volume) == ("Batteries", 2023, "9")
    assert (entry.csl_type, entry.doi) == ("article-journal", "10.3390/Batteries9010008")


def test_items_that_are_none_are_named_by_their_number() -> None:
    wrong = '{"title": "a", "title": "b"}, 3, {"title": {"a": 1}}, {"title": "ok", "author": "Deysher"}'
    text = f'[{wrong}, {{"title": "good"}}]'
    found = read(text)
    assert [entry.title for entry in found.entries] == ["good"]
    assert [fault.record for fault in found.faults] == ["entry 1", "entry 2", "entry 3", "entry 4"]
    assert "names 'title' twice" in found.faults[0].reason


def test_broken_json_is_told_where() -> None:
    (fault,) = faults('[{"title": "a"},\n {"title" "b"}]')
    assert fault.startswith("line 2: is no JSON")


# ------------------------------------------------------------ values
@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("year", "in press", "must be a year between 1800 and 2100"),
        ("year", "3024", "must be a year between 1800 and 2100"),
        ("doi", "batteries9010008", "a DOI looks like 10.3390/batteries9010008"),
        ("url", "javascript:alert(1)", "an address begins with http:// or https://"),
        ("volume", "9" * 21, "at most 20 are allowed"),
        ("title", "a" * 401, "at most 400 are allowed"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_is_allowed(field: str, value: str, reason: str) -> None:
    found = read(f"@misc{{a, title={{ok}}}}\n@misc{{b, {field}={{{value}}}}}")
    assert [entry.title for entry in found.entries] == ["ok"]
    (fault,) = found.faults
    assert (fault.record, fault.field) == ("line 2", field)
    assert reason in fault.reason


def test_all_faults_of_an_entry_come_at_once() -> None:
    assert len(faults("@misc{b, year={x}, doi={y}, url={z}}")) == 3


@pytest.mark.parametrize(
    "written",
    [
        "https://doi.org/10.1000/A%28b%29",
        "http://dx.doi.org/10.1000/A(b)",
        "doi:10.1000/A(b)",
        " 10.1000/A(b)",
    ],
)
def test_a_doi_is_kept_without_its_address(written: str) -> None:
    assert only(json.dumps({"title": "T", "DOI": written})).doi == "10.1000/A(b)"


# ------------------------------------------------------------ hostile
@pytest.mark.parametrize(
    ("char", "name"),
    [("\0", "U+0000 (NUL)"), ("\u202e", "RIGHT-TO-LEFT OVERRIDE"), ("\x1b", "U+001B"), ("\ud800", "U+D800")],
)
def test_a_sign_that_harms_a_page_is_a_fault_of_its_entry_alone(char: str, name: str) -> None:
    found = read(json.dumps([{"title": f"a{char}b"}, {"title": "ok"}]))
    assert [entry.title for entry in found.entries] == ["ok"]
    assert name in found.faults[0].reason


def test_hebrew_is_no_fault_and_unseen_signs_go() -> None:
    assert only(json.dumps({"title": "סוללת נתרן"})).title == "סוללת נתרן"
    assert only(json.dumps({"title": "so\u00addi\u200bum"})).title == "sodium"


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title={" + "a " * 500_000 + "}}",
        "@article{a, title=" + "{" * 500_000,
        "@article{a, title=" + "{" * 40_000 + "x" + "}" * 40_000 + "}",
        "@article{a, author={" + " and ".join(["A B"] * 20_000) + "}}",
        "@a{" * 300_000,
        "[" * 200_000,
        '{"a":' * 100_000,
        '[{"volume": ' + "9" * 5_000 + "}]",
        "TY  - JOUR\n" * 50_000,
        "TY  - JOUR\nTI  - " + "a" * 1_000_000 + "\nER  - ",
    ],
    ids=lambda text: text[:14],
)
def test_what_is_far_too_much_is_refused_soon(text: str) -> None:
    found = read(text)
    assert found.entries == []
    assert 0 < len(found.faults) <= reading.MOST_FAULTS + 1
    assert all(len(str(fault)) < 500 for fault in found.faults)


def test_too_many_entries_are_refused_as_a_whole() -> None:
    found = read("@misc{a, title={T}}\n" * (reading.MOST_ENTRIES + 1))
    assert found.entries == []
    assert [str(fault) for fault in found.faults] == [
        "holds 5,001 entries; at most 5,000 entries are read at once: divide it"
    ]


# ------------------------------------------------------------ files
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_its_encoding(encoding: str) -> None:
    found = reading.read_file("@misc{a, title={Černý β″}}".encode(encoding))
    assert [entry.title for entry in found.entries] == ["Černý β″"]
    assert found.notes == []


def test_another_encoding_is_guessed_and_said() -> None:
    found = reading.read_file("@misc{a, title={Gödel – Müller}}".encode("cp1252"))
    assert [entry.title for entry in found.entries] == ["Gödel – Müller"]
    assert found.notes == [
        "The file is not in UTF-8 and was read as Latin-1 (Windows): look at the letters with accents."
    ]


def test_a_file_of_no_text_is_refused() -> None:
    assert reading.read_file(bytes(range(256)) * 10).entries == []


def test_a_file_that_is_too_large_is_not_read() -> None:
    found = reading.read_file(b"@misc{a, title={T}}\n" + b" " * reading.LARGEST_FILE)
    assert [str(fault) for fault in found.faults] == ["file: has 5.0 MB; at most 5 MB are allowed"]
