"""An answer costs a fixed number of queries, however many records it holds."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from knowledge.search.terms import TermDirectory

pytestmark = pytest.mark.usefixtures("seed")

# as measured on the whole content, the content types read anew each time
CEILINGS = {
    "issues/?limit=500": 28,
    "issues/?limit=2": 28,
    "issues/T-AN-01/": 28,
    "causes/?limit=500": 9,
    "causes/T-AN-01-C1/": 7,
    "remedies/?limit=500": 12,
    "remedies/T-AN-01-R1/": 10,
    "faqs/?limit=500": 11,
    "faqs/FAQ-03/": 9,
    "resistance/?limit=500": 9,
    "resistance/?interface=anode&family=nasicon&factor_min=2&evidence=measured&quantity=asr&year_min=2000": 9,
    "resistance/RES-01/": 7,
    "resistance/compare/?a=RES-03&b=RES-04": 5,
    "protocols/?limit=500": 17,
    "protocols/PROT-01/": 13,
    "references/?limit=500": 28,
    "references/REF-06/": 23,
    "search/?q=gold+interlayer&interface=anode&technique=eis&evidence=reported": 11,
    "suggest/?q=so": 4,
    "facets/": 6,
    "health/": 1,
    "docs/": 1,
    "schema/": 1,
}


@pytest.mark.parametrize(("address", "ceiling"), CEILINGS.items())
def test_an_answer_stays_below_its_ceiling(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str, ceiling: int
) -> None:
    ContentType.objects.clear_cache()
    TermDirectory.load()  # kept between requests, by content revision
    with django_assert_max_num_queries(ceiling):
        assert client.get(f"/api/v1/{address}").status_code == 200
