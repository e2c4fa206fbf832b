import pytest

from knowledge.models import Protocol
from knowledge.services import curation
from tests.pages.conftest import Read


@pytest.mark.parametrize(
    ("step", "value"),
    [
        ("PROT-01-S1.2", "300–400 MPa"),
        ("PROT-01-S1.3", "1200–1250 °C"),
        ("PROT-01-S3.1", "<0.5 ppm"),
        ("PROT-01-S4.1", "10–30 mV"),
        ("PROT-01-S4.1", "1 MHz to 1 Hz"),
        ("PROT-01-S4.2", "0.05 mA cm⁻²"),
    ],
)
def test_a_step_shows_its_values_with_their_unit(step: str, value: str, read: Read) -> None:
    assert value in read("/protocols/PROT-01/").by_id(step).text


def test_stages_and_steps_have_anchors(read: Read) -> None:
    page = read("/protocols/PROT-01/")
    assert len(page.all("section", css_class="stage")) == 4
    assert len(page.all("li", css_class="step")) == 13
    assert page.by_id("PROT-01-S4.2").text.startswith("Step 4.2")


def test_what_is_seen_at_a_step_leads_to_the_issue(read: Read) -> None:
    page = read("/protocols/PROT-01/")
    assert "Go to T-AN-01" in page.by_id("PROT-01-S4.2").text
    assert "/issues/T-AN-01/" in page.links


def test_a_note_stands_whole_once_and_is_pointed_to_elsewhere(read: Read) -> None:
    page = read("/protocols/PROT-01/")
    assert page.text.count("Numbers without a citation") == 1
    assert "at PROT-01-S1.2 concerns this too." in page.by_id("PROT-01-S1.3").text


def test_all_parameters_stand_in_one_table_that_leads_to_the_steps(read: Read) -> None:
    page = read("/protocols/PROT-01/")
    table = page.all("table", css_class="parameter-table")[0].text
    assert "1.3 sintering temperature 1200–1250 °C" in table
    assert "#PROT-01-S1.3" in page.links


def test_the_head_says_how_long_the_protocol_is(read: Read) -> None:
    assert "4 stages, 13 steps." in read("/protocols/PROT-01/").all("header", css_class="record-head")[0].text


def test_pitfalls_stand_above_the_steps_with_their_sources_and_grades(read: Read) -> None:
    page = read("/protocols/PROT-03/")
    pitfall = page.by_id("PROT-03-P1")
    assert pitfall.text.startswith("Pitfall P1 ")
    said, _, _ = pitfall.text.partition(" Suggest an edit to PROT-03-P1")
    assert said.split()[-1] in {"Measured", "Reported"}
    assert "#pitfalls" in page.links
    assert page.ids.index("pitfalls") < page.ids.index("PROT-03-S1")


def test_a_protocol_without_a_pitfall_has_no_band(read: Read) -> None:
    assert "pitfalls" not in read("/protocols/PROT-01/").ids


def test_every_step_and_pitfall_shows_a_grade(read: Read) -> None:
    page = read("/protocols/PROT-03/")
    claims = len(page.all("li", css_class="step")) + len(
        [each for each in page.ids if each.startswith("PROT-03-P")]
    )
    assert len(page.all("span", css_class="ev")) == claims


def test_every_step_has_a_box_to_tick(read: Read) -> None:
    page = read("/protocols/PROT-01/")
    boxes = [element for element in page.all("input") if element.get("type") == "checkbox"]
    assert [box.get("data-tick") for box in boxes] == [
        step.get("id") for step in page.all("li", css_class="step")
    ]
    assert "Step 4.2 done" in page.by_id("PROT-01-S4.2").text


def test_bench_mode_has_an_address_of_its_own(read: Read) -> None:
    everyday, bench = read("/protocols/PROT-01/"), read("/protocols/PROT-01/?bench=1")
    assert not everyday.all(css_class="bench") and bench.all(css_class="bench")
    pressed = [page.all("form")[1 if page.all("search") else 0] for page in (everyday, bench)]
    assert [form.text for form in pressed] == ["Bench mode", "Leave bench mode"]
    assert [len(page.all("li", css_class="step")) for page in (everyday, bench)] == [13, 13]


def test_a_run_is_kept_for_this_version_of_the_protocol_only(read: Read) -> None:
    protocol = Protocol.objects.get(code="PROT-01")
    (before,) = read("/protocols/PROT-01/").all("div", css_class="protocol")
    curation.saved(protocol)
    (after,) = read("/protocols/PROT-01/").all("div", css_class="protocol")
    assert int(before.get("data-version")) <= int(after.get("data-version"))
    assert after.get("data-version") == str(int(Protocol.objects.get(code="PROT-01").updated_at.timestamp()))
