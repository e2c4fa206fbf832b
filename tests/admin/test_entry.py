"""Who may come in."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from knowledge.models import CONTENT_MODELS, Record
from tests.admin.forms import address

pytestmark = pytest.mark.usefixtures("empty_database")

pages = pytest.mark.parametrize("model", CONTENT_MODELS, ids=lambda model: model.kind)


@pages
def test_an_anonymous_visitor_is_sent_to_the_login(client: Client, db: None, model: type[Record]) -> None:
    for page in ("changelist", "add"):
        response = client.get(address(model, page))
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/admin/login/")


@pages
def test_a_member_who_is_no_curator_is_sent_to_the_login(
    client: Client, db: None, model: type[Record]
) -> None:
    client.force_login(User.objects.create_user("member"))
    response = client.post(address(model, "add"), {"code": "T-ZZ-01"})
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/admin/login/")
    assert not model._default_manager.exists()


def test_staff_without_permission_see_nothing_to_edit(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(address(CONTENT_MODELS[0], "changelist")).status_code == 403


def test_its_login_is_that_of_the_portal_and_leads_back(client: Client, db: None) -> None:
    answer = client.get("/admin/login/?next=/admin/knowledge/issue/", follow=True)
    assert answer.redirect_chain == [("/account/sign-in/?next=%2Fadmin%2Fknowledge%2Fissue%2F", 302)]
    assert "Sign in" in answer.content.decode()


def test_no_password_is_taken_beside_the_portals_own_sign_in(client: Client, db: None) -> None:
    User.objects.create_superuser("curator", password="a long password")
    client.post("/admin/login/", {"username": "curator", "password": "a long password"})
    assert "_auth_user_id" not in client.session
