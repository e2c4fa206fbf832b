"""Facets narrow a list under any name of a term; choices and ranges narrow the measurements."""

import pytest
from django.test import Client

from knowledge.models import Citation, ResistanceRecord
from tests.api.reading import LISTS, ids
from tests.world import cited_reference

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
        # as a program writes a double
        ("initial_ohm_cm2_min=299.99999999999994", ["RES-91", "RES-92"]),
        ("initial_ohm_cm2_min=2.9999999999999994e%2B02", ["RES-91", "RES-92"]),
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


@pytest.fixture
def conditions(measurements: None) -> None:
    """RES-91 with every condition, RES-92 a critical current density, RES-93 without any condition."""
    ResistanceRecord.objects.filter(code="RES-91").update(
        temperature_c=60, cycling_hours=1400, stack_pressure_mpa="0.5", cell_type="symmetric"
    )
    ResistanceRecord.objects.filter(code="RES-92").update(
        quantity="ccd", effect="limit", ccd_initial_ma_cm2=9, ccd_final_ma_cm2="1.2", cell_type="half"
    )
    # of 2020, at two places, which must not list the record twice
    measured, reference = ResistanceRecord.objects.get(code="RES-91"), cited_reference()
    for place in ("Table 2", "Table 3"):
        Citation.objects.create(claim=measured, reference=reference, locator=place)


@pytest.mark.usefixtures("conditions")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("temperature_c_min=60", ["RES-91"]),
        ("temperature_c_max=59.9", []),
        ("ccd_ma_cm2_max=1.2", ["RES-92"]),
        ("ccd_ma_cm2_min=1.3", []),
        ("cycling_hours_min=1400", ["RES-91"]),
        ("stack_pressure_mpa_max=0.5", ["RES-91"]),
        ("year_min=2020&year_max=2020", ["RES-91"]),
        ("year_min=2021", []),
    ],
)
def test_a_range_of_a_condition_leaves_what_is_not_stated_out(
    client: Client, query: str, expected: list[str]
) -> None:
    assert ids(client, f"resistance/?{query}") == expected


@pytest.mark.usefixtures("conditions")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("quantity=ccd", ["RES-92"]),
        ("quantity=ccd&quantity=asr", ["RES-91", "RES-92", "RES-93"]),
        ("effect=limit", ["RES-92"]),
        ("cell_type=symmetric&cell_type=half", ["RES-91", "RES-92"]),
        ("quantity=ccd&cell_type=symmetric", []),
    ],
)
def test_a_choice_repeated_widens_and_different_choices_narrow(
    client: Client, query: str, expected: list[str]
) -> None:
    assert ids(client, f"resistance/?{query}") == expected


@pytest.mark.usefixtures("conditions")
def test_measurements_are_ordered_by_a_condition_unknown_last(client: Client) -> None:
    assert ids(client, "resistance/?ordering=-ccd_ma_cm2") == ["RES-92", "RES-93", "RES-91"]
    pages = client.get("/api/v1/resistance/?ordering=ccd_ma_cm2&limit=1").json()
    assert client.get(pages["next"]).json()["results"][0]["id"] == "RES-91"
