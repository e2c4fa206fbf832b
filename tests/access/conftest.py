from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from access import tokens
from access.models import Scope


@pytest.fixture
def reader(db: None) -> User:
    return User.objects.create_user("robin", "robin@lab.example", "a long password")


@pytest.fixture
def curator_user(db: None) -> User:
    return User.objects.create_user("kim", "kim@lab.example", "a long password", is_staff=True)


@pytest.fixture
def bearer() -> Callable[..., Client]:
    """A client that sends a new token of a user with a scope."""

    def made(user: User, scope: Scope = Scope.SUGGEST) -> Client:
        _, secret = tokens.create(user, "notebook", scope, 30)
        return Client(headers={"authorization": f"Bearer {secret}"})

    return made
