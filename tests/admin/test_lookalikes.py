"""What is already known of a title or a DOI that is being typed."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from knowledge.models import FAQ, Issue, Reference

pytestmark = pytest.mark.usefixtures("seed")


def found(client: Client, kind: str, **asked: str | int) -> list[tuple[str, str]]:
    answer = client.get(f"/admin/knowledge/{kind}/lookalikes/", asked)
    assert answer.status_code == 200
    return [(each["code"], each["why"]) for each in answer.json()["records"]]


@pytest.mark.parametrize("doi", ["10.3390/batteries9010008", "https://doi.org/10.3390/BATTERIES9010008"])
def test_a_doi_is_known(doi: str, curator: Client) -> None:
    assert found(curator, "reference", doi=doi) == [("REF-06", "the same DOI")]


def test_a_title_is_known_in_other_signs(curator: Client) -> None:
    title = Reference.objects.get(code="REF-06").title
    assert ("REF-06", "the same title") in found(curator, "reference", title=title.upper() + ".")


def test_a_title_with_all_the_words_is_known(curator: Client) -> None:
    words = Reference.objects.get(code="REF-06").title.split()[:5]
    codes = [code for code, _ in found(curator, "reference", title=" ".join(words))]
    assert "REF-06" in codes


def test_questions_and_issues_are_known_too(curator: Client) -> None:
    faq, issue = FAQ.objects.earliest("code"), Issue.objects.earliest("code")
    assert found(curator, "faq", title=faq.question)[0] == (faq.code, "the same title")
    assert found(curator, "issue", title=issue.title)[0] == (issue.code, "the same title")


def test_the_record_itself_and_what_is_too_short_are_not_told(curator: Client) -> None:
    record = Reference.objects.get(code="REF-06")
    assert ("REF-06", "the same title") not in found(curator, "reference", title=record.title, but=record.pk)
    for typed in ("", "sodium", "\0", "%_\\", "a" * 2000):
        assert found(curator, "reference", title=typed) == []


def test_the_answer_leads_to_the_form(curator: Client) -> None:
    record = Reference.objects.get(code="REF-06")
    (told,) = curator.get("/admin/knowledge/reference/lookalikes/", {"doi": record.doi}).json()["records"]
    assert told["url"] == f"/admin/knowledge/reference/{record.pk}/change/"
    assert told["status"] == "Published"


def test_it_is_for_curators_alone(client: Client) -> None:
    client.force_login(User.objects.create_user("staff", is_staff=True))
    assert client.get("/admin/knowledge/reference/lookalikes/", {"title": "x"}).status_code == 403


def test_the_forms_say_where_to_ask(curator: Client) -> None:
    record = Reference.objects.get(code="REF-06")
    page = curator.get(f"/admin/knowledge/reference/{record.pk}/change/").content.decode()
    assert page.count('data-lookalikes="/admin/knowledge/reference/lookalikes/"') == 2
    assert f'data-lookalikes-but="{record.pk}"' in page
    assert "js/lookalikes" in page
