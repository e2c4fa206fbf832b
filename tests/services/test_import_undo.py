"""An import is taken back as one step, or not at all."""

import pytest

from knowledge.models import Cause, Citation, ImportBatch, Issue, ResistanceRecord, Status, Term
from knowledge.services import acting, curation, table_import
from knowledge.services.table_import import File, NotUndone
from tests.world import a_resistance_record

pytestmark = pytest.mark.usefixtures("seed")

TABLE = (
    "code,system_configuration,electrolyte,modification,terms,cites\n"
    "RES-900,Na,NZSP,A layer,interface/anode,REF-06\nRES-901,Na,NZSP,A layer,,REF-07\n"
)


def imported(name: str = "resistance.csv", text: str = TABLE) -> ImportBatch:
    return table_import.apply(File(name, text.encode()), None)


def refusal(batch: ImportBatch) -> list[str]:
    with pytest.raises(NotUndone) as refused:
        table_import.undo(batch, None)
    return refused.value.reasons


def test_what_it_made_is_gone_and_it_is_undone_once() -> None:
    citations = Citation.objects.count()
    batch = imported()
    table_import.undo(batch, None)
    assert not ResistanceRecord.objects.filter(code__in=["RES-900", "RES-901"]).exists()
    assert Citation.objects.count() == citations
    batch.refresh_from_db()
    assert batch.undone_at is not None
    assert refusal(batch)[0].startswith("It was undone on ")


def test_an_issue_goes_with_its_parts() -> None:
    text = (
        "code: T-ZZ-01\ntitle: A title\nsummary: A summary.\narea: anode\nsee_also: [T-AN-01]\n"
        "causes:\n  - {code: T-ZZ-01-C1, text: It cracks., terms: {interface: [anode]}}\n"
        "remedies:\n  - code: T-ZZ-01-R1\n    text: Mend it.\n"
        "    addresses: [{cause: T-ZZ-01-C1, basis: explicit}]\n"
        "signs:\n  - {number: 1, text: It glows., points_to: [{cause: T-ZZ-01-C1, basis: explicit}]}\n"
    )
    table_import.undo(table_import.apply(File("x.yaml", text.encode(), "issues"), None), None)
    assert not Issue.objects.filter(code="T-ZZ-01").exists()
    assert not Cause.objects.filter(code="T-ZZ-01-C1").exists()


def test_records_that_were_edited_or_published_since_are_named_and_everything_stays() -> None:
    batch = imported()
    curation.publish(ResistanceRecord.objects.get(code="RES-900"))
    ResistanceRecord.objects.filter(code="RES-901").update(note="Mine")
    told = refusal(batch)
    assert told[0].startswith("RES-900 was changed on ")
    assert told[1].startswith("RES-901 was changed on ")
    assert ResistanceRecord.objects.filter(code__in=["RES-900", "RES-901"]).count() == 2


def test_what_it_changed_is_as_before() -> None:
    before = a_resistance_record()
    batch = imported(text="code,note,cites\nRES-90,New,REF-06\n")
    assert ResistanceRecord.objects.get(code="RES-90").note == "New"
    table_import.undo(batch, None)
    after = ResistanceRecord.objects.get(code="RES-90")
    assert (after.note, after.citations.count()) == (before.note, 0)


def test_a_draft_that_was_changed_since_is_named_with_whoever_changed_it() -> None:
    a_resistance_record()
    batch = imported(text="code,note\nRES-90,New\n")
    acting.act("kim", "in the admin")
    ResistanceRecord.objects.filter(code="RES-90").update(note="Newer")
    (reason,) = refusal(batch)
    assert reason.startswith("RES-90 was changed on ") and reason.endswith(" by kim.")
    assert ResistanceRecord.objects.get(code="RES-90").note == "Newer"


def test_what_others_use_by_now_is_named() -> None:
    batch = imported("terms.csv", "facet,slug,label\nmechanism,melting,Melting\n")
    ResistanceRecord.objects.get(code="RES-01").terms.add(Term.objects.get(slug="melting"))
    assert len(refusal(batch)) == 1
    assert Term.objects.filter(slug="melting").exists()


def test_a_claim_written_in_an_imported_issue_keeps_it() -> None:
    batch = imported("issues.csv", "code,title,summary,area\nT-ZZ-01,A title,A summary.,anode\n")
    Cause.objects.create(
        code="T-ZZ-01-C1", issue=Issue.objects.get(code="T-ZZ-01"), text="Mine.", status=Status.DRAFT
    )
    assert len(refusal(batch)) == 1
    assert Cause.objects.filter(code="T-ZZ-01-C1").exists()
