"""`manage.py pg` shows, stops and opens the embedded server, and leaves other servers alone."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.portal.embedded import EmbeddedServer

pytestmark = pytest.mark.slow


@pytest.fixture
def own(embedded: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> EmbeddedServer:
    """The embedded server as the one that this process's commands are about."""
    monkeypatch.setenv("INTERPHASE_DATA", str(embedded.data_folder))
    monkeypatch.setitem(connection.settings_dict, "ENGINE", "portal.database")
    return embedded


def _pg(action: str) -> str:
    out = StringIO()
    call_command("pg", action, stdout=out)
    return out.getvalue()


def test_status_tells_whether_it_runs_and_where(own: EmbeddedServer) -> None:
    assert _pg("status").startswith("Not running")
    assert not own.state.exists()
    own.run()
    shown = _pg("status")
    assert f"process {own.process()}\n" in shown
    assert str(own.state / "data") in shown
    assert "MB" in shown


def test_stop_stops_it_and_says_when_there_is_nothing_to_stop(own: EmbeddedServer) -> None:
    own.run()
    assert _pg("stop") == "Stopped.\n"
    assert own.running() == []
    assert _pg("stop") == f"No server runs for {own.state}.\n"


def test_psql_starts_the_server_and_passes_its_arguments_on(embedded: EmbeddedServer) -> None:
    shown = embedded.manage("pg", "psql", "-At", "-c", "SELECT current_user, current_database()")
    assert (shown.stdout, shown.stderr) == ("interphase|interphase\n", "")


@pytest.mark.parametrize("action", ["status", "stop", "psql"])
def test_another_server_is_not_touched(action: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "ENGINE", "django.db.backends.postgresql")
    with pytest.raises(CommandError, match="DATABASE_URL names the database, so its server is not"):
        _pg(action)
