"""Tokens: shown once, stored as a digest, limited in time and scope, revocable."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from access import tokens
from access.models import Scope, Token


def test_the_secret_is_nowhere_in_the_database(reader: User) -> None:
    token, secret = tokens.create(reader, "notebook", Scope.READ, 30)
    stored = Token.objects.filter(pk=token.pk).values().get()
    assert secret not in str(stored) and len(secret) > 60
    assert secret.startswith(stored["token_key"])


def test_a_token_expires_when_it_was_said_to(reader: User) -> None:
    token, _ = tokens.create(reader, "notebook", Scope.READ, 30)
    assert timedelta(days=29) < token.expiry - timezone.now() <= timedelta(days=30)


def test_only_a_curator_may_have_a_token_that_curates(reader: User, curator_user: User) -> None:
    with pytest.raises(tokens.NotGranted, match="robin is none"):
        tokens.create(reader, "notebook", Scope.CURATE, 30)
    assert tokens.create(curator_user, "notebook", Scope.CURATE, 30)[0].may(Scope.SUGGEST)


def test_a_scope_reaches_no_further_than_it_says(reader: User) -> None:
    token, _ = tokens.create(reader, "notebook", Scope.READ, 30)
    assert token.may(Scope.READ) and not token.may(Scope.SUGGEST)


def test_there_is_an_end_to_the_tokens_of_one_user(reader: User) -> None:
    made = [tokens.create(reader, "notebook", Scope.READ, 30)[0] for _ in range(tokens.MOST_PER_USER)]
    with pytest.raises(tokens.NotGranted, match="revoke one first"):
        tokens.create(reader, "one more", Scope.READ, 30)
    tokens.revoke(made[0])
    assert tokens.create(reader, "one more", Scope.READ, 30)


def test_a_revoked_token_keeps_the_time_at_which_it_was_revoked(reader: User) -> None:
    token, _ = tokens.create(reader, "notebook", Scope.READ, 30)
    tokens.revoke(token)
    token.refresh_from_db()
    first = token.revoked_at
    tokens.revoke(token)
    token.refresh_from_db()
    assert token.revoked_at == first and not token.is_usable
