"""The database that tests run on: the seed, loaded once for the session; each test rolls back what it did."""

from collections.abc import Callable, Generator

import pytest
from django.apps import apps
from django.conf import settings as portal_settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, connections
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.live_server_helper import LiveServer

from knowledge.models import AuditEntry
from knowledge.search import terms
from knowledge.services import importing
from tests import knowledge_kept
from tests.world import another_transaction

PUT_BACK = pytest.StashKey[Callable[[], None]]()
LET_EMPTY = pytest.StashKey[Callable[[], None]]()


@pytest.fixture(scope="session", autouse=True)
def static_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Collected as for production, into a folder of this run."""
    portal_settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config
) -> None:
    with django_db_blocker.unblock():
        importing.load(importing.default_folder())
        kept = knowledge_kept.keep()

    def put_back() -> None:
        with django_db_blocker.unblock():
            knowledge_kept.put_back(kept)

    def let_empty() -> None:
        with django_db_blocker.unblock():
            knowledge_kept.let_empty()

    pytestconfig.stash[PUT_BACK] = put_back
    pytestconfig.stash[LET_EMPTY] = let_empty


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first: at the end, one process would be alone with them."""
    slow = {item.path for item in items for mark in item.iter_markers() if mark.name in ("slow", "browser")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, None, None]:
    """A test with transactions of its own ends with Django emptying every table: the next finds the seed."""
    empties = item.config.stash.get(LET_EMPTY, None) if knowledge_kept.is_emptied_by(item) else None
    try:
        if empties:
            empties()
        yield
    finally:
        # after the last test the database itself is gone
        if nextitem and PUT_BACK in item.config.stash:
            item.config.stash[PUT_BACK]()


@pytest.fixture(autouse=True)
def fresh_vocabulary() -> None:
    """Tests undo their changes, and with them the revision by which the vocabulary is kept."""
    terms.forget()
    # the default one is a table, which the test's transaction leaves as it was
    for name in ("memory", "answers"):
        caches[name].clear()


@pytest.fixture(autouse=True)
def limits_out_of_reach(settings: Settings) -> None:
    """Requests are counted as ever, but none is refused; the tests of the limits set their own."""
    settings.ANONYMOUS_PER_MINUTE = settings.TOKEN_PER_MINUTE = 1_000_000


@pytest.fixture
def seed(db: None) -> None:
    """The database with the fixtures loaded, as every test finds it, in a transaction that is the test's."""
    another_transaction()


@pytest.fixture
def empty_database(db: None) -> None:
    """The database without any knowledge, for this test only (DELETE is 50 times faster than TRUNCATE)."""
    with connection.cursor() as cursor:
        for model in apps.get_app_config("knowledge").get_models(include_auto_created=True):
            if model is AuditEntry:
                continue
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


@pytest.fixture
def plain_static_files(settings: Settings) -> None:
    """For a live server: it finds files by their own names, not by the hashed ones of a collected folder."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def site(
    plain_static_files: None, live_server: LiveServer, seed: None, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The address of a running portal with the seed."""
    # no thread of it may still hold the test database when that is dropped
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    return str(live_server.url)
