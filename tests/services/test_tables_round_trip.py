"""What is exported reads back to the same database, in every format."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from knowledge.models import (
    CONTENT_MODELS,
    FAQ,
    Citation,
    FAQPoint,
    Issue,
    Reference,
    ResistanceRecord,
    SourceDocument,
    Status,
)
from knowledge.services import table_import
from knowledge.services.fixture_kinds import SECTIONS
from knowledge.services.table_import import File
from knowledge.services.tables import writing
from knowledge.services.tables.columns import TABLES
from tests.world import a_cause, a_faq, a_resistance_record, cited_reference

pytestmark = pytest.mark.usefixtures("seed")

FORMATS = list(writing.FORMATS)
every_format = pytest.mark.parametrize("format", FORMATS)
every_table = pytest.mark.parametrize("format", [writing.CSV, writing.XLSX])

STRANGE = [
    "=1+1",
    "+1",
    "-5",
    "@home",
    "'=quoted",
    "''quoted",
    "08",
    "1e5",
    "1,5",
    "TRUE",
    "2025-12-01",
    'a "b" | c \\ d',
    "é\n\nΩ",
    "one\r\ntwo",
    "_x000D_",
    "<b>&amp;</b>",
]


def exported(format: str) -> File:
    return File(writing.file_name(format), writing.write(format, list(SECTIONS)))


def what_changes(format: str) -> list[object]:
    plan = table_import.dry_run(exported(format))
    assert plan.faults == []
    return [*plan.changes, *([plan.counts] if plan.does_anything else [])]


@every_format
def test_all_the_knowledge_reads_back_without_a_change(format: str) -> None:
    assert what_changes(format) == []


@every_format
def test_it_reads_back_into_an_empty_database_as_drafts(format: str, request: pytest.FixtureRequest) -> None:
    file = exported(format)
    for model in CONTENT_MODELS:
        model.objects.update(status=Status.DRAFT)
    before = writing.write(writing.CSV, list(SECTIONS))
    request.getfixturevalue("empty_database")
    table_import.apply(file, None)
    assert writing.write(writing.CSV, list(SECTIONS)) == before


@every_table
@pytest.mark.parametrize("text", STRANGE)
def test_a_strange_text_stays_what_it_is(format: str, text: str) -> None:
    faq = FAQ.objects.create(code="FAQ-90", section="General", question=text)
    Issue.objects.create(
        code="T-ZZ-91", title=text, summary="-", area="anode", also_described_as=[text, f"second {text}"]
    )
    FAQPoint.objects.create(faq=faq, number=1, text=text)
    assert what_changes(format) == []


@every_format
def test_a_citation_keeps_place_quote_and_stance(format: str) -> None:
    point = FAQPoint.objects.get(faq=a_faq())
    reference = cited_reference()
    cited = (
        ("Fig. 2(b)", 'It is "so" | not so.'),
        ("p. 4) and (5", "two\nlines"),
        ("a\\b", ""),
        ("", "(sic) contradicts"),
    )
    for position, (locator, quote) in enumerate(cited, start=1):
        Citation.objects.create(
            **{"claim": point, "reference": reference, "position": position},
            **{"locator": locator, "quote": quote, "stance": "contradicts"},
        )
    assert what_changes(format) == []


@every_format
def test_numbers_and_statuses_stay_as_they_are(format: str) -> None:
    record = a_resistance_record()
    ResistanceRecord.objects.filter(pk=record.pk).update(
        initial_ohm_cm2="1e6", final_ohm_cm2="0.05", final_relation="below", temperature_c="-20"
    )
    a_cause()
    Issue.objects.filter(code="T-ZZ-90").update(source_document=SourceDocument.objects.first())
    Reference.objects.filter(code="REF-99").update(status=Status.RETIRED)
    assert what_changes(format) == []


def test_only_the_chosen_sections_and_statuses_are_written() -> None:
    a_resistance_record()
    content = writing.write(writing.CSV, ["resistance"], [Status.DRAFT])
    plan = table_import.dry_run(File("drafts.zip", content))
    assert [(count.kind, count.unchanged) for count in plan.counts] == [("resistance records", 1)]


def test_the_workbook_begins_with_what_every_column_means() -> None:
    book = load_workbook(BytesIO(writing.write(writing.XLSX, list(SECTIONS))), read_only=True)
    assert book.sheetnames == ["README", *TABLES]
    told = {(row[0], row[1]) for row in book["README"].iter_rows(min_row=2, values_only=True)}
    assert told == {(table.name, column) for table in TABLES.values() for column in table.columns}
