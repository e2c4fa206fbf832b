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
    assert page.by_id("FAQ-03.6").text.endswith("1 16 Reported")
    assert [item.get("id") for item in page.all("li", css_class="point")] == [
        f"FAQ-03.{n}" for n in range(1, 8)
    ]


def test_a_note_on_a_point_stands_at_the_point(read: Read) -> None:
    assert "Curator’s note" in read("/faqs/FAQ-03/").by_id("FAQ-03.5").text
