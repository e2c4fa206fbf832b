"""Sign-in at the institution: configured by the environment, played here by a provider of our own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from portal.sign_in_settings import Institution

HERE = "https://login.institution.example"
LAB = Institution("Lab Institute", HERE, "interphase", "a secret", ("openid", "email"))
PROJECT = Path(__file__).parents[2]
Person = dict[str, Any]


@pytest.fixture
def institution(settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [LAB.as_app()]}}


@pytest.fixture
def signs_in(monkeypatch: pytest.MonkeyPatch, institution: None) -> Callable[[Client, Person], Any]:
    """The way there and back, as the browser goes it; the institution vouches for the person."""
    config = {
        "authorization_endpoint": f"{HERE}/authorize",
        "token_endpoint": f"{HERE}/token",
        "userinfo_endpoint": f"{HERE}/me",
        "issuer": HERE,
    }
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", config)
    monkeypatch.setattr(
        "allauth.socialaccount.providers.oauth2.client.OAuth2Client.get_access_token",
        lambda *args, **kwargs: {"access_token": "x"},
    )

    def signed_in(client: Client, person: Person) -> Any:
        monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "_fetch_user_info", lambda self, token: person)
        there = client.post("/account/institution/sign-in/?next=/account/tokens/")
        asked = parse_qs(urlsplit(there.headers["Location"]).query)
        assert there.headers["Location"].startswith(f"{HERE}/authorize") and set(
            asked["scope"][0].split()
        ) == set(LAB.scope)
        back = {"code": "1", "state": asked["state"][0]}
        return client.get("/account/institution/sign-in/callback/", back, follow=True)

    return signed_in


def test_its_button_stands_on_the_sign_in_page(client: Client, db: None, institution: None) -> None:
    page = client.get("/account/sign-in/?next=/admin/").content.decode()
    assert "Sign in with Lab Institute" in page
    assert 'action="/account/institution/sign-in/?next=%2Fadmin%2F"' in page


def test_without_it_there_is_none(client: Client, db: None) -> None:
    assert "Sign in with" not in client.get("/account/sign-in/").content.decode()
    assert client.get("/account/institution/sign-in/").status_code == 404


def test_an_account_is_known_by_the_address_that_the_institution_vouches_for(
    client: Client, reader: User, signs_in: Callable[[Client, Person], Any]
) -> None:
    answer = signs_in(client, {"sub": "7", "email": "robin@lab.example", "email_verified": True})
    assert answer.redirect_chain[-1][0] == "/account/tokens/" and answer.wsgi_request.user == reader


def test_an_address_that_nobody_vouches_for_opens_no_account(
    client: Client, reader: User, signs_in: Callable[[Client, Person], Any]
) -> None:
    signs_in(client, {"sub": "7", "email": "robin@lab.example", "email_verified": False})
    assert "_auth_user_id" not in client.session


def test_a_stranger_gets_no_account_unless_the_portal_says_so(
    client: Client, db: None, settings: Settings, signs_in: Callable[[Client, Person], Any]
) -> None:
    person = {"sub": "8", "email": "sam@lab.example", "email_verified": True, "preferred_username": "sam"}
    answer = signs_in(client, person)
    assert "There is no account for you yet" in answer.content.decode() and not User.objects.exists()
    settings.OIDC_CREATES_READERS = True
    answer = signs_in(client, person)
    assert answer.redirect_chain[-1][0] == "/account/tokens/"
    user = User.objects.get()
    assert [group.name for group in user.groups.all()] == ["Reader"] and not user.has_usable_password()


def started(**environment: str) -> subprocess.CompletedProcess[str]:
    command = "from django.conf import settings; s = settings;"
    command += "print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'], s.EMAIL_HOST, s.EMAIL_PORT)"
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", **environment}
    return subprocess.run(
        [sys.executable, "-c", command], cwd=PROJECT, env=given, capture_output=True, text=True
    )


def test_the_policy_lets_the_form_lead_there() -> None:
    complete = {"SERVER_URL": f"{HERE}/realms/lab", "CLIENT_ID": "interphase", "SECRET": "a secret"}
    out = started(**{f"INTERPHASE_OIDC_{name}": value for name, value in complete.items()}).stdout
    assert f"\"'self'\", '{HERE}'" in out


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("INTERPHASE_OIDC_SERVER_URL", HERE, "INTERPHASE_OIDC_CLIENT_ID, INTERPHASE_OIDC_SECRET must be set"),
        ("INTERPHASE_REQUIRE_SECOND_FACTOR", "Curator,Boss", "names 'Boss'; allowed are Reader, Contributor"),
        ("INTERPHASE_MAIL", "mail.example", "allowed are console and smtp://"),
    ],
)
def test_a_setting_that_is_not_understood_stops_the_portal(variable: str, value: str, said: str) -> None:
    assert said in started(**{variable: value}).stderr


def test_mail_goes_where_the_address_says() -> None:
    out = started(INTERPHASE_MAIL="smtp+starttls://robin:p%40ss@mail.example").stdout
    assert "mail.example 587" in out
