"""Ten thousand rows: every planted mistake is told and no other, and what is right is loaded in time."""

import time

import pytest

from knowledge.models import ImportBatch, ResistanceRecord
from knowledge.services import table_import
from knowledge.services.table_import import File, ImportFailed
from tests.services import many_records

pytestmark = [pytest.mark.usefixtures("seed"), pytest.mark.slow]

ROWS = 10_000
AT_MOST_S = 60


def test_thirty_planted_mistakes_are_told_exactly_and_nothing_changes() -> None:
    rows, places = many_records.with_mistakes(many_records.sound(ROWS))
    file = File("resistance.csv", many_records.as_csv(rows))
    before = list(ResistanceRecord.objects.values_list("code", "updated_at"))
    plan = table_import.dry_run(file)
    assert len(plan.faults) == len(places) == 30
    assert {(fault.row, fault.column) for fault in plan.faults} == places
    with pytest.raises(ImportFailed):
        table_import.apply(file, None)
    assert list(ResistanceRecord.objects.values_list("code", "updated_at")) == before
    assert not ImportBatch.objects.exists()


def test_corrected_it_is_loaded_in_under_a_minute_and_undone_as_one() -> None:
    file = File("resistance.csv", many_records.as_csv(many_records.sound(ROWS)))
    before = ResistanceRecord.objects.count()
    started = time.monotonic()
    batch = table_import.apply(file, None)
    assert time.monotonic() - started < AT_MOST_S
    assert ResistanceRecord.objects.filter(status="draft", code__startswith="RES-5").count() == ROWS
    assert batch.counts == {"resistance records": [ROWS, 0, 0], "citations": [2 * ROWS, 0, 0]}
    table_import.undo(batch, None)
    assert ResistanceRecord.objects.count() == before
