"""The address of a search leads back to the same search."""

import pytest
from django.http import QueryDict

from knowledge.search.parameters import SearchRequest, Span, read_search
from knowledge.search.terms import TermDirectory
from knowledge.services.search_address import number, query_string

pytestmark = pytest.mark.usefixtures("seed")


def read(query: str) -> SearchRequest:
    return read_search(QueryDict(query), TermDirectory.load(), reject_unknown=True)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=%22Na3Zr2Si2PO12%22+%26+gold",
        "q=gold&kind=issue&kind=faq&interface=cathode&interface=anode&technique=xps&evidence=measured",
        "final_ohm_cm2_min=10&final_ohm_cm2_max=1000&factor_max=2.5&temperature_c_min=-20",
        "q=gold&exact=true&explain=true&page=3&page_size=50",
    ],
)
def test_what_was_read_is_written_as_it_was(query: str) -> None:
    assert query_string(read(query)) == query


def test_synonyms_blanks_and_the_first_page_leave_no_trace() -> None:
    assert query_string(read("material=Na₃Zr₂Si₂PO₁₂&page=1&factor_min=&exact=false")) == "material=nzsp"


@pytest.mark.parametrize(
    "value", [0, 146, -20.5, 0.05, 1e-9, 123456.789, 0.001123456789, 999_999_999_999, 1e15]
)
def test_any_number_is_written_as_it_is_read(value: float) -> None:
    assert read(f"factor_min={number(value)}".replace("+", "%2B")).spans == {"factor": Span(value, None)}
