from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from access import roles, tokens
from access.models import Scope


@pytest.fixture
def reader(db: None) -> User:
    return User.objects.create_user("robin", "robin@lab.example", "a long password")


@pytest.fixture
def curator_user(db: None) -> User:
    user = User.objects.create_user("kim", "kim@lab.example", "a long password")
    user.groups.add(Group.objects.get(name=roles.CURATOR))
    return user


@pytest.fixture
def bearer() -> Callable[..., Client]:
    """A client that sends a new token of a user with a scope."""

    def made(user: User, scope: Scope = Scope.SUGGEST) -> Client:
        _, secret = tokens.create(user, "notebook", scope, 30)
        return Client(headers={"authorization": f"Bearer {secret}"})

    return made


@pytest.fixture
def member(db: None) -> Callable[[str], User]:
    """An account with a role."""

    def made(role: str) -> User:
        user = User.objects.create_user(role.lower(), f"{role.lower()}@lab.example", "a long password")
        if role in roles.ROLES:
            user.groups.add(Group.objects.get(name=role))
        return user

    return made
