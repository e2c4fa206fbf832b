"""The forest plot: one axis a table, arrows for bounds, footnotes that say what they mean."""

import re

import pytest

from knowledge.models import ResistanceRecord
from tests.pages.conftest import Read
from tests.pages.document import Document

TICK = re.compile(r'<text x="([\d.]+)%"[^>]*>([^<]+)</text>')


def axis(page: Document, quantity: str) -> dict[str, float]:
    """Label of each decade -> its place in per cent."""
    (group,) = re.findall(rf'<g id="axis-{quantity}".*?</g>', page.html)
    return {label: float(place) for place, label in TICK.findall(group)}


def row(page: Document, code: str) -> str:
    """The HTML of a row."""
    return page.html.partition(f'<tr id="{code}"')[2].partition("</tr>")[0]


def test_the_axis_has_whole_decades_that_hold_every_value(read: Read) -> None:
    page = read("/data/")
    assert list(axis(page, "asr")) == ["0.1", "1", "10", "100", "1000", "10⁴"]
    assert list(axis(page, "ccd")) == ["0.1", "1", "10"]
    assert list(axis(page, "cycling")) == ["100", "1000", "10⁴", "10⁵"]


def test_the_axis_is_that_of_the_filter_and_at_least_two_decades_long(read: Read) -> None:
    assert list(axis(read("/data/?final_ohm_cm2_max=9&effect=improvement"), "asr")) == ["1", "10", "100"]


def test_the_axis_is_the_same_on_every_page(read: Read) -> None:
    assert axis(read("/data/?ordering=id"), "cycling") == axis(read("/data/?ordering=id&page=2"), "cycling")


def test_a_row_is_drawn_where_its_values_lie(read: Read) -> None:
    page = read("/data/?quantity=asr")
    (before,) = re.findall(r'<circle [^>]*cx="([\d.]+)%"', row(page, "RES-01"))
    places = axis(page, "asr")
    # log10(2708) = 3.43
    assert places["1000"] < float(before) < places["10⁴"]
    assert float(before) == pytest.approx(
        places["1000"] + 0.4327 * (places["10⁴"] - places["1000"]), abs=0.02
    )


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("RES-20", "The source gives a bound, not a value: after is less than 10 Ω cm²."),
        ("RES-41", "The source gives a bound, not a value: before is less than 80 Ω cm²."),
        ("RES-11", "The source gives a bound, not a value: after is more than 2 mA cm⁻²."),
        ("RES-03", "“more than 41 times lower”, from which before is computed as 41 × 23 = 943 Ω cm²."),
    ],
)
def test_a_bound_is_an_arrow_with_a_footnote(code: str, note: str, read: Read) -> None:
    page = read("/data/")
    assert "dumbbell-bound" in row(page, code)
    (target,) = re.findall(r'class="mark" href="#([a-z]+-[a-z])"', row(page, code))
    said = page.by_id(target).text.replace("\u00a0", " ")
    assert code in said
    assert note in said


def test_only_bounds_have_arrows_and_footnotes(read: Read) -> None:
    page = read("/data/?quantity=asr")
    for record in ResistanceRecord.objects.filter(quantity="asr"):
        relations = {record.initial_relation, record.final_relation, record.stated_factor_relation}
        is_bound = bool(relations & {"above", "below"})
        assert ("dumbbell-bound" in row(page, record.code)) == is_bound, record.code
        assert ('class="mark"' in row(page, record.code)) == is_bound, record.code


@pytest.mark.parametrize(
    ("quantity", "said"),
    [("asr", "lower is better"), ("ccd", "higher is better"), ("cycling", "longer is better")],
)
def test_a_heading_says_which_way_is_better(quantity: str, said: str, read: Read) -> None:
    section = read("/data/").html.partition(f'id="{quantity}"')[2].partition("</thead>")[0]
    assert said in section


def test_words_have_no_plot(read: Read) -> None:
    assert "plot" not in read("/data/?quantity=full_cell").all("main")[0].text
    assert not read("/data/?quantity=full_cell").all("td", css_class="plot")


def test_a_record_alone_is_drawn_with_its_numbers_in_words(read: Read) -> None:
    drawn = [svg.get("aria-label") for svg in read("/data/RES-01/").all("svg", css_class="forest-row")]
    assert drawn == ["From 2708 to 146 Ω cm²"]
    drawn = [svg.get("aria-label") for svg in read("/data/RES-58/").all("svg", css_class="forest-row")]
    assert drawn == ["~4248 h"]
