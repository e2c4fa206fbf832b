"""An answer costs a fixed number of queries, however many records it holds."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import StreamingHttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from knowledge.search.terms import TermDirectory
from tests.api.reading import text_of

pytestmark = pytest.mark.usefixtures("seed")

# as measured on the whole content, the content types read anew each time; two of them read the revision
CEILINGS = {
    "issues/?limit=500": 28,
    "issues/?limit=2": 28,
    "issues/T-AN-01/": 29,
    "causes/?limit=500": 8,
    "causes/T-AN-01-C1/": 8,
    "remedies/?limit=500": 11,
    "remedies/T-AN-01-R1/": 11,
    "faqs/?limit=500": 10,
    "faqs/FAQ-03/": 10,
    "resistance/?limit=500": 8,
    "resistance/?interface=anode&family=nasicon&factor_min=2&evidence=measured&quantity=asr&year_min=2000": 8,
    "resistance/RES-01/": 8,
    "resistance/compare/?a=RES-03&b=RES-04": 4,
    "protocols/?limit=500": 16,
    "protocols/PROT-01/": 14,
    "references/?limit=500": 28,
    "references/REF-06/": 24,
    "search/?q=gold+interlayer&interface=anode&technique=eis&evidence=reported": 10,
    "suggest/?q=so": 3,
    "facets/": 5,
    "facets/?format=csv": 5,
    "references/?format=bibtex": 6,
    "references/REF-06/?format=ris": 6,
    "export/": 84,
    "changes/?limit=500": 3,
    "changes/?format=ndjson": 3,
    "issues/?format=csv": 28,
    "search/?kind=reference&format=ndjson": 9,
    "": 2,
    "health/": 1,
    "docs/": 2,
    "schema/": 2,
}


@pytest.mark.parametrize(("address", "ceiling"), CEILINGS.items())
def test_an_answer_stays_below_its_ceiling(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str, ceiling: int
) -> None:
    ContentType.objects.clear_cache()
    TermDirectory.load()  # kept between requests, by content revision
    with django_assert_max_num_queries(ceiling):
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == 200
        if isinstance(response, StreamingHttpResponse):
            text_of(response)
