"""What spreadsheets and people do to a table: each is understood, or refused with its place and reason."""

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest

from knowledge.models import FAQ
from knowledge.services import table_import
from knowledge.services.import_plan import Plan
from knowledge.services.table_import import File
from knowledge.services.tables import csv_text, grid, writing

pytestmark = pytest.mark.usefixtures("seed")

HEADER = ["code", "system_configuration", "electrolyte", "modification", "initial_ohm_cm2", "note"]
ROW: list[Any] = ["RES-900", "Na / NZSP", "NZSP", "A layer", 300, "A note"]


def checked(name: str, content: bytes, table: str = "") -> Plan:
    return table_import.dry_run(File(name, content, table))


def csv_checked(text: str, encoding: str = "utf-8") -> Plan:
    return checked("resistance.csv", text.encode(encoding))


def reasons(plan: Plan) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.reason) for fault in plan.faults]


def workbook(*rows: list[Any], title: str = "resistance") -> Any:
    book: Any = openpyxl.Workbook()
    book.active.title = title
    for row in (HEADER, *rows):
        book.active.append(row)
    return book


def saved(book: Any) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_cell(**cells: Any) -> list[Any]:
    return [cells.get(name, value) for name, value in zip(HEADER, ROW, strict=True)]


def new_records(plan: Plan) -> int:
    assert plan.faults == []
    return sum(count.new for count in plan.counts)


LINES = "code;system_configuration;electrolyte;modification\r\nRES-900;Na / β″;NZSP;A layer\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_semicolons_and_the_encodings_of_spreadsheets_are_read(encoding: str) -> None:
    assert new_records(csv_checked(LINES, encoding)) == 1


def test_tabs_and_a_line_that_names_the_separator_are_read() -> None:
    assert new_records(csv_checked(LINES.replace(";", "\t"))) == 1
    assert new_records(csv_checked("sep=;\r\n" + LINES)) == 1


def test_another_encoding_is_refused_with_its_line() -> None:
    plan = csv_checked(LINES.replace("β″", "é"), "latin-1")
    assert reasons(plan) == [(0, "", "is not UTF-8 text (line 2); save it as “CSV UTF-8”")]


def test_empty_rows_and_outer_spaces_count_for_nothing() -> None:
    text = (
        " Code ,system_configuration,electrolyte,modification\n\n,,,\n RES-900 , Na , NZSP ,A layer \n , \n"
    )
    assert new_records(csv_checked(text)) == 1


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    plan = csv_checked('code,modification\n"RES-900","two\nlines"\n\nX-1,A layer\n')
    assert [row for row, column, _ in reasons(plan) if column == "code"] == [4]


def test_an_unknown_column_is_named_with_those_allowed() -> None:
    ((row, column, reason),) = reasons(csv_checked("code,colour\nRES-01,red\n"))
    assert (row, column) == (1, "colour")
    assert reason.startswith("unknown column; allowed are code, status, system_configuration")


def test_columns_that_are_missing_twice_or_without_a_name_are_told() -> None:
    assert reasons(csv_checked("modification\nA layer\n")) == [
        (1, "code", "the column is missing; it tells the rows apart")
    ]
    assert (1, "note", "there are two columns of this name") in reasons(
        csv_checked("code,note,note\nRES-01,,\n")
    )
    assert (2, "", "holds 'stray' in column 2, which has no name") in reasons(
        csv_checked("code,\nRES-01,stray\n")
    )


def test_a_new_record_names_every_field_that_it_lacks() -> None:
    told = reasons(csv_checked("code\nRES-900\n"))
    assert told == [
        (2, name, "is missing") for name in ("system_configuration", "electrolyte", "modification")
    ]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("0,05", "is '0,05'; write a decimal point: 0.05"),
        ("NaN", "is 'NaN'; must be a number, or empty where nothing is known"),
        ("-inf", "is '-inf'; must be a number, or empty where nothing is known"),
        ("1e400", "is '1E+400'; Ensure that there are no more than 14 digits in total."),
        ("#DIV/0!", "is '#DIV/0!', which is an error of the spreadsheet; mend it there"),
    ],
)
def test_what_is_no_number_is_refused_with_its_cell(cell: str, reason: str) -> None:
    header = "code;system_configuration;electrolyte;modification;initial_ohm_cm2"
    plan = csv_checked(f"{header}\nRES-900;Na;NZSP;A layer;{cell}\n")
    assert reasons(plan) == [(2, "initial_ohm_cm2", reason)]
    assert plan.faults[0].value == cell


def test_an_exponent_without_end_is_refused_at_once() -> None:
    plan = csv_checked("code,initial_ohm_cm2\nRES-01,1e999999999\n")
    assert [column for _, column, _ in reasons(plan)] == ["initial_ohm_cm2"]


