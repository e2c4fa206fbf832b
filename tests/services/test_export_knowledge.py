"""Exporting the knowledge: what is written loads back to the same database."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from knowledge.models import (
    FAQ,
    Citation,
    CuratorNote,
    FAQPoint,
    Issue,
    Reference,
    ReferenceCandidate,
    ResistanceRecord,
    SourceDocument,
    Status,
)
from knowledge.services import curation, exporting, importing
from tests.world import RARE_WORD, a_cause, a_faq, a_reference, a_resistance_record, an_issue, cited_reference

pytestmark = pytest.mark.usefixtures("seed")

# to YAML, or to some version of it, each is something else than a text
NOT_TEXTS = [
    "08",
    "1e5",
    "~",
    "null",
    "true",
    "no",
    "2025-12-01",
    "0x1F",
    "- a list",
    "a: b",
    "# none",
    "'",
    "é\n\nΩ",
]


def exported(folder: Path) -> dict[str, str]:
    exporting.export(folder)
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.yaml"))}


def test_what_is_exported_changes_nothing_when_it_is_loaded(tmp_path: Path) -> None:
    exporting.export(tmp_path)
    result = importing.load(tmp_path)
    assert not result.is_changed
    assert result.counts.unchanged["issues"] == Issue.objects.count()


def test_it_loads_into_an_empty_database_as_it_was(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    before = exported(tmp_path)
    request.getfixturevalue("empty_database")
    importing.load(tmp_path)
    assert exported(tmp_path) == before


def test_drafts_and_retired_records_keep_their_status(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    cause = a_cause()
    curation.publish(cause.issue)
    curation.retire(cause)
    curation.retire(Reference.objects.get(code="REF-99"))
    a_reference()
    an_issue("T-ZZ-91", Status.IN_REVIEW)
    before = exported(tmp_path)
    request.getfixturevalue("empty_database")
    importing.load(tmp_path)
    assert exported(tmp_path) == before
    statuses = {"T-ZZ-90": "published", "T-ZZ-91": "in_review"}
    assert dict(Issue.objects.filter(code__startswith="T-ZZ").values_list("code", "status")) == statuses
    assert Reference.objects.get(code="REF-990").status == Status.DRAFT
    assert Issue.objects.get(code="T-ZZ-90").causes.get().status == Status.RETIRED


@pytest.mark.parametrize("text", NOT_TEXTS)
def test_a_text_stays_a_text(text: str, tmp_path: Path) -> None:
    FAQ.objects.create(code="FAQ-90", section=text, question=f"{text} {RARE_WORD}")
    exporting.export(tmp_path)
    assert not importing.load(tmp_path).is_changed


def test_a_number_keeps_its_value_and_a_bound_its_relation(tmp_path: Path) -> None:
    record = a_resistance_record()
    ResistanceRecord.objects.filter(pk=record.pk).update(
        initial_ohm_cm2="1e6", final_ohm_cm2="0.05", final_relation="below", temperature_c="-20"
    )
    exporting.export(tmp_path)
    assert not importing.load(tmp_path).is_changed
    text = (tmp_path / "resistance.yaml").read_text()
    assert "initial_ohm_cm2: 1000000\n" in text
    assert "final_ohm_cm2: 0.05\n  final_relation: below\n" in text
    assert "temperature_c: -20\n" in text


def test_a_gap_in_the_numbers_of_a_list_stays(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    document = SourceDocument.objects.get(slug="benchchem-2025-12")
    CuratorNote.objects.create(source_document=document, number=90, text="A note after a gap.")
    reference = a_reference()
    ReferenceCandidate.objects.create(reference=reference, number=3, title="The third of one", why="A guess.")
    before = exported(tmp_path)
    request.getfixturevalue("empty_database")
    importing.load(tmp_path)
    assert exported(tmp_path) == before
    assert CuratorNote.objects.filter(number=90).exists()
    assert ReferenceCandidate.objects.filter(reference__code="REF-990", number=3).exists()


def test_a_claim_without_the_source_document_of_its_issue_stays_without(tmp_path: Path) -> None:
    cause = a_cause()
    Issue.objects.filter(pk=cause.issue_id).update(source_document=SourceDocument.objects.first())
    exporting.export(tmp_path)
    assert "source_document: null" in (tmp_path / "issues" / "T-ZZ-90.yaml").read_text()
    assert not importing.load(tmp_path).is_changed


def test_a_citation_keeps_where_in_the_source_it_points_and_what_for(tmp_path: Path) -> None:
    faq = a_faq()
    point = FAQPoint.objects.get(faq=faq)
    Citation.objects.create(
        claim=point, reference=cited_reference(), locator="Table 2", quote="It is so.", stance="contradicts"
    )
    exporting.export(tmp_path)
    assert not importing.load(tmp_path).is_changed
    assert "stance: contradicts" in (tmp_path / "faqs.yaml").read_text()


def test_a_second_export_replaces_the_first(tmp_path: Path) -> None:
    before = exported(tmp_path)
    assert exported(tmp_path) == before


def test_other_fixtures_in_the_folder_are_named_and_stay_unless_told_otherwise(tmp_path: Path) -> None:
    other = tmp_path / "issues" / "T-OLD-01.yaml"
    other.parent.mkdir()
    other.write_text("code: T-OLD-01\n")
    with pytest.raises(CommandError, match=r"issues/T-OLD-01\.yaml.*--replace"):
        call_command("export_knowledge", str(tmp_path))
    assert [path.name for path in tmp_path.rglob("*.yaml")] == ["T-OLD-01.yaml"]
    said = StringIO()
    call_command("export_knowledge", str(tmp_path), "--replace", stdout=said)
    assert f"{Issue.objects.count()} issues" in said.getvalue()
    assert not other.exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_knowledge", str(tmp_path / "file"))
