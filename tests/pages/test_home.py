from django.test import Client

from tests.pages.conftest import Read


def test_every_issue_is_a_tile_with_its_counts(read: Read) -> None:
    tiles = [tile.text for tile in read("/").all("li", css_class="tile")]
    assert len(tiles) == 4
    assert any("T-AN-01" in tile and "3 causes, 4 remedies" in tile for tile in tiles)


def test_measured_effects_show_before_after_and_by_how_much(read: Read) -> None:
    text = read("/").text
    assert "2708 → to 146 Ω cm²" in text
    assert "18.5× lower" in text


def test_the_counts_of_identification_add_up_to_all_references(read: Read) -> None:
    legend = read("/").all("ul", css_class="legend")[0]
    assert sum(int(word) for word in legend.text.split() if word.isdigit()) == 20


def test_every_example_search_finds_something(client: Client, read: Read) -> None:
    examples = [link for link in read("/").links if link.startswith("/search/?")]
    assert len(examples) >= 4
    for example in examples:
        assert read(example).all("ol", css_class="hits"), example


def test_without_any_record_the_page_says_so(client: Client, empty_database: None) -> None:
    text = client.get("/").content.decode()
    assert "No issue is published yet." in text
    assert "No measured effect is recorded yet." in text
