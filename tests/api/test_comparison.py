"""Whether two measured records may be compared, and why not."""

from typing import Any

import pytest
from django.test import Client

from knowledge.models import ResistanceRecord
from knowledge.services import curation
from tests.api.reading import faults

pytestmark = pytest.mark.usefixtures("measurements")


def compare(client: Client, query: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/resistance/compare/?{query}")
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def test_records_measured_alike_may_be_compared(client: Client) -> None:
    ResistanceRecord.objects.update(
        cell_type="symmetric", normalised_to="per_interface", temperature_c=25, stack_pressure_mpa=1
    )
    assert compare(client, "a=RES-91&b=res-92") == {"may_be_compared": True, "reasons": []}


def test_every_reason_against_is_given(client: Client) -> None:
    ResistanceRecord.objects.filter(code="RES-91").update(cell_type="symmetric", stack_pressure_mpa=1)
    ResistanceRecord.objects.filter(code="RES-92").update(cell_type="full", stack_pressure_mpa=1)
    answer = compare(client, "a=RES-91&b=RES-92")
    assert answer["may_be_compared"] is False
    reasons = " ".join(answer["reasons"])
    assert "symmetric cell and full cell" in reasons
    assert "temperature" in reasons
    assert "pressure" not in reasons


def test_a_missing_and_an_unknown_record_are_named_together(client: Client) -> None:
    response = client.get("/api/v1/resistance/compare/?a=RES-999")
    assert set(faults(response)) == {"a", "b"}
    assert "RES-999" in response.json()["detail"]


def test_a_record_that_is_not_public_is_unknown(client: Client) -> None:
    curation.retire(ResistanceRecord.objects.get(code="RES-92"))
    assert set(faults(client.get("/api/v1/resistance/compare/?a=RES-91&b=RES-92"))) == {"b"}


def test_a_record_given_twice_is_refused(client: Client) -> None:
    query = "a=RES-91&a=RES-93&b=RES-92"
    assert set(faults(client.get(f"/api/v1/resistance/compare/?{query}"))) == {"a"}
