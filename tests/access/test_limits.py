"""Requests are counted by the minute, for all processes together, and no address is kept."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as portal_settings
from django.core.cache import caches
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from access import limits
from access.callers import ANONYMOUS, TOKEN, Caller
from access.models import RequestCount

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SOMEBODY = Caller.of(ANONYMOUS, "192.0.2.7")
COUNT_TWICE = """
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = {name!r}
from access import limits
from access.callers import ANONYMOUS, Caller
for _ in range(2):
    print(limits.count(Caller.of(ANONYMOUS, "192.0.2.7")).requests)
"""


@pytest.fixture
def few(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 3
    settings.TOKEN_PER_MINUTE = 5


def at(seconds: float, caller: Caller = SOMEBODY) -> limits.Usage:
    """One request, so many seconds after noon."""
    usage = limits.count(caller, NOON + timedelta(seconds=seconds))
    assert usage is not None
    return usage


@pytest.mark.usefixtures("db", "few")
def test_what_is_left_becomes_less_until_there_is_too_much() -> None:
    used = [at(second) for second in (0, 1, 2, 3)]
    assert [each.remaining for each in used] == [2, 1, 0, 0]
    assert [each.is_too_much for each in used] == [False, False, False, True]
    assert [each.seconds for each in used] == [60, 59, 58, 57]


@pytest.mark.usefixtures("db")
def test_a_doing_other_than_a_request_has_a_window_and_a_limit_of_its_own() -> None:
    somebody = Caller.of("suggestion", "192.0.2.7")
    used = [
        limits.count_within(somebody, 2, 3600, NOON + timedelta(minutes=minute)) for minute in (0, 59, 59, 60)
    ]
    assert [each.is_too_much for each in used] == [False, False, True, False]
    assert [each.seconds for each in used] == [3600, 60, 60, 3600]
    assert Caller.of("suggestion", "192.0.2.7").key != SOMEBODY.key


@pytest.mark.usefixtures("db", "few")
def test_a_minute_after_the_first_request_all_is_as_at_the_beginning() -> None:
    for _ in range(9):
        at(0)
    assert at(59.9).is_too_much
    assert (at(60).remaining, at(60).seconds) == (2, 60)


@pytest.mark.usefixtures("db", "few")
def test_callers_are_counted_apart() -> None:
    for _ in range(4):
        at(0)
    assert at(0, Caller.of(ANONYMOUS, "192.0.2.8")).remaining == 2
    assert at(0, Caller.of(TOKEN, "192.0.2.7")).remaining == 4


@pytest.mark.usefixtures("db")
def test_without_a_limit_nothing_is_counted(settings: Settings) -> None:
    settings.ANONYMOUS_PER_MINUTE = 0
    assert limits.count(SOMEBODY) is None
    assert not RequestCount.objects.exists()


@pytest.mark.usefixtures("db")
def test_counting_is_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    limits.count(SOMEBODY)  # with it goes what has expired, once a minute
    with django_assert_num_queries(1):
        limits.count(SOMEBODY)


@pytest.mark.usefixtures("db")
def test_who_has_been_quiet_for_a_minute_is_forgotten() -> None:
    other, third = (Caller.of(ANONYMOUS, f"192.0.2.{end}") for end in (8, 9))
    at(0)
    at(30, other)
    at(59)  # within a minute of the last time nothing is looked for
    caches["memory"].clear()
    at(61, third)
    assert {each.caller for each in RequestCount.objects.all()} == {other.key, third.key}


@pytest.mark.usefixtures("db")
def test_the_present_is_the_clock_of_the_database() -> None:
    usage = limits.count(SOMEBODY)
    limits.remove_expired()
    assert usage is not None and 59 <= usage.seconds <= 60
    assert RequestCount.objects.get().requests == 1


@pytest.mark.django_db(transaction=True)
def test_two_processes_count_together() -> None:
    first = limits.count(SOMEBODY)
    code = COUNT_TWICE.format(name=connection.settings_dict["NAME"])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings"}
    environment["INTERPHASE_SECRET_KEY"] = portal_settings.SECRET_KEY
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.stdout.split() == ["2", "3"], done.stderr
    again = limits.count(SOMEBODY)
    assert first is not None and again is not None
    assert (first.requests, again.requests) == (1, 4)


@pytest.mark.usefixtures("db")
def test_no_address_is_stored_and_the_counts_are_not_logged() -> None:
    limits.count(SOMEBODY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT c::text FROM access_requestcount c")
        (row,) = cursor.fetchone()
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'access_requestcount'")
        assert cursor.fetchone() == ("u",)
    assert "192.0.2" not in row
