"""Which protocol covers a remedy."""

import pytest

from knowledge.models import Protocol, Remedy, Status
from knowledge.services.how_to import how_to
from knowledge.services.reading import published_remedies

pytestmark = pytest.mark.usefixtures("seed")


def covering(code: str) -> list[str]:
    remedy: Remedy = published_remedies().get(code=code)
    return [each.code for each in how_to([remedy]).get(remedy.pk, [])]


def test_a_protocol_of_the_same_strategy_covers_a_remedy() -> None:
    assert covering("T-AN-01-R1") == ["PROT-01"]


def test_the_first_step_with_its_technique_covers_a_diagnostic_remedy() -> None:
    assert covering("T-EIS-02-R2") == ["PROT-04-S2.2", "PROT-04-S2.1"]


def test_a_remedy_that_no_protocol_covers_has_none() -> None:
    assert covering("T-AN-01-R3") == []


def test_a_protocol_that_is_not_public_covers_nothing() -> None:
    Protocol.objects.update(status=Status.DRAFT)
    assert covering("T-AN-01-R1") == []
    assert covering("T-EIS-02-R2") == []
