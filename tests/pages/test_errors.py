"""Error pages."""

from django.core.exceptions import SuspiciousOperation
from django.test import RequestFactory

from knowledge.pages import errors


def test_the_500_page_needs_no_database(rf: RequestFactory) -> None:
    # without the db fixture pytest-django refuses every query
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Something failed here" in response.content.decode()


def test_a_malformed_request_gets_a_plain_400_page(rf: RequestFactory) -> None:
    response = errors.bad_request(rf.get("/"), SuspiciousOperation("bad host"))
    assert response.status_code == 400
    assert "bad host" not in response.content.decode()
