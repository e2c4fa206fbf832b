import pytest

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


def test_all_parameters_stand_in_one_table(read: Read) -> None:
    table = read("/protocols/PROT-01/").all("table", css_class="parameter-table")[0].text
    assert "1.3 sintering temperature 1200–1250 °C" in table


def test_a_pitfall_has_an_anchor_its_sources_and_its_grade(read: Read) -> None:
    page = read("/protocols/PROT-03/")
    pitfall = page.by_id("PROT-03-P1")
    assert pitfall.text.startswith("Pitfall P1 ")
    assert pitfall.text.split()[-1] in {"Measured", "Reported"}
    assert "#pitfalls" in page.links


def test_every_step_shows_a_grade(read: Read) -> None:
    page = read("/protocols/PROT-03/")
    assert len(page.all("span", css_class="ev")) == len(page.all("li", css_class="step"))
