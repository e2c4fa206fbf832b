"""Answers that one has already are not sent again, those given before are not made again, none is stale."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.http import HttpRequest, StreamingHttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from knowledge.models import ContentRevision, Issue
from knowledge.services import curation, reading
from portal.repeated_answers import RepeatedAnswers
from tests.world import another_transaction

pytestmark = pytest.mark.usefixtures("seed")

ADDRESSES = [
    "/",
    "/issues/T-AN-01/",
    "/data/?interface=anode",
    "/search/?q=dendrite",
    "/sw.js",
    "/api/v1/issues/",
    "/api/v1/issues/T-AN-01/",
    "/api/v1/issues/?format=csv",
    "/api/v1/search/?q=dendrite&format=ndjson",
    "/api/v1/suggest/?q=so",
    "/api/v1/changes/?since=0",
    "/api/v1/facets/",
    "/api/v1/schema/",
    "/api/v1/docs/",
]
every_address = pytest.mark.parametrize("address", ADDRESSES)


def queries_of_a_repetition(address: str) -> int:
    """The revision is read; of the API the request is counted as well."""
    return 2 if address.startswith("/api/") else 1


def retitle(title: str) -> None:
    another_transaction()
    issue = Issue.objects.get(code="T-AN-01")
    issue.title = title
    issue.save()
    curation.saved(issue)


def body(response: Any) -> bytes:
    return response.getvalue() if isinstance(response, StreamingHttpResponse) else response.content


@every_address
def test_an_answer_names_tag_date_and_revision_and_is_asked_for_again(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert response["ETag"].startswith('"')
    assert response["Last-Modified"].endswith("GMT")
    assert response["Content-Revision"].isdecimal()
    assert "no-cache" in response["Cache-Control"]
    assert response["Vary"] == "Accept, Accept-Encoding"


@every_address
@pytest.mark.parametrize("mark", ["", "W/"])
def test_who_has_the_answer_is_told_so_for_the_query_of_the_revision(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, mark: str
) -> None:
    first = client.get(address)
    body(first)
    with django_assert_num_queries(queries_of_a_repetition(address)):
        again = client.get(address, headers={"if-none-match": f'"x", {mark}{first["ETag"]}'})
    assert again.status_code == 304
    assert again.content == b""
    for name in ("ETag", "Last-Modified", "Cache-Control", "Content-Revision", "Vary"):
        assert again[name] == first[name]


@every_address
def test_a_publication_makes_every_answer_a_new_one(client: Client, address: str) -> None:
    before = client.get(address)
    body(before)
    retitle("Zirconquartz")
    after = client.get(address, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    assert int(after["Content-Revision"]) == int(before["Content-Revision"]) + 1


def test_a_304_may_be_read_by_scripts_of_any_site(client: Client) -> None:
    tag = client.get("/api/v1/issues/")["ETag"]
    again = client.get("/api/v1/issues/", headers={"if-none-match": tag})
    assert again["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in again["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("address", ["/", "/issues/T-AN-01/", "/api/v1/issues/T-AN-01/"])
def test_the_same_again_is_answered_from_memory_for_the_query_of_the_revision(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    first = client.get(address)
    with django_assert_num_queries(queries_of_a_repetition(address)):
        again = client.get(address)
    assert again.content == first.content
    assert again["ETag"] == first["ETag"]


def test_what_is_kept_is_never_given_after_a_publication(client: Client) -> None:
    for title in ("Zirconquartz", "Quartzircon"):
        retitle(title)
        assert title in client.get("/issues/T-AN-01/").content.decode()
        assert client.get("/api/v1/issues/T-AN-01/").json()["title"] == title


def test_the_same_number_of_a_restored_database_has_another_tag(client: Client) -> None:
    first = client.get("/api/v1/issues/T-AN-01/")
    ContentRevision.objects.update(changed_at=timezone.now())
    other = client.get("/api/v1/issues/T-AN-01/", headers={"if-none-match": first["ETag"]})
    assert other["Content-Revision"] == first["Content-Revision"]
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"accept": "application/json"}, {"accept": "text/csv"}),
        ({"accept-encoding": "gzip"}, {"accept-encoding": "identity"}),
        ({"host": "localhost"}, {"host": "127.0.0.1"}),
    ],
)
def test_what_an_answer_varies_on_has_its_own_tag(
    client: Client, one: dict[str, str], other: dict[str, str]
) -> None:
    first = client.get("/api/v1/issues/", headers=one)
    body(first)
    second = client.get("/api/v1/issues/", headers={**other, "if-none-match": first["ETag"]})
    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]


def test_links_name_the_host_that_was_asked(client: Client) -> None:
    client.get("/api/v1/issues/?limit=1", headers={"host": "localhost"})
    there = client.get("/api/v1/issues/?limit=1", headers={"host": "127.0.0.1"}).json()
    assert there["next"].startswith("http://127.0.0.1/")


def test_a_new_release_knows_no_tag_of_the_old_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    old = client.get("/accessibility/")["ETag"]
    monkeypatch.setattr("portal.release.stamp", lambda: "the next release")
    assert Client().get("/accessibility/", headers={"if-none-match": old}).status_code == 200


def test_a_curator_is_neither_answered_from_memory_nor_kept(client: Client) -> None:
    tag = client.get("/search/?q=dendrite")["ETag"]
    curator = Client()
    curator.force_login(User.objects.create_superuser("curator"))
    caches["answers"].clear()
    for address in ("/", "/search/?q=dendrite&explain=1", "/api/v1/search/?q=dendrite&explain=1"):
        response = curator.get(address, headers={"if-none-match": tag})
        assert response.status_code == 200
        assert not response.has_header("ETag")
        assert "private" in response["Cache-Control"]
    assert client.get("/api/v1/search/?q=dendrite&explain=1").status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/suggest/",
        "/suggest/?target=T-AN-01-R1",
        "/admin/login/",
        "/issues/T-AN-01/cite/",
        "/search/?q=xyzzyq",
        "/api/v1/health/",
        "/api/v1/search/?q=xyzzyq",
        "/issues/nothing/",
        "/T-AN-01-R1",
        "/api/v1/issues/?limit=x",
    ],
)
def test_what_is_personal_or_counted_or_wrong_or_of_the_day_is_not_tagged(
    client: Client, address: str
) -> None:
    client.get("/suggest/")  # from here on the client has a cookie, and no answer sets it anew
    assert not client.get(address).has_header("ETag")


def test_a_form_that_was_sent_is_not_tagged(client: Client) -> None:
    assert not client.post("/suggest/", {"details": "x"}).has_header("ETag")


def test_an_answer_during_which_something_was_published_is_not_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading.published_issues

    def meanwhile() -> Any:
        retitle("Zirconquartz")
        return real()

    monkeypatch.setattr(reading, "published_issues", meanwhile)
    torn = client.get("/api/v1/issues/T-AN-01/")
    assert torn.status_code == 200
    assert not torn.has_header("ETag")
    monkeypatch.undo()
    whole = client.get("/api/v1/issues/T-AN-01/")
    assert int(whole["Content-Revision"]) == int(torn["Content-Revision"]) + 1


def test_an_answer_that_varies_on_something_unforeseen_is_not_kept(client: Client) -> None:
    def varied(request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(iter(["x"]), headers={"Vary": "HX-Request"})

    request = HttpRequest()
    request.method = "GET"
    request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    assert not RepeatedAnswers(varied)(request).has_header("ETag")


def test_one_that_is_too_large_is_tagged_but_not_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.repeated_answers.LARGEST_KEPT_BYTES", 100)
    monkeypatch.setattr(caches["answers"], "set", pytest.fail)
    assert client.get("/issues/T-AN-01/").has_header("ETag")
