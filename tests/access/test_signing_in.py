"""Signing in and out, passwords, limits: the portal's own pages before allauth's doing."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.sign_in_settings import Mail

PASSWORD = "a long password"


def sign_in(client: Client, password: str = PASSWORD, name: str = "robin", **more: str) -> int:
    typed = {"username": name, "password": password}
    return client.post("/account/sign-in/", typed, headers=more).status_code


def test_a_session_begins_with_a_new_key_and_ends_after_a_working_day(client: Client, reader: User) -> None:
    client.get("/account/sign-in/")
    client.session["before"] = "kept"
    client.session.save()
    before = client.session.session_key
    assert sign_in(client) == 302
    assert client.session.session_key != before
    ends = Session.objects.get(session_key=client.session.session_key).expire_date
    assert timedelta(hours=11) < ends - timezone.now() <= timedelta(hours=12)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_signing_out_takes_a_press_and_ends_the_session(client: Client, reader: User) -> None:
    sign_in(client)
    assert "Sign out" in client.get("/account/tokens/").content.decode()
    assert client.get("/account/sign-out/").status_code == 200
    assert client.post("/account/sign-out/").headers["Location"] == "/"
    assert client.get("/account/tokens/").status_code == 302


def test_nobody_is_led_to_another_site(client: Client, reader: User) -> None:
    typed = {"username": "robin", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/account/sign-in/", typed).headers["Location"] == "/account/tokens/"


def test_an_account_is_guessed_at_five_times_and_then_no_more(client: Client, reader: User) -> None:
    for _ in range(5):
        assert sign_in(client, "wrong") == 200
    answer = client.post("/account/sign-in/", {"username": "robin", "password": PASSWORD})
    assert "Too many failed login attempts" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_address_that_tries_many_accounts_is_stopped_too(client: Client, reader: User) -> None:
    for number in range(10):
        sign_in(client, "wrong", name=f"somebody{number}")
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_attempts_are_counted_by_all_processes_together(client: Client, reader: User) -> None:
    sign_in(client, "wrong")
    # what one process counted is a row, which every other one reads
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_sharedcache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone() == (2,)


def test_behind_a_proxy_its_word_counts_and_the_callers_does_not(
    client: Client, reader: User, settings: Settings
) -> None:
    settings.BEHIND_PROXY = True
    for number in range(10):
        sign_in(client, "wrong", name=f"x{number}", x_forwarded_for=f"203.0.113.{number}, 198.51.100.7")
    assert sign_in(client, x_forwarded_for="198.51.100.7") == 200
    assert sign_in(client, x_forwarded_for="198.51.100.8") == 302


def test_a_page_that_is_asked_for_too_often_says_to_wait(client: Client, reader: User) -> None:
    answers = [client.post("/account/sign-in/", {"username": "", "password": ""}) for _ in range(31)]
    assert answers[-1].status_code == 429
    assert "Wait some minutes" in answers[-1].content.decode()


def test_nobody_makes_an_account_for_themselves(client: Client, db: None) -> None:
    for address in ("/account/sign-up/", "/account/signup/", "/accounts/signup/"):
        assert client.get(address).status_code == 404
    assert "Sign up" not in client.get("/account/sign-in/").content.decode()


def test_a_password_is_changed_by_who_knows_the_old_one(client: Client, reader: User) -> None:
    sign_in(client)
    new = {"password1": "another long password", "password2": "another long password"}
    refused = client.post("/account/password/", {"oldpassword": "wrong", **new})
    assert "your current password" in refused.content.decode()
    client.post("/account/password/", {"oldpassword": PASSWORD, **new})
    reader.refresh_from_db()
    assert reader.check_password("another long password")
    assert client.get("/account/tokens/").status_code == 200


def test_the_admin_leads_to_the_same_page(admin_client: Client) -> None:
    assert admin_client.get("/admin/password_change/").headers["Location"] == "/account/password/"


def test_a_portal_without_mail_says_whom_to_ask(client: Client, db: None, settings: Settings) -> None:
    settings.ADMINISTRATOR = "Kim Lee, kim@lab.example"
    page = client.get("/account/password/reset/").content.decode()
    assert "ask Kim Lee, kim@lab.example" in page and "<form method" not in page


@pytest.fixture
def with_mail(settings: Settings) -> None:
    settings.MAIL = Mail("", is_sent=True)


@pytest.mark.usefixtures("with_mail")
def test_a_forgotten_password_is_set_anew_by_a_mail(client: Client, reader: User) -> None:
    answer = client.post("/account/password/reset/", {"email": "robin@lab.example"}, follow=True)
    assert answer.redirect_chain == [("/account/password/reset/sent/", 302)]
    (letter,) = mail.outbox
    assert letter.to == ["robin@lab.example"]
    (address,) = re.findall(r"http://testserver(/account/password/reset/\S+)", str(letter.body))
    form = client.get(address, follow=True)
    where = form.redirect_chain[-1][0]
    client.post(where, {"password1": "another long password", "password2": "another long password"})
    reader.refresh_from_db()
    assert reader.check_password("another long password")
    assert client.get(address, follow=True).content.decode().count("Bad Token") == 1


@pytest.mark.usefixtures("with_mail")
def test_it_tells_nobody_who_has_an_account(client: Client, reader: User) -> None:
    known = client.post("/account/password/reset/", {"email": "robin@lab.example"})
    unknown = client.post("/account/password/reset/", {"email": "nobody@lab.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


def test_an_inactive_account_does_not_open(client: Client, reader: User) -> None:
    User.objects.update(is_active=False)
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_an_account_without_a_role_is_told_so_at_the_admin(client: Client, reader: User) -> None:
    sign_in(client)
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403 and "You are signed in as robin" in answer.content.decode()
