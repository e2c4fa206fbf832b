from django.test import Client

from knowledge.models import FAQ, Status
from tests.pages.conftest import Read


def test_questions_are_grouped_by_section_in_their_order(read: Read) -> None:
    page = read("/faqs/")
    assert [heading.text for heading in page.all("h2")] == [
        *("Anode interface", "Cathode interface", "General", "Assembly and pressure", "Diagnostics"),
        *("Electrolyte choice", "Interphases", "Anode-free cells", "Operation"),
    ]
    assert len(page.all("h3")) == 22


def test_every_point_has_an_anchor_and_its_own_citations(read: Read) -> None:
    page = read("/faqs/FAQ-03/")
    assert page.by_id("FAQ-03.5").text.startswith("Point 5")
    assert page.by_id("FAQ-03.6").text.endswith("1 16 Reported Suggest an edit to FAQ-03.6")
    assert [item.get("id") for item in page.all("li", css_class="point")] == [
        f"FAQ-03.{n}" for n in range(1, 8)
    ]


def test_a_note_on_a_point_stands_at_the_point(read: Read) -> None:
    assert "Curator’s note" in read("/faqs/FAQ-03/").by_id("FAQ-03.5").text


def test_every_answer_stands_open_with_its_permalink(read: Read) -> None:
    page = read("/faqs/")
    assert len(page.all("article", css_class="answer")) == 22
    assert (
        "Use mechanically robust electrolytes that block the growth physically." in page.by_id("FAQ-03").text
    )
    assert not page.all("details")
    assert "#FAQ-03" in page.links


def test_issues_about_the_same_stand_in_the_margin(read: Read) -> None:
    assert "T-AN-01 Short circuit" in read("/faqs/").by_id("FAQ-03").text


def test_the_filter_works_by_its_address_and_knows_other_names(read: Read) -> None:
    page = read("/faqs/?q=filament")
    assert "FAQ-03" in page.ids
    assert 0 < len(page.all("article")) < 22
    assert f"{len(page.all('article'))} of 22 questions match" in page.text
    assert page.by_id("filter").get("value") == "filament"


def test_a_filter_without_result_leads_on(read: Read) -> None:
    page = read("/faqs/?q=xyzzyq")
    assert "No question matches “xyzzyq”." in page.text
    assert {"/search/?q=xyzzyq", "/suggest/?text=xyzzyq", "/faqs/"} <= set(page.links)


def test_twenty_questions_need_no_filter(read: Read) -> None:
    FAQ.objects.filter(code__in=["FAQ-21", "FAQ-22"]).update(status=Status.DRAFT)
    page = read("/faqs/")
    assert len(page.all("article")) == 20
    assert "filter" not in page.ids


def test_an_overlong_filter_is_an_error(client: Client, seed: None) -> None:
    assert client.get("/faqs/", {"q": "x" * 201}).status_code == 400
