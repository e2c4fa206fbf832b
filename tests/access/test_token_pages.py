"""The page of one's own tokens."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from access import tokens
from access.models import Scope, Token

NEW = {"name": "impedance notebook", "scope": "suggest", "lifetime_days": "90"}


@pytest.fixture
def signed_in(client: Client, reader: User) -> Client:
    client.force_login(reader)
    return client


def test_it_asks_to_sign_in_and_leads_back(client: Client, reader: User) -> None:
    answer = client.get("/account/tokens/", follow=True)
    assert answer.redirect_chain == [("/account/sign-in/?next=/account/tokens/", 302)]
    typed = {"username": "robin", "password": "a long password", "next": "/account/tokens/"}
    assert client.post("/account/sign-in/", typed).headers["Location"] == "/account/tokens/"


def test_a_wrong_password_is_said_at_the_form(client: Client, reader: User) -> None:
    answer = client.post("/account/sign-in/", {"username": "robin", "password": "wrong"})
    assert "correct username and password" in answer.content.decode()


def test_a_new_token_is_shown_once(signed_in: Client) -> None:
    created = signed_in.post("/account/tokens/", NEW)
    token = Token.objects.get()
    secret = created.context["secret"]
    assert secret in created.content.decode()
    again = signed_in.get("/account/tokens/").content.decode()
    assert secret not in again and "impedance notebook" in again and token.token_key in again


def test_every_fault_is_named_at_once(signed_in: Client) -> None:
    answer = signed_in.post("/account/tokens/", {"name": "", "scope": "curate", "lifetime_days": "9999"})
    text = answer.content.decode()
    assert answer.status_code == 422 and not Token.objects.exists()
    assert "Give it a name" in text and "curate is not one of" in text and "9999 is not one of" in text


def test_revoking_ends_it(signed_in: Client, reader: User) -> None:
    token, _ = tokens.create(reader, "notebook", Scope.READ, 30)
    signed_in.post(f"/account/tokens/{token.token_key}/revoke/")
    assert not tokens.usable_of(reader).exists()
    assert "Revoked on" in signed_in.get("/account/tokens/").content.decode()


def test_nobody_revokes_the_token_of_another(signed_in: Client, curator_user: User) -> None:
    token, _ = tokens.create(curator_user, "notebook", Scope.READ, 30)
    assert signed_in.post(f"/account/tokens/{token.token_key}/revoke/").status_code == 404
    assert tokens.usable_of(curator_user).exists()


def test_it_is_kept_by_no_cache(signed_in: Client) -> None:
    assert "no-store" in signed_in.post("/account/tokens/", NEW).headers["Cache-Control"]


def test_an_administrator_creates_and_revokes_tokens_of_others(admin_client: Client, reader: User) -> None:
    typed = {"user": reader.pk, "name": "cycler", "scope": "suggest", "lifetime_days": "30"}
    answer = admin_client.post("/admin/access/token/add/", typed, follow=True)
    token = Token.objects.get(user=reader)
    assert f"shown again: {token.token_key}" in answer.content.decode()
    admin_client.post("/admin/access/token/", {"action": "revoke", "_selected_action": [token.pk]})
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_no_token_makes_a_curator_of_a_reader(admin_client: Client, reader: User) -> None:
    typed = {"user": reader.pk, "name": "cycler", "scope": "curate", "lifetime_days": "30"}
    assert "is no curator" in admin_client.post("/admin/access/token/add/", typed).content.decode()
    assert not Token.objects.exists()
