"""The search page without JavaScript: every state is an address."""

import pytest
from django.test import Client

from knowledge.models import Issue
from knowledge.search import facets
from tests.blocking import locked
from tests.pages.conftest import Read
from tests.pages.document import Document


def hits(page: Document) -> list[str]:
    """The identifiers of the results, in their order."""
    kinds = [element.text.split() for element in page.all("p", css_class="kind")]
    return [next(word for word in words if "-" in word) for words in kinds]


def codes(read: Read, address: str) -> list[str]:
    return hits(read(address))


def test_the_heading_counts_the_results(read: Read) -> None:
    page = read("/search/?q=semicircle")
    count = page.by_id("count")
    assert count.get("role") == "status"
    assert count.text.endswith("results for “semicircle”")
    shown = [code for number in (1, 2, 3) for code in codes(read, f"/search/?q=semicircle&page={number}")]
    assert int(count.text.split()[0]) == len(shown) == len(set(shown))


def test_what_matched_is_marked(read: Read) -> None:
    marked = {mark.text.lower() for mark in read("/search/?q=dendrites").all("mark")}
    assert {"dendrites"} <= marked


def test_a_resistance_record_shows_its_value(read: Read) -> None:
    page = read("/search/?q=gold&kind=resistance")
    (hit,) = [item for item in page.all("li") if "RES-01" in item.text]
    assert hit.text.startswith("Resistance data RES-01 Na / NZSP electrolyte Measured ")
    assert hit.text.count("2708 → 146 Ω cm²") == 1


def test_resistances_are_drawn_on_one_axis_and_nothing_else_is(read: Read) -> None:
    page = read("/search/?q=gold")
    drawn = page.all("svg", css_class="dumbbell")
    measured = [item for item in page.all("div", css_class="hit-value") if "Ω cm²" in item.text]
    assert len(drawn) == len(measured) > 1
    assert not read("/search/?q=gold&kind=faq").all("svg", css_class="dumbbell")


def test_a_protocol_counts_its_steps_that_matched(read: Read) -> None:
    (hit,) = [item for item in read("/search/?q=short+circuit").all("li") if "PROT-01" in item.text]
    assert "2 matching steps" in hit.text


def test_the_tab_of_all_kinds_counts_them_whichever_is_chosen(read: Read) -> None:
    every_kind = read("/search/?q=gold").by_id("count").text.split()[0]
    for address in ("/search/?q=gold", "/search/?q=gold&kind=faq"):
        assert f"All {every_kind}" in [link.text for link in read(address).all("a")]


def test_a_claim_that_matched_is_linked_where_it_stands(read: Read, client: Client) -> None:
    (claim,) = [
        link
        for link in read("/search/?q=protective+interlayer").all("a", css_class="code-remedy")
        if link.get("href") == "/issues/T-AN-01/#T-AN-01-R1"
    ]
    assert claim.text == "Remedy R1"
    assert 'id="T-AN-01-R1"' in client.get("/issues/T-AN-01/").content.decode()


def test_steps_and_points_that_matched_are_linked_where_they_stand(read: Read) -> None:
    links = {
        link.get("href"): link.text
        for kind in ("protocol", "faq")
        for link in read(f"/search/?q=interlayer+gold&kind={kind}").all("a")
        if "#" in link.get("href")
    }
    assert links["/protocols/PROT-01/#PROT-01-S2.2"] == "Step 2.2"
    assert links["/protocols/PROT-01/#PROT-01-S2"] == "Stage 2"
    for address in links:
        page, _, anchor = address.partition("#")
        if page:
            assert read(page).by_id(anchor)


def test_a_correction_is_stated_with_a_way_back(read: Read) -> None:
    page = read("/search/?q=semicircel")
    (note,) = [note for note in page.all("p", css_class="also") if "Showing results for" in note.text]
    assert note.text == "Showing results for semicircle. Search for “semicircel” as typed"
    assert "/search/?q=semicircel&exact=true" in page.links
    assert hits(page)[0] == "T-EIS-01"


def test_exact_words_are_not_corrected_and_lead_back_to_the_wider_search(read: Read) -> None:
    page = read("/search/?q=semicircel&exact=true")
    assert page.h1 == "Nothing matches “semicircel”"
    assert "Showing results for" not in page.text
    assert "/search/?q=semicircel" in page.links


