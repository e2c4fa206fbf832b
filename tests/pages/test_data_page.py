"""Resistance data: values as they are, gaps as gaps."""

import pytest

from knowledge.models import Reference, ResistanceRecord
from knowledge.services import curation
from tests.pages.conftest import Read


def a_measurement(before: int | None, after: int | None) -> ResistanceRecord:
    record = ResistanceRecord.objects.create(
        code="RES-90",
        system_configuration="Na / Na3PS4",
        electrolyte="Na3PS4",
        modification="Heat treatment",
        initial_ohm_cm2=before,
        final_ohm_cm2=after,
    )
    curation.publish(record)
    return record


def test_both_rows_of_the_seed_stand_with_values_factor_and_source(read: Read) -> None:
    page = read("/data/")
    assert page.by_id("RES-01").text.endswith("2708 146 18.5× lower 6")
    assert page.by_id("RES-02").text.endswith("1658 101 16.4× lower 8")


@pytest.mark.parametrize(("before", "after"), [(None, 100), (100, None), (None, None)])
def test_a_value_that_is_not_stated_is_said_to_be_so(
    before: int | None, after: int | None, read: Read
) -> None:
    a_measurement(before, after)
    missing = [before, after].count(None)
    assert read("/data/").by_id("RES-90").text.count("not stated") == missing + 1
    page = read("/data/RES-90/")
    assert page.text.count("not stated in the source") == missing
    assert "not computed: it needs both values" in page.text


def test_a_resistance_that_rose_is_called_higher(read: Read) -> None:
    a_measurement(100, 250)
    assert "2.5× higher" in read("/data/").by_id("RES-90").text


def test_a_row_without_a_public_source_says_so(read: Read) -> None:
    a_measurement(100, 50)
    assert read("/data/").by_id("RES-90").text.endswith("no reference given")


def test_the_largest_reduction_comes_first_and_unknown_factors_last(read: Read) -> None:
    a_measurement(None, 1)
    rows = [row.get("id") for row in read("/data/").all("tr") if row.get("id")]
    assert rows == ["RES-01", "RES-02", "RES-90"]


def test_the_page_of_a_measurement_names_its_footnote_and_the_remedy_that_it_measures(read: Read) -> None:
    page = read("/data/RES-01/")
    assert "NZSP stands for Na<sub>3</sub>Zr<sub>2</sub>Si<sub>2</sub>PO<sub>12</sub>" in page.html
    assert "/issues/T-AN-01/#T-AN-01-R1" in page.links


def test_a_draft_reference_is_no_source(read: Read) -> None:
    Reference.objects.filter(code="REF-06").update(status="draft")
    assert read("/data/").by_id("RES-01").text.endswith("no reference given")
