"""`manage.py pg` shows, stops and opens the embedded server, and leaves other servers alone."""

import pytest

from tests.portal.embedded import EmbeddedServer

pytestmark = pytest.mark.slow


def test_status_tells_whether_it_runs_and_where(embedded: EmbeddedServer) -> None:
    assert embedded.manage("pg", "status").stdout.startswith("Not running")
    assert not embedded.state.exists()
    embedded.run()
    shown = embedded.manage("pg", "status").stdout
    assert f"PostgreSQL 18.6, process {embedded.process()}" in shown
    assert str(embedded.state / "data") in shown
    assert "MB" in shown


def test_stop_stops_it_and_says_when_there_is_nothing_to_stop(embedded: EmbeddedServer) -> None:
    embedded.run()
    assert embedded.manage("pg", "stop").stdout == "Stopped.\n"
    assert embedded.running() == []
    assert embedded.manage("pg", "stop").stdout == f"No server runs for {embedded.state}.\n"


def test_psql_starts_the_server_and_passes_its_arguments_on(embedded: EmbeddedServer) -> None:
    shown = embedded.manage("pg", "psql", "-At", "-c", "SELECT current_user, current_database()")
    assert (shown.stdout, shown.stderr) == ("interphase|interphase\n", "")
    assert embedded.manage("pg", "psql", "-c", "SELECT nonsense").returncode != 0


def test_another_server_is_not_touched(embedded: EmbeddedServer) -> None:
    for action in ("status", "stop", "psql"):
        done = embedded.manage("pg", action, DATABASE_URL="postgresql://nobody@nowhere/none")
        assert done.returncode == 1
        assert done.stderr.startswith("CommandError: DATABASE_URL names the database")
