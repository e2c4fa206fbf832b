"""An answer costs a fixed number of queries, however many records it holds."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.usefixtures("seed")

# as measured on the seed; two more read the vocabulary, one the revision, one the curator's notes
CEILINGS = {
    "issues/": 17,
    "issues/T-AN-01/": 16,
    "causes/": 8,
    "causes/T-AN-01-C1/": 6,
    "remedies/": 10,
    "remedies/T-AN-01-R1/": 8,
    "faqs/": 9,
    "faqs/FAQ-03/": 7,
    "resistance/?interface=anode&family=nasicon&factor_min=2": 8,
    "resistance/RES-01/": 6,
    "protocols/": 13,
    "protocols/PROT-01/": 11,
    "references/": 14,
    "references/REF-06/": 14,
    "search/?q=gold+interlayer&interface=anode&technique=eis": 9,
    "suggest/?q=so": 4,
    "facets/": 5,
    "health/": 1,
    "docs/": 1,
    "schema/": 1,
}


@pytest.mark.parametrize(("address", "ceiling"), CEILINGS.items())
def test_an_answer_stays_below_its_ceiling(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str, ceiling: int
) -> None:
    with django_assert_max_num_queries(ceiling):
        assert client.get(f"/api/v1/{address}").status_code == 200
