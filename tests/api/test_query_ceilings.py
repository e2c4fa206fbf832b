"""An answer costs a fixed number of queries, however many records it holds."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.http import StreamingHttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from access import limits
from knowledge.search.terms import TermDirectory
from tests.api.reading import text_of

pytestmark = pytest.mark.usefixtures("seed")

# as measured on the whole content, the content types read anew each time;
# two of them read the revision, one counts the request
CEILINGS = {
    "issues/?limit=500": 29,
    "issues/?limit=2": 29,
    "issues/T-AN-01/": 30,
    "causes/?limit=500": 9,
    "causes/T-AN-01-C1/": 9,
    "remedies/?limit=500": 12,
    "remedies/T-AN-01-R1/": 12,
    "faqs/?limit=500": 11,
    "faqs/FAQ-03/": 11,
    "resistance/?limit=500": 9,
    "resistance/?interface=anode&family=nasicon&factor_min=2&evidence=measured&quantity=asr&year_min=2000": 9,
    "resistance/RES-01/": 9,
    "resistance/compare/?a=RES-03&b=RES-04": 5,
    "protocols/?limit=500": 17,
    "protocols/PROT-01/": 15,
    "references/?limit=500": 29,
    "references/REF-06/": 25,
    "search/?q=gold+interlayer&interface=anode&technique=eis&evidence=reported": 11,
    "suggest/?q=so": 4,
    "facets/": 6,
    "facets/?format=csv": 6,
    "references/?format=bibtex": 7,
    "references/REF-06/?format=ris": 7,
    "export/": 85,
    "changes/?limit=500": 4,
    "changes/?format=ndjson": 4,
    "issues/?format=csv": 29,
    "search/?kind=reference&format=ndjson": 10,
    "": 3,
    "health/": 1,
    "docs/": 3,
    "schema/": 3,
}


@pytest.mark.parametrize(("address", "ceiling"), CEILINGS.items())
def test_an_answer_stays_below_its_ceiling(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str, ceiling: int
) -> None:
    ContentType.objects.clear_cache()
    TermDirectory.load()  # kept between requests, by content revision
    caches["memory"].add(limits.REMOVED, True)  # expired counts go once a minute
    with django_assert_max_num_queries(ceiling):
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == 200
        if isinstance(response, StreamingHttpResponse):
            text_of(response)
