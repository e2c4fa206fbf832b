"""Suggesting an edit: the form, what it refuses, where it goes, and how it is followed."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from access.models import RequestCount
from knowledge.models import Reference, Remedy, Suggestion
from knowledge.pages import suggestion_guard
from knowledge.services import curation, suggestion_handling
from knowledge.services.suggestion_drafts import take_up
from tests.pages.conftest import Read
from tests.pages.document import Document

pytestmark = pytest.mark.usefixtures("seed")

NEW_VALUE = {
    "kind": "new-value",
    "quantity": "resistance_ohm_cm2",
    "before": "2.7 kΩ cm²",
    "after": "<146",
    "conditions": "25 °C, symmetric cell",
    "doi": "https://doi.org/10.3390/batteries9010008",
}


@pytest.fixture(autouse=True)
def typed_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestion_guard, "SHORTEST", -suggestion_guard.LONGEST)


def send(client: Client, target: str = "T-AN-01-R1", **typed: str) -> Any:
    form = {"target": target, suggestion_guard.CLOCK: suggestion_guard.clock(), **typed}
    return client.post("/suggest/", form)


def page_of(response: Any) -> Document:
    return Document.parse(response.content.decode())


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ("t-an-01-r1", "T-AN-01-R1", "Put a protective interlayer"),
        ("T-AN-01", "T-AN-01", "Short circuit or rapid failure"),
        ("FAQ-03.5", "FAQ-03.5", "mechanically robust electrolytes"),
        ("PROT-01-S4.2", "PROT-01-S4.2", "Galvanostatic cycling"),
        ("PROT-03-P1", "PROT-03-P1", "The ramp tests plating"),
        ("RES-01", "RES-01", "Thin gold"),
        ("REF-02", "REF-02", "researchgate.net"),
    ],
)
def test_the_target_is_quoted_with_its_identifier(asked: str, code: str, said: str, read: Read) -> None:
    (quoted,) = read(f"/suggest/?target={asked}").all("blockquote", css_class="target")
    assert said in quoted.text
    assert quoted.text.endswith(code)


@pytest.mark.parametrize("target", ["T-AN-99", "FAQ-03.99", "nonsense", "T-AN-01-F99"])
def test_an_unknown_target_is_a_404_that_says_so(target: str, client: Client) -> None:
    response = client.get("/suggest/", {"target": target})
    assert response.status_code == 404
    assert f"Nothing has the identifier {target}" in response.content.decode()


def test_identifiers_near_an_unknown_target_are_offered(client: Client) -> None:
    assert "/issues/T-AN-03/" in page_of(client.get("/suggest/?target=T-AN-09")).links


def test_without_a_target_it_is_about_what_is_missing(read: Read) -> None:
    page = read("/suggest/?text=LLZO")
    assert "something that is not here yet" in page.text
    assert "Nothing is here on “LLZO”." in page.all("textarea")[1].text
    assert page.by_id("kind-other").attributes.get("checked", "no") is None


def test_an_unknown_kind_in_the_address_is_an_error(client: Client) -> None:
    assert client.get("/suggest/?kind=praise").status_code == 400


def test_a_new_value_is_stored_in_the_unit_of_its_quantity(client: Client) -> None:
    response = send(client, **NEW_VALUE, name="A. Reader", email="reader@example.org")
    suggestion = Suggestion.objects.get()
    assert response["Location"] == suggestion.get_absolute_url()
    assert (suggestion.target, suggestion.kind, suggestion.status) == ("T-AN-01-R1", "new-value", "waiting")
    assert suggestion.fields == {
        "quantity": "resistance_ohm_cm2",
        "before": {"number": "2700", "relation": "exact", "as_typed": "2.7 kΩ cm²"},
        "after": {"number": "146", "relation": "below", "as_typed": "<146"},
        "conditions": "25 °C, symmetric cell",
        "doi": "10.3390/batteries9010008",
    }
    assert (suggestion.name, suggestion.email) == ("A. Reader", "reader@example.org")


def test_it_remembers_the_content_revision_that_it_was_written_against(client: Client, read: Read) -> None:
    before = send(client, kind="other", details="First.")
    curation.publish(Reference.objects.create(code="REF-950", number=950, title="A work"))
    send(client, kind="other", details="Second.")
    first, second = Suggestion.objects.all()
    assert second.revision > first.revision
    assert f"on content revision {first.revision}" in read(before["Location"]).text


def test_a_value_may_take_its_unit_from_the_field_beside_it(client: Client) -> None:
    send(client, **{**NEW_VALUE, "before": "~2.7", "unit": "kΩ cm²"})
    assert Suggestion.objects.get().fields["before"] == {
        "number": "2700",
        "relation": "approximate",
        "as_typed": "~2.7 kΩ cm²",
    }


def test_every_fault_is_named_at_once_and_nothing_typed_is_lost(client: Client) -> None:
    typed = {**NEW_VALUE, "before": "2.7 kg", "after": "much less", "doi": "see above", "email": "nobody"}
    response = send(client, **typed, name="A. Reader")
    page = page_of(response)
    assert response.status_code == 422
    (summary,) = page.all("div", css_class="error-summary")
    said = ["cannot be read in Ω cm²", "A DOI looks like", "An email address looks like"]
    assert [words for words in said if words not in summary.text] == []
    assert "autofocus" in summary.attributes
    assert page.all("title")[0].text.startswith("Error: ")
    assert {field.get("value") for field in page.all("input")} >= {
        "2.7 kg",
        "much less",
        "see above",
        "nobody",
    }
    assert not Suggestion.objects.exists()


def test_each_fault_leads_to_its_field(client: Client) -> None:
    page = page_of(send(client, kind="new-value"))
    anchors = [link[1:] for link in page.links if link.startswith("#suggest-")]
    assert anchors == ["suggest-quantity", "suggest-after", "suggest-doi"]
    for anchor in anchors:
        field = page.by_id(anchor)
        assert field.get("aria-invalid") == "true"
        assert f"{anchor}_error" in field.get("aria-describedby")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({}, "Choose what kind of suggestion it is."),
        ({"kind": "wrong"}, "Say what is wrong"),
        ({"kind": "out-of-date", "details": "  "}, "Say what is newer"),
        ({"kind": "missing-reference"}, "Give the DOI of the source."),
        ({"kind": "other"}, "Say what should change."),
        ({"kind": "praise"}, "Choose one of the kinds."),
        ({"kind": "other", "details": "x" * 4001}, "at most 4000 characters"),
        ({"kind": "other", "details": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_what_a_kind_needs_is_asked_for(typed: dict[str, str], fault: str, client: Client) -> None:
    response = send(client, **typed)
    assert response.status_code == 422
    assert fault in page_of(response).all("div", css_class="error-summary")[0].text


def test_fields_of_other_kinds_are_neither_checked_nor_kept(client: Client) -> None:
    send(client, kind="other", details="Please add LLZO.", doi="see above", before="lots", quantity="none")
    assert Suggestion.objects.get().fields == {"details": "Please add LLZO."}


def test_what_was_typed_is_shown_as_text(client: Client, read: Read) -> None:
    response = send(client, kind="wrong", details="<script>alert(1)</script>")
    assert "<script>alert" not in read(response["Location"]).html


def test_it_ends_on_a_page_that_nobody_can_guess_and_says_where_it_stands(client: Client, read: Read) -> None:
    address = send(client, **NEW_VALUE)["Location"]
    suggestion = Suggestion.objects.get()
    page = read(address)
    assert len(address.split("/")[2]) >= 20
    assert page.h1 == f"Thank you. Suggestion {suggestion.number} is in the queue."
    assert "2700 Ω cm²" in page.text
    assert "<146 Ω cm²" in page.text
    Suggestion.objects.update(status=Suggestion.Status.HANDLED)
    assert read(address).h1 == f"Suggestion {suggestion.number} was handled"


def test_a_suggestion_is_kept_out_of_caches_and_its_number_is_no_address(client: Client) -> None:
    address = send(client, kind="other", details="A thought.")["Location"]
    assert "no-store" in client.get(address)["Cache-Control"]
    assert "no-store" in client.get("/suggest/")["Cache-Control"]
    assert client.get(f"/suggest/{Suggestion.objects.get().number}/").status_code == 404


def test_a_filled_trap_is_refused_in_words(client: Client) -> None:
    response = send(client, kind="other", details="Buy.", website="https://example.org")
    assert response.status_code == 422
    assert "must stay empty" in response.content.decode()
    assert not Suggestion.objects.exists()


def test_what_is_sent_at_once_or_with_a_forged_clock_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send(client, kind="other", details="x", opened="now").status_code == 422
    monkeypatch.setattr(suggestion_guard, "SHORTEST", suggestion_guard.LONGEST)
    response = send(client, kind="other", details="A thought.")
    assert response.status_code == 422
    assert "faster than anyone types" in response.content.decode()
    assert "A thought." in response.content.decode()


def test_an_old_form_is_given_out_anew_with_what_was_typed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestion_guard, "LONGEST", -suggestion_guard.LONGEST)
    response = send(client, kind="other", details="A slow thought.")
    assert response.status_code == 422
    assert "open for more than a day" in response.content.decode()
    assert "A slow thought." in response.content.decode()


def test_one_place_sends_so_many_an_hour(client: Client) -> None:
    for _ in range(suggestion_guard.MOST_AN_HOUR):
        assert send(client, kind="other", details="Again.").status_code == 302
    refused = send(client, kind="other", details="Once more.")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) == 3600
    assert "Once more." in refused.content.decode()
    elsewhere = client.post(
        "/suggest/",
        {"kind": "other", "details": "x", suggestion_guard.CLOCK: suggestion_guard.clock()},
        REMOTE_ADDR="192.0.2.7",
    )
    assert elsewhere.status_code == 302


def test_a_form_without_its_cookie_is_refused_with_a_page_of_ours() -> None:
    response = Client(enforce_csrf_checks=True).post("/suggest/", {"kind": "other", "details": "x"})
    assert response.status_code == 403
    assert "The form was not accepted" in response.content.decode()


def test_a_target_that_was_withdrawn_meanwhile_is_said_to_be(client: Client) -> None:
    reference = Reference.objects.create(code="REF-951", number=951, title="A work")
    curation.publish(reference)
    address = send(client, "REF-951", kind="wrong", details="No.")["Location"]
    curation.retire(reference)
    assert "REF-951 (no longer public)" in page_of(client.get(address)).text
    assert send(client, "REF-951", kind="wrong", details="No.").status_code == 404


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        ("/issues/T-AN-01/", ["T-AN-01", "T-AN-01-C1", "T-AN-01-R1", "T-AN-01-F1", "T-AN-01-S1"]),
        ("/faqs/FAQ-03/", ["FAQ-03", "FAQ-03.5"]),
        ("/protocols/PROT-01/", ["PROT-01", "PROT-01-S4.2"]),
        ("/protocols/PROT-03/", ["PROT-03-P1"]),
        ("/data/RES-01/", ["RES-01"]),
        ("/references/REF-05/", ["REF-05"]),
        ("/materials/nzsp/", ["material/nzsp"]),
        ("/techniques/eis/", ["technique/eis"]),
    ],
)
def test_every_record_and_every_claim_leads_to_its_form(page: str, codes: list[str], read: Read) -> None:
    links = read(page).links
    for code in codes:
        assert f"/suggest/?target={code}" in links
        assert read(f"/suggest/?target={code}").all("blockquote", css_class="target")


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("/issues/", "/suggest/?kind=new-record&record_kind=issue"),
        ("/issues/T-AN-01/", "/suggest/?kind=new-record&record_kind=cause&target=T-AN-01"),
        ("/issues/T-AN-01/", "/suggest/?kind=new-record&record_kind=remedy&target=T-AN-01"),
        ("/faqs/", "/suggest/?kind=new-record&record_kind=faq"),
        ("/data/", "/suggest/?kind=new-value"),
        ("/protocols/", "/suggest/?kind=new-record&record_kind=protocol"),
        ("/references/", "/suggest/?kind=new-record&record_kind=reference"),
    ],
)
def test_a_record_of_each_kind_can_be_added(page: str, link: str, read: Read) -> None:
    assert link in read(page).links
    assert read(link).all("form")


def test_the_form_of_a_new_record_asks_for_that_alone(client: Client, read: Read) -> None:
    page = read("/suggest/?kind=new-record&record_kind=faq")
    assert page.h1 == "Add a record"
    assert not page.all("fieldset", css_class="kinds")
    response = send(client, "", kind="new-record", record_kind="faq", heading="Why?", details="Because.")
    written = Suggestion.objects.get()
    assert written.fields == {"record_kind": "faq", "heading": "Why?", "details": "Because."}
    assert "FAQ" in read(response["Location"]).text


def test_a_cause_is_added_to_an_issue(client: Client) -> None:
    typed = {"kind": "new-record", "record_kind": "cause", "heading": "It creeps."}
    refused = send(client, "", **typed)
    assert refused.status_code == 422
    assert "A cause belongs to an issue" in refused.content.decode()
    assert send(client, "T-AN-01", **typed).status_code == 302


@pytest.mark.parametrize(
    ("kind", "title"), [("broken-link", "Report a broken link"), ("retraction", "Report a retraction")]
)
def test_a_source_is_reported_on_its_page(kind: str, title: str, client: Client, read: Read) -> None:
    link = f"/suggest/?target=REF-05&kind={kind}"
    assert link in read("/references/REF-05/").links
    assert read(link).h1 == title
    sent = send(client, "REF-05", kind=kind, url="https://example.org/notice", details="Withdrawn in 2024.")
    assert sent.status_code == 302
    assert Suggestion.objects.get().fields == {
        "url": "https://example.org/notice",
        "details": "Withdrawn in 2024.",
    }


def test_the_address_of_a_broken_link_is_filled_in(read: Read) -> None:
    reference = Reference.objects.exclude(doi="").order_by("code")[0]
    page = read(f"/suggest/?target={reference.code}&kind=broken-link")
    assert page.by_id("suggest-url").get("value") == reference.doi_url


def test_a_claim_leads_to_reports_on_its_sources(read: Read) -> None:
    remedy = Remedy.objects.filter(citations__isnull=False).order_by("code")[0]
    code = remedy.citations.all()[0].reference.code
    links = read(f"/suggest/?target={remedy.code}").links
    assert {f"/suggest/?target={code}&kind={kind}" for kind in ("broken-link", "retraction")} <= set(links)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"kind": "broken-link", "url": "https://example.org"}, "is reported on a reference, such as REF-06"),
        ({"kind": "broken-link"}, "Give the address that does not open."),
        ({"kind": "retraction", "url": "no address"}, "An address looks like https://example.org/article."),
        ({"kind": "new-record"}, "Choose the kind of record."),
    ],
)
def test_what_a_form_of_its_own_needs_is_asked_for(typed: dict[str, str], fault: str, client: Client) -> None:
    response = send(client, "T-AN-01-R1", **typed)
    assert response.status_code == 422
    assert fault in page_of(response).all("div", css_class="error-summary")[0].text


def test_the_limit_is_shared_between_processes_and_keeps_no_address(client: Client) -> None:
    send(client, kind="other", details="Once.")
    cache.clear()  # as another process has it
    (counted,) = RequestCount.objects.all()
    assert counted.requests == 1 and "127.0.0.1" not in str(counted.caller)
    for _ in range(suggestion_guard.MOST_AN_HOUR - 1):
        send(client, kind="other", details="Again.")
    assert send(client, kind="other", details="Once more.").status_code == 429


def test_the_page_of_a_suggestion_says_what_became_of_it(client: Client, read: Read) -> None:
    address = send(client, "", kind="new-record", record_kind="reference", heading="A work")["Location"]
    curator = User.objects.create_user("curator")
    draft = take_up(Suggestion.objects.get(), curator).record
    page = read(address)
    assert page.h1.endswith("was taken up")
    assert draft.code in page.text and f"/references/{draft.code}/" not in page.links
    curation.publish(draft)
    assert f"/references/{draft.code}/" in read(address).links
    suggestion_handling.finish(Suggestion.objects.get(), curator, "Thank you, it is in.")
    page = read(address)
    assert page.h1.endswith("was handled") and "Thank you, it is in." in page.text


def test_the_page_of_a_suggestion_that_was_not_taken_gives_the_reason(client: Client, read: Read) -> None:
    address = send(client, kind="wrong", details="No.")["Location"]
    suggestion_handling.decline(
        Suggestion.objects.get(), User.objects.create_user("curator"), "The source says it."
    )
    page = read(address)
    assert page.h1.endswith("was not taken")
    assert "The source says it." in page.text and "curator" not in page.text.replace(
        "The curator", ""
    ).replace("A curator", "")


def test_on_paper_nobody_is_asked_to_suggest() -> None:
    (hidden,) = [
        line
        for line in (settings.BASE_DIR / "styles/print.css").read_text().splitlines()
        if "!important" in line
    ]
    assert '[href*="suggest"]' in hidden
