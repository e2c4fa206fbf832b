"""The search of the API: the promised shape, the same results and counts as the page."""

import pytest
from django.test import Client

from knowledge.api.renderers import FACETS
from knowledge.models import ResistanceRecord
from knowledge.services import curation
from tests.api.reading import faults

pytestmark = pytest.mark.usefixtures("measurements")


def test_an_answer_has_the_promised_shape(client: Client) -> None:
    answer = client.get("/api/v1/search/?q=layer&interface=anode").json()
    assert list(answer) == [
        "query",
        "revision",
        "count",
        "count_is_approximate",
        "page",
        "page_size",
        "next",
        "previous",
        "results",
        "facets",
        "measured",
        "without",
        "nearest",
    ]
    assert answer["query"] == {
        "text": "layer",
        "corrected": None,
        "expanded": answer["query"]["expanded"],
        "unknown": [],
        "exact": False,
    }
    assert (answer["count"], answer["count_is_approximate"]) == (2, False)
    hit = answer["results"][0]
    assert hit.pop("score") > 0
    assert hit == {
        "id": "RES-91",
        "kind": "resistance",
        "title": "Layer, of RES-91",
        "url": "/data/RES-91/",
        "api_url": "/api/v1/resistance/RES-91/",
        "snippet": hit["snippet"],
        "passages": hit["passages"],
        "terms": {"interface": ["anode"], "technique": ["xps"]},
        "evidence": "unsupported",
    }
    assert client.get(hit["api_url"]).status_code == 200


def test_a_facet_is_counted_as_if_it_were_not_chosen(client: Client) -> None:
    facets = client.get("/api/v1/search/?interface=anode").json()["facets"]
    assert facets["interface"] == [
        {"value": "anode", "label": "Anode", "count": 2, "selected": True, "group": None},
        {"value": "cathode", "label": "Cathode", "count": 1, "selected": False, "group": None},
        {"value": "electrolyte", "label": "Electrolyte", "count": 0, "selected": False, "group": None},
    ]
    kinds = {kind["value"]: kind["count"] for kind in facets["kind"]}
    assert kinds["resistance"] == 2


def test_only_mark_is_markup_in_a_snippet(client: Client) -> None:
    record = ResistanceRecord.objects.get(code="RES-91")
    record.footnote = "<b>bold</b> zirconquartz"
    record.save()
    curation.saved(record)
    snippet = client.get("/api/v1/search/?q=zirconquartz").json()["results"][0]["snippet"]
    assert "<mark>zirconquartz</mark>" in snippet
    assert "<b>" not in snippet


def test_pages_are_linked(client: Client) -> None:
    first = client.get("/api/v1/search/?q=layer&page_size=2").json()
    assert first["previous"] is None
    second = client.get(first["next"]).json()
    assert (second["page"], second["next"]) == (2, None)
    assert client.get(second["previous"]).json()["results"] == first["results"]
    found = [hit["id"] for page in (first, second) for hit in page["results"]]
    assert sorted(found) == ["RES-91", "RES-92", "RES-93"]


def test_a_page_out_of_range_is_a_404_that_names_the_last(client: Client) -> None:
    response = client.get("/api/v1/search/?page=2")
    assert response.status_code == 404
    assert response.json()["errors"] == [
        {"parameter": "page", "detail": "page must be from 1 to 1.", "allowed": []}
    ]


def test_an_unknown_kind_is_refused_with_those_that_exist(client: Client) -> None:
    assert "issue" in faults(client.get("/api/v1/search/?kind=isue"))["kind"]


def test_suggestions_lead_to_records_and_terms(client: Client) -> None:
    record, *_ = client.get("/api/v1/suggest/?q=lay").json()["suggestions"]
    assert record == {
        "text": "Layer, of RES-91",
        "kind": "resistance",
        "id": "RES-91",
        "url": "/data/RES-91/",
    }
    term, *_ = client.get("/api/v1/suggest/?q=xp").json()["suggestions"]
    assert (term["kind"], term["id"], term["url"]) == ("technique", "xps", "/techniques/xps/")
    assert client.get("/api/v1/suggest/").json() == {"suggestions": []}


def test_the_vocabulary_gives_every_name_of_a_term_and_its_count(client: Client) -> None:
    facets = {facet["slug"]: facet["terms"] for facet in client.get("/api/v1/facets/").json()["facets"]}
    assert list(facets) == list(FACETS)
    (nzsp,) = [term for term in facets["material"] if term["slug"] == "nzsp"]
    assert "Hong phase" in nzsp.pop("synonyms")
    assert nzsp == {
        "facet": "material",
        "slug": "nzsp",
        "label": "Sodium zirconium silicophosphate",
        "abbreviations": ["NZSP", "NASICON", "NaSICON", "Nasicon"],
        "formula": "Na3Zr2Si2PO12",
        "family": "NASICON",
        "role": "electrolyte",
        "parent": "nasicon",
        "count": 1,
    }
    assert [term["count"] for term in facets["interface"]] == [2, 1, 0]
