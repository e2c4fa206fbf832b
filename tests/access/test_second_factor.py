"""A second factor: enrolled, asked for, required by a setting, and taken off by an administrator."""

import base64
import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from access import roles
from access.models import Scope
from knowledge.models import AuditEntry

PASSWORD = "a long password"


def code(secret: str) -> str:
    value: str = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    return value


def sign_in(client: Client, user: User) -> str:
    typed = {"username": user.get_username(), "password": PASSWORD, "next": "/admin/"}
    return client.post("/account/sign-in/", typed).headers["Location"]


def confirm(client: Client) -> None:
    """Type the password once more, which every change of a second factor asks for."""
    client.post("/account/confirm/", {"password": PASSWORD})


def enrol(client: Client) -> str:
    """Through the page, as a person does; the secret."""
    confirm(client)
    page = client.get("/account/second-factor/app/").content.decode()
    (drawn,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    # on a ground of its own, which a camera needs in the dark theme
    assert b'fill="white"' in base64.b64decode(drawn)
    found: list[str] = re.findall(r'id="authenticator_secret" type="text" value="(\w+)"', page)
    (secret,) = found
    client.post("/account/second-factor/app/", {"code": code(secret)})
    return secret


def test_an_app_is_enrolled_by_its_code_and_asked_for_at_the_next_sign_in(
    client: Client, reader: User
) -> None:
    assert sign_in(client, reader) == "/admin/"
    secret = enrol(client)
    kinds = set(Authenticator.objects.filter(user=reader).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    again = Client()
    assert sign_in(again, reader).startswith("/account/second-factor/sign-in/")
    assert again.get("/account/tokens/").status_code == 302
    assert (
        "Incorrect code" in again.post("/account/second-factor/sign-in/", {"code": "000000"}).content.decode()
    )
    assert (
        again.post("/account/second-factor/sign-in/", {"code": code(secret)}).headers["Location"] == "/admin/"
    )
    assert again.get("/account/tokens/").status_code == 200


def test_a_wrong_code_enrols_nothing(client: Client, reader: User) -> None:
    sign_in(client, reader)
    assert client.get("/account/second-factor/app/").headers["Location"].startswith("/account/confirm/")
    confirm(client)
    client.get("/account/second-factor/app/")
    answer = client.post("/account/second-factor/app/", {"code": "000000"})
    assert "Incorrect code" in answer.content.decode() and not Authenticator.objects.exists()


def test_codes_cannot_be_guessed_at_for_ever(client: Client, reader: User) -> None:
    TOTP.activate(reader, generate_totp_secret())
    sign_in(client, reader)
    answers = [client.post("/account/second-factor/sign-in/", {"code": "000000"}) for _ in range(6)]
    assert "Too many failed login attempts" in answers[-1].content.decode()


def test_a_recovery_code_opens_once(client: Client, reader: User) -> None:
    sign_in(client, reader)
    enrol(client)
    codes = client.get("/account/second-factor/codes/").context["unused_codes"]
    for status in (302, 200):
        again = Client()
        sign_in(again, reader)
        assert again.post("/account/second-factor/sign-in/", {"code": codes[0]}).status_code == status


@pytest.fixture
def curator(member: Callable[[str], User]) -> User:
    return member(roles.CURATOR)


def test_where_it_is_required_the_admin_opens_only_with_it(
    client: Client, curator: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR_ROLES = [roles.CURATOR]
    sign_in(client, curator)
    for page in ("/admin/", "/admin/knowledge/faq/add/", "/account/tokens/"):
        assert client.get(page).headers["Location"] == "/account/second-factor/"
        assert client.post(page, {}).headers["Location"] == "/account/second-factor/"
    assert "Your role asks for a second factor" in client.get("/account/second-factor/").content.decode()
    enrol(client)
    assert client.get("/admin/").status_code == 200


def test_it_is_required_of_the_named_roles_and_of_superusers_alone(
    client: Client, member: Callable[[str], User], settings: Settings
) -> None:
    settings.SECOND_FACTOR_ROLES = [roles.REVIEWER]
    root = User.objects.create_superuser("root")
    asked = [user.get_username() for user in (*map(member, roles.ROLES), root) if _is_led_away(user)]
    assert asked == ["reviewer", "root"]


def _is_led_away(user: User) -> bool:
    client = Client()
    client.force_login(user)
    return client.get("/admin/").status_code == 302


def test_a_token_of_somebody_who_lacks_it_writes_nothing(
    curator: User, bearer: Callable[..., Client], settings: Settings
) -> None:
    program = bearer(curator, Scope.CURATE)
    settings.SECOND_FACTOR_ROLES = [roles.CURATOR]
    body = {"section": "General", "question": "Why?"}
    answer = program.post("/api/v1/faqs/", body, content_type="application/json")
    assert answer.status_code == 403 and "second factor" in answer.json()["detail"]


def test_an_administrator_takes_off_what_was_lost(
    client: Client, reader: User, member: Callable[[str], User]
) -> None:
    TOTP.activate(reader, generate_totp_secret())
    client.force_login(member(roles.ADMINISTRATOR))
    client.post("/admin/auth/user/", {"action": "remove_second_factor", "_selected_action": [reader.pk]})
    assert not Authenticator.objects.exists()
    entry = AuditEntry.objects.filter(action="second-factor-changed").get()
    assert (entry.who, entry.about) == ("administrator", "robin")


def test_the_secrets_are_on_no_page_of_the_admin(admin_client: Client) -> None:
    for address in ("mfa/authenticator", "socialaccount/socialtoken", "account/emailaddress"):
        assert admin_client.get(f"/admin/{address}/").status_code == 404
