"""The database that tests run on: the seed, loaded once for the session; each test rolls back what it did."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from pytest_django import DjangoDbBlocker

from knowledge.services import importing


@pytest.fixture(scope="session", autouse=True)
def static_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Collected as for production, into a folder of this run."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        importing.load(importing.default_folder())


@pytest.fixture
def seed(db: None) -> None:
    """The database with the fixtures loaded; anew only where a transactional test has emptied it."""
    importing.load_if_empty()


@pytest.fixture
def empty_database(db: None) -> None:
    """The database without any knowledge, for this test only."""
    tables = [model._meta.db_table for model in apps.get_app_config("knowledge").get_models()]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables, allow_cascade=True):
            cursor.execute(statement)
