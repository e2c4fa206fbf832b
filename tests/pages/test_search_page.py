"""The search page without JavaScript: every state is an address."""

from django.test import Client

from knowledge.models import Issue
from tests.pages.conftest import Read


def codes(read: Read, address: str) -> list[str]:
    page = read(address)
    kinds = [element.text for element in page.all("p", css_class="kind")]
    return [kind.split()[-1] for kind in kinds]


def test_the_heading_counts_the_results(read: Read) -> None:
    page = read("/search/?q=semicircle")
    count = page.by_id("count")
    assert count.get("role") == "status"
    assert count.text.endswith("results for “semicircle”") or count.text == "1 result for “semicircle”"
    shown = [code for number in (1, 2, 3) for code in codes(read, f"/search/?q=semicircle&page={number}")]
    assert int(count.text.split()[0]) == len(shown) == len(set(shown))


def test_what_matched_is_marked(read: Read) -> None:
    marked = {mark.text.lower() for mark in read("/search/?q=dendrites").all("mark")}
    assert {"dendrites"} <= marked


def test_a_resistance_record_shows_its_value(read: Read) -> None:
    page = read("/search/?q=gold&kind=resistance")
    (hit,) = [item for item in page.all("li") if "RES-01" in item.text]
    assert hit.text.startswith("Resistance data RES-01 Measured ")
    assert "Na / NZSP electrolyte: 2708 → 146 Ω cm²" in hit.text


def test_a_facet_narrows_and_can_be_taken_back(read: Read) -> None:
    page = read("/search/?q=resistance&interface=cathode")
    (chip,) = page.all("a", css_class="chip")
    assert chip.text == "Remove filter Interface: Cathode"
    assert chip.get("href") == "/search/?q=resistance"
    assert len(codes(read, chip.get("href"))) > len(codes(read, "/search/?q=resistance&interface=cathode"))


def test_a_synonym_counts_as_its_term(read: Read) -> None:
    page = read("/search/?material=Na₃Zr₂Si₂PO₁₂")
    assert [box.get("value") for box in page.all("input") if "checked" in box.attributes] == ["nzsp"]
    (chip,) = page.all("a", css_class="chip")
    assert "Na₃Zr₂Si₂PO₁₂" not in chip.get("href")


def test_the_count_of_a_facet_value_is_what_choosing_it_finds(read: Read) -> None:
    page = read("/search/?q=interface")
    for box in page.all("input"):
        if box.get("type") == "checkbox" and box.get("name") == "interface":
            label = next(
                label for label in page.all("label") if label.text.startswith(box.get("value").title())
            )
            promised = int(label.text.split()[-2])
            found = int(
                read(f"/search/?q=interface&interface={box.get('value')}").by_id("count").text.split()[0]
            )
            assert found == promised, box.get("value")


def test_kind_tabs_carry_their_counts(read: Read) -> None:
    page = read("/search/")
    tabs = {tab.text: tab.get("href") for tab in page.all("a") if "kind=" in tab.get("href")}
    assert tabs["Issues 23"] == "?kind=issue"
    found = codes(read, "/search/?kind=issue") + codes(read, "/search/?kind=issue&page=2")
    assert sorted(found) == sorted(Issue.objects.values_list("code", flat=True))


def test_evidence_is_a_filter_with_its_grades_in_words(read: Read) -> None:
    page = read("/search/?q=resistance&evidence=measured")
    (chip,) = page.all("a", css_class="chip")
    assert chip.text == "Remove filter Evidence: Measured"
    assert "Secondary source" in page.by_id("facet-evidence").text
    grades = [badge.text for badge in page.all("span", css_class="ev")]
    assert set(grades) == {"Measured"}
    assert len(grades) == len(page.all("p", css_class="kind"))


def test_results_come_in_pages(read: Read) -> None:
    (onward,) = [link for link in read("/search/").all("a") if link.get("rel") == "next"]
    second = "/search/" + onward.get("href")
    assert len(codes(read, "/search/")) == 20
    assert codes(read, second)
    assert not set(codes(read, "/search/")) & set(codes(read, second))
    (back,) = [link for link in read(second).all("a") if link.get("rel") == "prev"]
    assert codes(read, "/search/" + back.get("href")) == codes(read, "/search/")


def test_nothing_found_leads_to_the_issues(read: Read) -> None:
    page = read("/search/?q=xyzzyq")
    assert page.h1 == "0 results for “xyzzyq”"
    assert "/issues/T-AN-01/" in page.links


def test_nothing_found_with_filters_offers_to_clear_them(read: Read) -> None:
    page = read("/search/?q=xyzzyq&interface=anode")
    assert "/search/?q=xyzzyq" in page.links


def test_every_bad_value_is_named_with_what_is_allowed(client: Client, seed: None) -> None:
    response = client.get("/search/?interface=anod&kind=isue&page=zero")
    assert response.status_code == 400
    text = response.content.decode()
    for expected in ("interface", "anod", "cathode", "kind", "isue", "protocol", "page", "zero"):
        assert expected in text


def test_a_page_beyond_the_last_is_a_404(client: Client, seed: None) -> None:
    assert client.get("/search/?page=999").status_code == 404


def test_what_was_typed_is_shown_escaped(client: Client, seed: None) -> None:
    text = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_htmx_is_loaded_from_the_portal_and_may_not_evaluate_code(read: Read) -> None:
    page = read("/search/")
    assert any("htmx" in script.get("src") for script in page.all("script"))
    assert all(script.get("src").startswith("/static/") for script in page.all("script"))
    (config,) = [meta for meta in page.all("meta") if meta.get("name") == "htmx-config"]
    assert '"allowEval":false' in config.get("content")
