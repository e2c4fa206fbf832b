"""What the source of a protocol does not give: marked in the steps, counted beside them, left to fill in."""

import pytest

from knowledge.models import Parameter, Step
from knowledge.services import curation
from knowledge.services.protocol_values import values_of
from tests.pages.conftest import Read
from tests.pages.document import Document, Element


@pytest.fixture
def step(seed: None) -> Step:
    return Step.objects.get(stage__protocol__code="PROT-03", stage__number=1, number=2)


def add(step: Step, name: str, value_text: str = "", unit: str = "", **more: object) -> None:
    number = step.parameters.count() + 1
    Parameter.objects.create(step=step, number=number, name=name, value_text=value_text, unit=unit, **more)


def field(page: Document, key: str) -> Element:
    return page.by_id(f"own-{key}")


def test_a_value_that_the_source_does_not_state_is_a_gap_to_fill_in(step: Step, read: Read) -> None:
    add(step, "dwell time at pressure", "not stated", "min")
    page = read("/protocols/PROT-03/")
    gap = page.by_id("PROT-03-S1.2")
    assert "Not given in the source: dwell time at pressure min" in gap.text
    assert "not stated" not in gap.text
    assert field(page, "PROT-03-S1.2-2").get("data-own") == "PROT-03-S1.2-2"


def test_gaps_are_counted_and_listed_by_step(step: Step, read: Read) -> None:
    before = read("/protocols/PROT-03/").all("section", css_class="gaps")
    add(step, "ramp", "not stated")
    add(step, "spacer", "Not stated")
    curation.saved(step.stage.protocol)
    (gaps,) = read("/protocols/PROT-03/").all("section", css_class="gaps")
    assert before == []
    assert "2 values that you must choose" in gaps.text
    assert "1.2 ramp, spacer" in gaps.text


def test_a_value_in_words_with_a_unit_is_given_and_is_a_gap_too(read: Read) -> None:
    text = read("/protocols/PROT-01/").by_id("PROT-01-S2.2").text
    assert "thickness a few nm" in text
    assert "Not given in the source: exact thickness nm" in text


def test_words_without_a_unit_and_words_with_numbers_are_no_gap(read: Read) -> None:
    assert "Not given" not in read("/protocols/PROT-01/").by_id("PROT-01-S3.2").text  # coin cell
    assert "Not given" not in read("/protocols/PROT-05/").by_id("PROT-05-S2.2").text  # up to 35, short at 70


def test_a_range_asks_for_the_value_that_was_used_and_a_single_value_does_not(step: Step) -> None:
    add(step, "range", unit="MPa", value_low=1, value_high=2)
    add(step, "bound", unit="MPa", value_low=1, qualifier=Parameter.Qualifier.BELOW)
    add(step, "exact", unit="MPa", value_low=1)
    values = {value.given.name: value for value in values_of(step) if value.given}
    assert values["range"].own and not values["range"].own.is_gap
    assert values["bound"].own
    assert values["exact"].own is None


@pytest.mark.parametrize(("unit", "seconds"), [("s", "1"), ("min", "60"), ("h", "3600")])
def test_a_time_has_a_timer_without_a_default(unit: str, seconds: str, step: Step, read: Read) -> None:
    add(step, "settling time", unit=unit, value_low=10)
    page = read("/protocols/PROT-03/")
    timers = [element for element in page.all("span", css_class="own") if "settling time" in element.text]
    assert [timer.get("data-timer") for timer in timers] == [seconds]
    assert field(page, "PROT-03-S1.2-2").get("value") == ""


def test_only_given_values_stand_in_the_table(step: Step, read: Read) -> None:
    add(step, "ramp rate", "not stated")
    (table,) = read("/protocols/PROT-03/").all("table", css_class="parameter-table")
    assert "ramp rate" not in table.text
    assert "stack pressure used 1.5 MPa" in table.text
