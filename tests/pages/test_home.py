from urllib.parse import urlsplit

from django.test import Client

from knowledge.models import FirstStep, Issue, ResistanceRecord
from tests.pages.conftest import Read


def test_the_four_shapes_that_most_come_with_are_the_first_tiles(read: Read) -> None:
    tiles = [tile.text for tile in read("/").all("li", css_class="tile")]
    for tile, shape, code in zip(
        tiles,
        ("Voltage collapses to zero", "Resistance rises", "Growing semicircle", "Capacity fades"),
        ("T-AN-01", "T-CA-01", "T-EIS-01", "T-CYC-01"),
        strict=False,
    ):
        assert shape in tile
        assert code in tile
    assert "T-AN-01 Anode 3 causes, 4 remedies, 2 measured" in tiles[0]


def test_every_issue_stands_in_the_tile_of_its_shape_and_nowhere_else(read: Read) -> None:
    tiles = [tile.text for tile in read("/").all("li", css_class="tile")]
    shapes = set(Issue.objects.exclude(trace="").values_list("trace", flat=True))
    assert len(tiles) == len(shapes) + 1
    for issue in Issue.objects.published():
        found = [tile for tile in tiles if issue.code in tile]
        heading = issue.get_trace_display() or "Other issues"
        assert [heading in tile for tile in found] == [True], issue.code


def test_a_shape_that_most_come_with_keeps_its_tile_and_says_that_it_has_no_issue(read: Read) -> None:
    Issue.objects.filter(trace="rise").update(trace="")
    tile = read("/").all("li", css_class="tile")[1].text
    assert "Resistance rises" in tile
    assert "No issue with this shape is recorded yet. Suggest one" in tile


def test_another_shape_without_issues_has_no_tile(read: Read) -> None:
    Issue.objects.filter(trace="climb").update(trace="")
    page = read("/")
    assert "Voltage climbs on stripping" not in page.text
    assert "T-AN-02" in page.all("li", css_class="tile-others")[0].text


def test_without_a_shape_left_there_is_no_other_tile(read: Read) -> None:
    Issue.objects.filter(trace="").update(trace="high")
    assert read("/").all("li", css_class="tile-others") == []


def test_a_failed_cell_gets_the_first_steps_of_a_short_with_their_grade(read: Read) -> None:
    page = read("/")
    band = page.all("section", css_class="now")[0].text
    for step in FirstStep.objects.filter(issue__code="T-AN-01"):
        assert step.text in band
    assert "No reference yet" in band
    assert "/issues/T-AN-01/#first-steps" in page.links
    assert "/protocols/PROT-02/" in page.links


def test_without_first_steps_of_a_short_nothing_is_advised(read: Read) -> None:
    FirstStep.objects.filter(issue__trace="short").delete()
    assert "Cell just failed?" not in read("/").text


def test_the_cell_counts_what_the_search_of_each_zone_finds(client: Client, read: Read) -> None:
    page = read("/")
    zones = [link for link in page.all("a") if link.get("href").startswith("/search/?interface=")]
    zones = [link for link in zones if any(word in link.text for word in (" issue", " FAQ"))]
    assert [zone.text.split(" ", 2)[:2] for zone in zones] == [
        ["Sodium", "anode"],
        ["Anode", "interface"],
        ["Solid", "electrolyte"],
        ["Cathode", "interface"],
        ["Cathode", "composite"],
    ]
    kinds = {"issue": "issue", "FAQ": "faq", "value": "resistance"}
    for zone in zones:
        query = urlsplit(zone.get("href")).query
        for stated in zone.text.split(" ", 2)[2].split(", "):
            count, name = stated.split(" ")
            answer = client.get(f"/api/v1/search/?{query}&kind={kinds[name.removesuffix('s')]}").json()
            assert answer["count"] == int(count), (zone.text, stated)


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
    examples = read("/").all("p", css_class="try")[0]
    links = [link for link in read("/").all("a") if link.get("href").startswith("/search/?")]
    tried = [link.get("href") for link in links if link.text in examples.text]
    assert len(tried) == 5
    for example in tried:
        assert read(example).all("ol", css_class="hits"), example


def test_without_any_record_the_page_says_so(client: Client, empty_database: None) -> None:
    text = client.get("/").content.decode()
    assert "No issue is published yet." in text
    assert "No measured effect is recorded yet." in text
    assert "Cell just failed?" not in text
    assert "Or from where it sits" not in text
