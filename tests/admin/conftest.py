"""A curator at the forms."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from knowledge.models import Facet, Reference, Term
from knowledge.services import curation


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_superuser("curator")


@pytest.fixture
def curator(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def laboratory_of_one(settings: Settings) -> None:
    """Nobody else is there to review."""
    settings.REVIEW_BY_SECOND_PERSON = False


@pytest.fixture
def references(db: None) -> list[Reference]:
    """REF-901, REF-902 and REF-903, published."""
    made = [
        Reference.objects.create(code=f"REF-{number}", number=number, title=f"Work {number}")
        for number in (901, 902, 903)
    ]
    for reference in made:
        curation.publish(reference)
    return made


@pytest.fixture
def anode(db: None) -> Term:
    facet, _ = Facet.objects.get_or_create(slug="interface", defaults={"label": "Interface"})
    term, _ = Term.objects.get_or_create(facet=facet, slug="anode", defaults={"label": "Anode"})
    return term
