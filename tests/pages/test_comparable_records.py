"""The page of a measurement says what it may be compared with, and what stands against the others."""

from knowledge.models import ResistanceRecord
from tests.pages.conftest import Read
from tests.pages.document import Document

ALIKE = {
    "cell_type": "symmetric",
    "normalised_to": "per_interface",
    "temperature_c": 25,
    "stack_pressure_mpa": 1,
    "stack_pressure_relation": "exact",
}


def section(page: Document) -> str:
    return page.by_id("compare").text


def obstacles(page: Document) -> dict[str, int]:
    """What stands against the others -> how many records it concerns."""
    html = page.html.partition('class="against"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    rows = Document.parse(html)
    pairs = zip(rows.all("th"), rows.all("td"), strict=True)
    return {name.text: int(count.text) for name, count in pairs}


def test_records_with_the_same_stated_conditions_are_listed(read: Read) -> None:
    ResistanceRecord.objects.filter(code__in=["RES-01", "RES-02"]).update(**ALIKE)
    page = read("/data/RES-01/")
    assert "1 of 10 other records of this quantity" in section(page)
    assert "/data/RES-02/" in page.links
    assert "itself leaves open" not in section(page)


def test_what_the_record_leaves_open_is_told_apart_from_what_the_others_do(read: Read) -> None:
    page = read("/data/RES-01/")
    said = section(page)
    assert "None of the 10 other records" in said
    gaps = (
        said.partition("whatever it is compared with:")[2]
        .partition("What stands against")[0]
        .split("stated ")
    )
    assert [gap.partition(":")[0].strip() for gap in gaps[:3]] == [
        "Normalisation (per interface or per cell)",
        "Temperature",
        "Stack pressure",
    ]
    others = ResistanceRecord.objects.filter(quantity="asr").exclude(code="RES-01")
    counted = obstacles(page)
    assert counted["Temperature: not stated"] == others.filter(temperature_c=None).count()
    assert counted["Stack pressure: not stated"] == others.filter(stack_pressure_mpa=None).count()
    assert counted["Cell: different"] == others.exclude(cell_type=None).exclude(cell_type="symmetric").count()
    assert counted["Final value: stated as a bound only"] == 1


def test_the_closest_records_come_with_every_reason(read: Read) -> None:
    said = section(read("/data/RES-07/"))
    assert "Least stands against these" in said
    assert "do not state the stack pressure." in said


def test_other_quantities_are_counted_and_never_compared(read: Read) -> None:
    others = ResistanceRecord.objects.exclude(quantity="asr").count()
    assert f"{others} records hold another quantity; different quantities are never compared." in section(
        read("/data/RES-01/")
    )


def test_what_no_study_shares_is_said_to_be_incomparable(read: Read) -> None:
    assert "are not compared between studies" in section(read("/data/RES-34/"))


def test_a_draft_is_not_compared(read: Read) -> None:
    ResistanceRecord.objects.filter(code="RES-02").update(status="draft")
    page = read("/data/RES-01/")
    assert "None of the 9 other records" in section(page)
    assert "/data/RES-02/" not in page.links


def test_the_conditions_say_how_many_are_not_stated(read: Read) -> None:
    assert "Conditions 6 of 9 not stated by the source" in read("/data/RES-01/").text
