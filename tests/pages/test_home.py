from django.test import Client

from knowledge.models import Issue, ResistanceRecord
from tests.pages.conftest import Read


def test_the_four_shapes_that_a_cell_shows_first_are_tiles_with_their_counts(read: Read) -> None:
    tiles = [tile.text for tile in read("/").all("li", css_class="tile")]
    for tile, code in zip(tiles, ("T-AN-01", "T-CA-01", "T-EIS-01", "T-CYC-01"), strict=True):
        assert code in tile
    assert "3 causes, 4 remedies" in tiles[0]


def test_every_other_issue_stands_under_its_area_and_each_area_once(read: Read) -> None:
    page = read("/")
    groups = page.all("div", css_class="issue-groups")[0].text
    others = Issue.objects.exclude(code__in=("T-AN-01", "T-CA-01", "T-EIS-01", "T-CYC-01"))
    assert others.count() == 19
    for issue in others:
        assert groups.count(issue.code) == 1, issue.code
    areas = [heading.text for heading in page.all("h3")]
    assert areas[0] == "Anode"
    assert len(areas) == len(set(areas)) == 10


def test_only_improvements_with_a_factor_are_among_the_largest_effects(read: Read) -> None:
    ResistanceRecord.objects.filter(code="RES-02").update(effect="comparison")
    effects = [link for link in read("/").links if link.startswith("/data/RES")]
    assert effects == ["/data/RES-01/"]


def test_measured_effects_show_before_after_and_by_how_much(read: Read) -> None:
    text = read("/").text
    assert "2708 → to 146 Ω cm²" in text
    assert "18.5× lower" in text


def test_the_counts_of_identification_add_up_to_all_references(read: Read) -> None:
    legend = read("/").all("ul", css_class="legend")[0]
    assert sum(int(word) for word in legend.text.split() if word.isdigit()) == 100


def test_every_example_search_finds_something(client: Client, read: Read) -> None:
    examples = [link for link in read("/").links if link.startswith("/search/?")]
    assert len(examples) >= 4
    for example in examples:
        assert read(example).all("ol", css_class="hits"), example


def test_without_any_record_the_page_says_so(client: Client, empty_database: None) -> None:
    text = client.get("/").content.decode()
    assert "No issue is published yet." in text
    assert "No measured effect is recorded yet." in text
