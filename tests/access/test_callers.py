"""A request is counted for its token, else for the address from which it came."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import Settings

from access import tokens
from access.callers import ANONYMOUS, TOKEN, Caller, caller_of
from access.models import Scope, Token


def anonymous(sender: str, forwarded: str = "") -> Caller:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return caller_of(RequestFactory().get("/api/v1/", REMOTE_ADDR=sender, headers=headers))


def with_token(secret: str) -> Caller:
    return caller_of(RequestFactory().get("/api/v1/", headers={"authorization": f"Bearer {secret}"}))


def test_addresses_are_told_apart() -> None:
    assert anonymous("192.0.2.7") == anonymous("192.0.2.7") != anonymous("192.0.2.8")


def test_the_key_depends_on_the_secret_of_the_portal(settings: Settings) -> None:
    before = anonymous("192.0.2.7")
    settings.SECRET_KEY = "another"
    assert anonymous("192.0.2.7") != before


def test_whoever_has_a_network_of_version_6_is_one_caller() -> None:
    assert anonymous("2001:db8:1:2::1") == anonymous("2001:db8:1:2:ffff::9") != anonymous("2001:db8:1:3::1")


def test_an_address_is_the_same_in_either_version() -> None:
    assert anonymous("::ffff:192.0.2.7") == anonymous("192.0.2.7") != anonymous("::ffff:192.0.2.8")


def test_what_a_caller_says_of_itself_changes_nothing() -> None:
    assert anonymous("192.0.2.7", forwarded="198.51.100.1") == anonymous("192.0.2.7")


def test_behind_a_proxy_the_caller_is_whom_the_proxy_saw(settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    seen = anonymous("10.0.0.1", forwarded="192.0.2.7")
    assert seen == anonymous("10.0.0.1", forwarded="198.51.100.1, 192.0.2.7")
    assert seen == anonymous("10.0.0.2", forwarded="198.51.100.2,192.0.2.7")
    assert seen != anonymous("10.0.0.1", forwarded="192.0.2.8")


@pytest.mark.parametrize("forwarded", ["", "unknown", "192.0.2.7, nonsense"])
def test_a_proxy_that_names_nobody_is_the_caller(forwarded: str, settings: Settings) -> None:
    settings.BEHIND_PROXY = True
    assert anonymous("10.0.0.1", forwarded) == anonymous("10.0.0.1")


def test_a_sender_without_an_address_is_a_caller_too() -> None:
    assert anonymous("").kind == ANONYMOUS


def test_tokens_are_told_apart_wherever_they_come_from(reader: User) -> None:
    (_, one), (_, other) = (tokens.create(reader, "notebook", Scope.READ, 30) for _ in range(2))
    assert with_token(one) == with_token(one) != with_token(other)
    assert with_token(one).kind == TOKEN


def test_a_token_that_is_not_valid_is_counted_for_the_address(reader: User) -> None:
    _, secret = tokens.create(reader, "notebook", Scope.READ, 30)
    Token.objects.update(expiry=timezone.now() - timedelta(days=1))
    assert with_token(secret) == with_token("nonsense") == anonymous("127.0.0.1")
