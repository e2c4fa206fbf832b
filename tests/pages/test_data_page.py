"""Resistance data: values as they are, gaps as gaps."""

import pytest

from knowledge.models import Reference, ResistanceRecord
from knowledge.services import curation
from tests.pages.conftest import Read
from tests.pages.document import Document


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


def rows_of(page: Document, quantity: str) -> list[str]:
    """The identifiers in the table of a quantity."""
    table = Document.parse(
        page.html.partition(f'id="{quantity}"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    )
    return [row.get("id") for row in table.all("tr")]


def every_page(read: Read, query: str = "") -> list[Document]:
    """The pages of the list, one after the other."""
    pages = [read(f"/data/?{query}")]
    while following := [link.get("href") for link in pages[-1].all("a") if link.get("rel") == "next"]:
        pages.append(read(following[0]))
    return pages


def test_both_rows_of_the_seed_stand_with_values_factor_and_source(read: Read) -> None:
    page = read("/data/")
    assert page.by_id("RES-01").text.endswith(
        "2708 146 18.5× 0.32 mA cm⁻² RES-01 6 Measured Remedy T-AN-01-R1"
    )
    assert page.by_id("RES-02").text.endswith("1658 101 16.4× >135 h RES-02 8 Measured Remedy T-AN-01-R3")


@pytest.mark.parametrize(("before", "after"), [(None, 100), (100, None), (None, None)])
def test_a_value_that_is_not_stated_is_said_to_be_so(
    before: int | None, after: int | None, read: Read
) -> None:
    a_measurement(before, after)
    shown = ["not stated" if value is None else str(value) for value in (before, after)]
    row = read("/data/").by_id("RES-90").text
    assert f" {shown[0]} {shown[1]} not computed " in row
    page = read("/data/RES-90/")
    with_unit = [text if text == "not stated" else f"{text} Ω cm²" for text in shown]
    assert f"Resistance before {with_unit[0]} Resistance after {with_unit[1]} " in page.text
    assert "Factor not computed: it needs both values" in page.text


def test_a_resistance_that_rose_is_called_higher(read: Read) -> None:
    a_measurement(100, 250)
    assert "2.5× higher" in read("/data/").by_id("RES-90").text


def test_a_row_without_a_public_source_says_so(read: Read) -> None:
    a_measurement(100, 50)
    assert "no reference given No reference yet" in read("/data/").by_id("RES-90").text


def test_the_largest_factor_comes_first_then_the_lowest_value_then_what_is_no_improvement(
    read: Read,
) -> None:
    a_measurement(None, 1)
    rows = rows_of(read("/data/"), "asr")
    with_factor = ["RES-03", "RES-01", "RES-02"]
    without = ["RES-90", "RES-19", "RES-20", "RES-09", "RES-04"]
    assert rows == [*with_factor, *without, "RES-45", "RES-40", "RES-42", "RES-41"]


def test_the_page_of_a_measurement_names_its_footnote_and_the_remedy_that_it_measures(read: Read) -> None:
    page = read("/data/RES-01/")
    assert "NZSP stands for Na<sub>3</sub>Zr<sub>2</sub>Si<sub>2</sub>PO<sub>12</sub>" in page.html
    assert "/issues/T-AN-01/#T-AN-01-R1" in page.links


def test_a_draft_reference_is_no_source(read: Read) -> None:
    Reference.objects.filter(code="REF-06").update(status="draft")
    assert "no reference given No reference yet" in read("/data/").by_id("RES-01").text


def test_every_record_stands_once_in_the_table_of_its_quantity(read: Read) -> None:
    quantities = ResistanceRecord.Quantity.values
    shown = [(rows_of(page, name), name) for page in every_page(read) for name in quantities]
    for record in ResistanceRecord.objects.all():
        assert [name for rows, name in shown if record.code in rows] == [record.quantity], record.code
    assert sum(len(rows) for rows, _ in shown) == ResistanceRecord.objects.count()


def test_a_change_without_either_value_stands_in_a_table_without_a_plot(read: Read) -> None:
    record = a_measurement(None, None)
    ResistanceRecord.objects.filter(pk=record.pk).update(stated_factor=5)
    page = read("/data/?quantity=asr")
    assert rows_of(page, "relative") == ["RES-90"]
    assert "RES-90" not in rows_of(page, "asr")
    assert " 5× lower " in page.by_id("RES-90").text
    assert "plot" not in page.html.partition('id="relative"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("RES-03", "not stated 23 >41× as stated"),
        ("RES-04", "not stated ~23 not computed"),
        ("RES-20", "not stated <10 not computed"),
        ("RES-12", "1 ± 0.7 3.1 ± 0.8"),
        ("RES-11", "not stated >2 not stated"),
        ("RES-07", "3×"),
    ],
)
def test_a_bound_an_uncertainty_and_a_stated_factor_stand_as_the_source_has_them(
    code: str, said: str, read: Read
) -> None:
    assert said in read("/data/").by_id(code).text


@pytest.mark.parametrize(
    ("code", "said"),
    [("RES-40", "31 77 rose"), ("RES-41", "<80 1000 rose"), ("RES-45", "67 0.68 not computed")],
)
def test_what_is_no_improvement_has_no_factor_and_is_never_called_lower(
    code: str, said: str, read: Read
) -> None:
    row = read("/data/").by_id(code).text
    assert said in row
    assert "×" not in row
    assert "× lower" not in read(f"/data/{code}/").all("main")[0].text


def test_a_bound_of_an_end_is_a_bound_of_the_factor_rounded_to_its_safe_side(read: Read) -> None:
    record = a_measurement(128, 3)
    ResistanceRecord.objects.filter(pk=record.pk).update(final_relation="below")
    assert "128 <3 >42.6×" in read("/data/").by_id("RES-90").text  # 42.67


def test_the_page_of_a_measurement_gives_every_condition_or_the_gap(read: Read) -> None:
    facts = read("/data/RES-03/").text
    for said in (
        "Cell Symmetric cell",
        "Normalisation not stated",
        "Temperature 25 °C",
        "Stack pressure not stated",
        "Electrolyte thickness not stated",
        "Method symmetric-cell plating/stripping",
    ):
        assert said in facts, said


def test_the_page_of_a_measurement_says_where_in_the_source_it_stands(read: Read) -> None:
    assert "Where in the source REF-06 abstract" in read("/data/RES-01/").text
