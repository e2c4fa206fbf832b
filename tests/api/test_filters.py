"""Facets narrow a list under any name of a term; ranges narrow the measurements."""

import pytest
from django.test import Client

from tests.api.reading import LISTS, ids

pytestmark = pytest.mark.usefixtures("measurements")


def test_a_facet_repeated_widens(client: Client) -> None:
    assert ids(client, "resistance/?interface=anode") == ["RES-91", "RES-93"]
    assert ids(client, "resistance/?interface=anode&interface=cathode") == ["RES-91", "RES-92", "RES-93"]


def test_different_facets_narrow(client: Client) -> None:
    assert ids(client, "resistance/?interface=anode&technique=xps") == ["RES-91"]
    assert ids(client, "resistance/?interface=cathode&technique=xps") == []


@pytest.mark.parametrize("name", ["XPS", "esca", "x-ray photoelectron spectroscopy", "xps"])
def test_any_name_of_a_term_is_accepted(client: Client, name: str) -> None:
    assert ids(client, f"resistance/?technique={name}") == ["RES-91"]


@pytest.mark.parametrize("formula", ["Na3Zr2Si2PO12", "Na₃Zr₂Si₂PO₁₂"])
def test_a_formula_is_accepted_with_and_without_subscripts(client: Client, formula: str) -> None:
    assert ids(client, f"resistance/?material={formula}") == ["RES-92"]


def test_a_record_is_found_under_the_family_of_its_material(client: Client) -> None:
    assert ids(client, "resistance/?family=NASICON") == ["RES-92"]
    terms = client.get("/api/v1/resistance/RES-92/").json()["terms"]
    assert terms == {"interface": ["cathode"], "material": ["nzsp"], "family": ["nasicon"]}


@pytest.mark.parametrize("name", [name for name in LISTS if name != "resistance"])
def test_every_list_takes_the_facets(client: Client, name: str) -> None:
    query = "interface=anode&technique=xps&material=nzsp&family=nasicon"
    assert ids(client, f"{name}/?{query}") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("initial_ohm_cm2_min=300", ["RES-91", "RES-92"]),
        ("initial_ohm_cm2_max=300.0", ["RES-92"]),
        ("final_ohm_cm2_min=146&final_ohm_cm2_max=1.5e2", ["RES-91", "RES-92"]),
        ("factor_min=2.1", ["RES-91"]),
        ("factor_max=2", ["RES-92"]),
    ],
)
def test_a_range_includes_its_ends_and_leaves_unknown_values_out(
    client: Client, query: str, expected: list[str]
) -> None:
    assert ids(client, f"resistance/?{query}") == expected


def test_measurements_are_ordered_by_the_factor_gained(client: Client) -> None:
    assert ids(client, "resistance/?ordering=-factor") == ["RES-91", "RES-92", "RES-93"]
    assert ids(client, "resistance/?ordering=factor") == ["RES-92", "RES-91", "RES-93"]