def test_numbers_as_text_and_texts_as_numbers_are_understood_in_a_workbook() -> None:
    plan = checked("x.xlsx", saved(workbook(with_cell(initial_ohm_cm2="300.5", note=2025, electrolyte=12.0))))
    assert new_records(plan) == 1


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("=1+1", "is '=1+1', which is a formula; paste its value"),
        (
            date(2026, 3, 4),
            "is '2026-03-04 00:00:00', which was taken for a date by the spreadsheet;"
            " format the column as text and type it again",
        ),
        ("#REF!", "is '#REF!', which is an error of the spreadsheet; mend it there"),
    ],
)
def test_what_a_workbook_calculates_is_refused(value: object, reason: str) -> None:
    plan = checked("x.xlsx", saved(workbook(with_cell(note=value))))
    assert reasons(plan) == [(2, "note", reason)]


def test_merged_cells_and_hidden_sheets_are_refused() -> None:
    merged = workbook(ROW)
    merged.active.merge_cells("B2:B3")
    assert reasons(checked("x.xlsx", saved(merged))) == [
        (0, "", "has merged cells (B2:B3); part them and fill each")
    ]
    hidden = workbook(ROW)
    hidden.create_sheet("notes")
    hidden.active.sheet_state = "hidden"
    hidden.active = 1
    assert reasons(checked("x.xlsx", saved(hidden))) == [(0, "", "is hidden; show it or delete it")]


def test_a_sheet_of_another_name_is_refused_and_an_empty_one_is_not() -> None:
    book = workbook(ROW)
    book.create_sheet("Sheet2")
    assert new_records(checked("x.xlsx", saved(book))) == 1
    ((_, _, reason),) = reasons(checked("x.xlsx", saved(workbook(ROW, title="Values"))))
    assert reason.startswith("is not the name of a table; allowed are facets, terms")


def test_a_csv_of_another_name_is_read_as_the_table_that_is_said() -> None:
    assert "is not named after a table" in str(checked("data.csv", LINES.encode()).faults[0])
    assert new_records(checked("data.csv", LINES.encode(), "resistance")) == 1
    assert new_records(checked("resistance (1).csv", LINES.encode())) == 1


def test_entities_in_a_workbook_are_refused_before_they_unfold() -> None:
    assert openpyxl.DEFUSEDXML
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>'
    )
    plan = checked("x.xlsx", replaced(saved(workbook(ROW)), "xl/worksheets/sheet1.xml", bomb))
    assert reasons(plan) == [(0, "", "holds a document type or is not UTF-8, which no workbook needs")]


def replaced(content: bytes, member: str, by: bytes) -> bytes:
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, by if name == member else old.read(name))
    return written.getvalue()


def test_a_zip_that_unfolds_too_far_is_refused_unopened() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("resistance.csv", b"0" * (grid.MAX_UNPACKED_BYTES + 1))
    ((_, _, reason),) = reasons(checked("x.zip", written.getvalue()))
    assert reason == "would unpack to 150 MB; allowed are 150 MB"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.csv", b"", "is empty"),
        ("x.pdf", b"%PDF", "is no table; allowed are .xlsx, .csv, .yaml and a .zip of CSV or YAML files"),
        ("x.xlsx", b"PK\x03\x04 damaged", "is damaged: File is not a zip file"),
        (
            "x.xls",
            b"\xd0\xcf\x11\xe0 old",
            "is a workbook of the old form, or protected by a password; save it as .xlsx",
        ),
        ("x.csv", b"0" * (grid.MAX_BYTES + 1), "is 10.0 MB; allowed are 10 MB"),
    ],
)
def test_a_file_that_is_none_says_what_it_should_be(name: str, content: bytes, reason: str) -> None:
    assert reasons(checked(name, content)) == [(0, "", reason)]


def test_too_many_rows_and_columns_are_refused() -> None:
    lines = "code\n" + "".join(f"RES-{at}\n" for at in range(grid.MAX_ROWS + 1))
    assert "has more than 20000 rows; part it" in [reason for _, _, reason in reasons(csv_checked(lines))]
    wide = ",".join(["code"] * (grid.MAX_COLUMNS + 1)) + "\n"
    assert reasons(csv_checked(wide)) == [(0, "", "has 201 columns in row 1; allowed are 200")]


def test_aliases_in_yaml_cannot_unfold() -> None:
    text = "- &a {code: RES-900}\n- *a\n"
    ((_, _, reason),) = reasons(checked("resistance.yaml", text.encode()))
    assert reason == "is not valid YAML: aliases (*name) are not allowed"


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@x", "\tx", "'=x"])
def test_no_text_of_ours_is_a_formula_in_a_csv(text: str) -> None:
    assert csv_text.guarded(text).startswith("'")
    assert csv_text.unguarded(csv_text.guarded(text)) == text


def test_no_text_of_ours_is_a_formula_in_a_workbook() -> None:
    FAQ.objects.create(code="FAQ-90", section="General", question="=1+1")
    book = openpyxl.load_workbook(io.BytesIO(writing.write(writing.XLSX, ["faqs"])))
    (cell,) = [cell for row in book["faqs"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert cell.data_type == "s"