def test_other_names_are_declared_and_can_be_switched_off(read: Read) -> None:
    page = read("/search/?q=short+circuit")
    (note,) = [note for note in page.all("p", css_class="also") if note.text.startswith("Also searched: ")]
    assert "filament" in note.text
    assert "/search/?q=short+circuit&exact=true" in page.links
    assert "Also searched" not in read("/search/?q=short+circuit&exact=true").text


def test_words_that_stand_nowhere_are_named(read: Read) -> None:
    page = read("/search/?q=gold+xyzzyq+qqxx")
    assert "Nothing here has “xyzzyq” or “qqxx”." in page.text
    assert hits(page)


def test_kind_tabs_carry_their_counts(read: Read) -> None:
    page = read("/search/")
    tabs = {tab.text: tab.get("href") for tab in page.all("a") if "kind=" in tab.get("href")}
    issues = Issue.objects.published().count()
    assert tabs[f"Issues {issues}"] == "/search/?kind=issue"
    found = codes(read, "/search/?kind=issue") + codes(read, "/search/?kind=issue&page=2")
    assert sorted(found) == sorted(Issue.objects.values_list("code", flat=True))


def test_results_come_in_pages(read: Read) -> None:
    (onward,) = [link for link in read("/search/").all("a") if link.get("rel") == "next"]
    second = onward.get("href")
    assert len(codes(read, "/search/")) == 20
    assert codes(read, second)
    assert not set(codes(read, "/search/")) & set(codes(read, second))
    (back,) = [link for link in read(second).all("a") if link.get("rel") == "prev"]
    assert codes(read, back.get("href")) == codes(read, "/search/")


def test_an_identifier_leads_straight_to_its_page(client: Client, seed: None) -> None:
    for typed, page in {
        "T-AN-01": "/issues/T-AN-01/",
        "res 1": "/data/RES-01/",
        "REF6": "/references/REF-06/",
        "faq 3.1": "/faqs/FAQ-03/#FAQ-03.1",
    }.items():
        assert client.get("/search/", {"q": typed}).headers["Location"] == page


def test_estimated_numbers_are_said_to_be_such(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "estimates" not in read("/search/?kind=faq").text
    monkeypatch.setattr(facets, "SMALL", 0)
    monkeypatch.setattr(facets, "COUNTED_EXACTLY", 0)
    page = read("/search/?q=sodium")
    assert page.h1.startswith("About ")
    assert "Numbers are estimates." in page.by_id("facet-list").text


def test_the_search_is_one_click_away_as_json(client: Client, read: Read) -> None:
    page = read("/search/?q=gold&kind=resistance&factor_min=2")
    (link,) = [link for link in page.all("a") if link.text == "This search as JSON"]
    assert [hit["id"] for hit in client.get(link.get("href")).json()["results"]] == hits(page)


def test_every_bad_value_is_named_with_what_is_allowed(client: Client, seed: None) -> None:
    response = client.get("/search/?interface=anod&kind=isue&page=zero&factor_min=low")
    assert response.status_code == 400
    text = response.content.decode()
    for expected in (
        "interface",
        "anod",
        "cathode",
        "kind",
        "isue",
        "protocol",
        "page",
        "zero",
        "factor_min",
    ):
        assert expected in text


def test_a_page_beyond_the_last_is_a_404(client: Client, seed: None) -> None:
    assert client.get("/search/?page=999").status_code == 404


def test_what_was_typed_is_shown_escaped(client: Client, seed: None) -> None:
    text = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_htmx_is_loaded_from_the_portal_and_may_not_evaluate_code(read: Read) -> None:
    page = read("/search/")
    assert page.by_id("facets").get("data-htmx").startswith("/static/django_htmx/")
    assert all(script.get("src").startswith("/static/") for script in page.all("script"))
    (config,) = [meta for meta in page.all("meta") if meta.get("name") == "htmx-config"]
    assert '"allowEval":false' in config.get("content")


def test_a_search_that_takes_too_long_offers_the_form_and_narrower_ones(client: Client, seed: None) -> None:
    with locked("knowledge_searchindex"):
        response = client.get("/search/?q=gold&interface=anode")
    assert response.status_code == 503
    page = Document.parse(response.content.decode())
    assert page.h1 == "This search takes too long"
    assert page.by_id("q-again").get("value") == "gold"
    kept = {
        field.get("name"): field.get("value") for field in page.all("input") if field.get("type") == "hidden"
    }
    assert kept == {"interface": "anode"}
    assert "/search/?q=gold&kind=issue&interface=anode" in page.links
