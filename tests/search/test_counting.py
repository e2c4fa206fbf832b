"""Counts of everything that a search can be narrowed by."""

import pytest

from knowledge.search import facets
from knowledge.search.facets import FacetCounts, MeasuredCounts
from tests.search.asking import codes, find

pytestmark = pytest.mark.usefixtures("seed")


def facet(query_string: str, slug: str) -> FacetCounts:
    return next(facet for facet in find(query_string).facets if facet.slug == slug)


def measured(query_string: str, name: str) -> MeasuredCounts:
    return next(each for each in find(query_string).measured if each.quantity.name == name)


def test_options_without_a_result_are_kept() -> None:
    values = facet("q=tomography&kind=protocol", "material").values
    assert 0 in {value.count for value in values}
    assert len(values) == len(facet("", "material").values)


def test_a_material_stands_with_its_family() -> None:
    groups = {value.value: value.group for value in facet("", "material").values}
    assert groups["nzsp"] == "NASICON"
    assert groups["au"] == "metal"


def test_words_that_only_widen_a_search_are_no_filter() -> None:
    assert "wording" not in {each.slug for each in find("").facets}


def test_a_filter_tells_how_many_more_there_are_without_it() -> None:
    without = find("q=sodium").count
    chosen = facet("q=sodium&technique=xps", "technique")
    assert chosen.more == without - find("q=sodium&technique=xps").count > 0
    assert facet("q=sodium&technique=xps", "interface").more == 0


def test_every_bin_counts_what_choosing_it_finds() -> None:
    for each in find("").measured:
        for counted in each.bins:
            ends = {"min": counted.bin.least, "max": counted.bin.most}
            chosen = "&".join(f"{each.quantity.name}_{end}={value}" for end, value in ends.items() if value)
            assert find(chosen).count == counted.count, (each.quantity.name, counted.bin.label)


def test_a_measured_quantity_narrows_and_is_counted_as_if_it_were_not_chosen() -> None:
    assert "RES-01" in codes("final_ohm_cm2_min=146&final_ohm_cm2_max=146&page_size=100")
    chosen = measured("final_ohm_cm2_min=10&final_ohm_cm2_max=100", "final_ohm_cm2")
    assert [each.count for each in chosen.bins] == [each.count for each in measured("", "final_ohm_cm2").bins]
    assert [each.bin.label for each in chosen.bins if each.selected] == ["10 to 100"]
    assert chosen.more > 0


def test_counts_of_very_many_are_estimated_and_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = find("q=sodium")
    monkeypatch.setattr(facets, "SMALL", 0)
    monkeypatch.setattr(facets, "COUNTED_EXACTLY", 50)
    estimated = find("q=sodium")
    assert not exact.counted.is_approximate
    assert estimated.counted.is_approximate
    assert estimated.count == pytest.approx(exact.count, rel=0.5)
    assert find("q=tomography").counted == find("q=tomography&exact=false").counted
    assert not find("q=tomography").counted.is_approximate
