"""What readers are told of the grades."""

from knowledge.models import Cause, Remedy, ResistanceRecord
from knowledge.models.evidence import Grade
from tests.pages.conftest import Read


def test_every_grade_is_explained(read: Read) -> None:
    explained = [term.text for term in read("/about/evidence/").all("dt")]
    assert explained == list(Grade.labels)


def test_the_counts_add_up_to_all_causes_remedies_and_data_rows(read: Read) -> None:
    counts = [int(cell.text) for cell in read("/about/evidence/").all("td")]
    assert len(counts) == len(Grade)
    models = (Cause, Remedy, ResistanceRecord)
    assert sum(counts) == sum(model.objects.published().count() for model in models)


def test_a_count_is_what_its_link_finds(read: Read) -> None:
    page = read("/about/evidence/")
    links = {link.get("href"): link.text for link in page.all("a") if "evidence=" in link.get("href")}
    assert links
    for address, count in links.items():
        assert read(address).by_id("count").text.split()[0] == count, address


def test_every_page_leads_there(read: Read) -> None:
    footer = read("/").all("footer")[0].text
    assert "How evidence is graded" in footer
    assert "/about/evidence/" in read("/").links
