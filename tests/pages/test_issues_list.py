from django.test import Client

from knowledge.models import Issue, SearchEntry
from tests.pages.conftest import Read


def test_every_issue_stands_under_its_area_once(read: Read) -> None:
    page = read("/issues/")
    for issue in Issue.objects.published():
        holding = [
            section.text for section in page.all("section") if f" {issue.code} " in f" {section.text} "
        ]
        assert len(holding) == 1, issue.code
        assert holding[0].startswith(issue.area[:1].upper() + issue.area[1:])


def test_the_areas_at_the_top_lead_to_their_sections(read: Read) -> None:
    page = read("/issues/")
    anchors = [link.removeprefix("#") for link in page.links if link.startswith("#area-")]
    assert anchors == [f"area-{place}" for place in range(1, 11)]
    for anchor in anchors:
        assert page.by_id(anchor).tag == "section"


def test_an_issue_shows_its_shape_its_counts_and_its_evidence(read: Read) -> None:
    page = read("/issues/")
    first = next(item.text for item in page.all("li") if "T-AN-01" in item.text)
    assert "Voltage collapses to zero. 3 causes, 4 remedies, 2 measured" in first
    assert "Reported" in first
    drawn = Issue.objects.exclude(trace="").count()
    assert len(page.all("svg", css_class="trace-figure")) == drawn


def test_the_grade_is_the_one_that_search_has(read: Read) -> None:
    SearchEntry.objects.filter(code="T-AN-01").update(evidence="measured")
    first = next(item.text for item in read("/issues/").all("li") if "T-AN-01" in item.text)
    assert "Measured" in first


def test_without_any_issue_the_list_says_so(client: Client, empty_database: None) -> None:
    assert "No issue is published yet." in client.get("/issues/").content.decode()
