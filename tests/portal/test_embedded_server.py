"""The embedded server starts when it is needed, once, and comes back after any accident."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from portal.database import server
from portal.database.programs import DatabaseServerError
from tests.portal.embedded import EmbeddedServer, finish, wait_until

pytestmark = pytest.mark.slow


def test_it_has_what_the_portal_needs(embedded: EmbeddedServer) -> None:
    answer = embedded.query(
        "SELECT concat_ws(' ', current_setting('server_version_num')::int / 10000, 'Ä' ILIKE 'ä',"
        " current_setting('data_checksums'), current_setting('fsync'), rolsuper)"
        " FROM pg_roles WHERE rolname = current_user"
    )
    assert answer == "18 t on on f"
    names = ("pg_trgm", "unaccent", "vector")
    embedded.query(";".join(f"CREATE EXTENSION IF NOT EXISTS {name}" for name in names))


def test_the_portal_may_create_a_database_for_tests(embedded: EmbeddedServer) -> None:
    assert embedded.query("CREATE DATABASE for_tests") == "done"


def test_six_processes_at_once_share_one_server(embedded: EmbeddedServer) -> None:
    processes = [embedded.begin() for _ in range(6)]
    assert [finish(process).stderr for process in processes] == [""] * 6
    assert len(embedded.running()) == 1


def test_a_later_process_uses_the_server_that_runs(embedded: EmbeddedServer) -> None:
    embedded.run()
    first = embedded.process()
    embedded.run()
    assert embedded.process() == first


def test_settings_and_help_start_nothing(embedded: EmbeddedServer) -> None:
    assert "embedded" in embedded.manage("pg", "--help").stdout
    embedded.run("from portal.database import server; server.database_settings()")
    assert not embedded.state.exists()


def test_a_process_killed_while_it_creates_the_files_does_no_harm(embedded: EmbeddedServer) -> None:
    process = embedded.begin()
    wait_until(lambda: any(embedded.state.glob("draft-*/PG_VERSION")))
    process.send_signal(signal.SIGKILL)
    finish(process)
    assert not (embedded.state / "data").exists()
    assert embedded.query("SELECT 1") == "1"
    assert len(embedded.running()) == 1


def test_a_process_killed_while_the_server_starts_does_no_harm(embedded: EmbeddedServer) -> None:
    embedded.run()
    embedded.stop()
    process = embedded.begin()
    wait_until(lambda: (embedded.state / "data" / "postmaster.pid").exists())
    process.send_signal(signal.SIGKILL)
    finish(process)
    assert embedded.query("SELECT 1") == "1"
    assert len(embedded.running()) == 1


def test_a_killed_server_is_recovered_with_its_data(embedded: EmbeddedServer) -> None:
    embedded.query("CREATE TABLE kept AS SELECT 42 AS answer")
    embedded.kill()
    assert embedded.query("SELECT answer FROM kept") == "42"


def test_a_long_lived_process_gets_its_server_back(embedded: EmbeddedServer) -> None:
    answer = embedded.run(
        "import os, signal\n"
        "from django.conf import settings\n"
        "from portal.database import presence, server\n"
        "settings.configure(DATABASES={'default': server.database_settings()})\n"
        "from django.db import connection\n"
        "connection.cursor().execute('SELECT 1')\n"
        "os.kill(int(presence.pid_file()[0]), signal.SIGKILL)\n"
        "connection.close()\n"
        "connection.cursor().execute('SELECT 1')\n"
        "print('back')\n"
    )
    assert answer == "back"


def test_a_bystander_with_the_number_of_the_old_server_lives(embedded: EmbeddedServer) -> None:
    embedded.run()
    old = embedded.process()
    embedded.kill()
    owner = embedded.state.stat().st_uid
    # Of the server's own user and with our path in its command line: as easy to mistake as can be.
    command = [
        sys.executable,
        "-c",
        "import time; time.sleep(600)",
        "postgres",
        "-D",
        str(embedded.state / "data"),
    ]
    bystander = subprocess.Popen(command) if os.geteuid() else subprocess.Popen(["sleep", "600"], user=owner)
    try:
        for name in ("data/postmaster.pid", ".s.PGSQL.5432.lock"):
            file = embedded.state / name
            file.write_text(re.sub(rf"\A{old}\b", str(bystander.pid), file.read_text()))
        assert "No server runs" in embedded.manage("pg", "stop").stdout
        assert embedded.query("SELECT 1") == "1"
        assert embedded.process() != bystander.pid
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_path_too_long_for_a_socket_works(tmp_path: Path) -> None:
    embedded = EmbeddedServer(tmp_path / ("long " * 30))
    host: Path | None = None
    try:
        assert embedded.query("SELECT 1") == "1"
        host = Path(
            embedded.run("from portal.database import server; print(server.database_settings()['HOST'])")
        )
        assert len(str(host)) < 90
        assert host.parent.stat().st_mode & 0o777 == 0o700
    finally:
        embedded.clean_up()
        if host:
            shutil.rmtree(host.parent)


def test_a_link_that_somebody_else_could_change_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERPHASE_DATA", str(tmp_path / ("long" * 30)))
    private = Path(server.database_settings()["HOST"]).parent
    private.mkdir(mode=0o700)
    private.chmod(0o777)
    try:
        with pytest.raises(DatabaseServerError, match="only this user may enter"):
            server.ensure_running()
    finally:
        private.rmdir()


def test_a_moved_project_keeps_its_data(embedded: EmbeddedServer) -> None:
    embedded.query("CREATE TABLE kept AS SELECT 42 AS answer")
    embedded.stop()
    embedded.data_folder.rename(embedded.data_folder.with_name("elsewhere"))
    moved = EmbeddedServer(embedded.data_folder.with_name("elsewhere"))
    try:
        assert moved.query("SELECT answer FROM kept") == "42"
    finally:
        moved.clean_up()


def test_variables_of_another_server_do_not_disturb(embedded: EmbeddedServer) -> None:
    done = embedded.manage(
        "dbshell", "--", "-Atc", "SHOW port", PGPORT="6000", PGHOST="nowhere", PGDATA="/nowhere"
    )
    assert (done.stdout.strip(), done.stderr) == ("5432", "")


def test_the_server_stays_when_its_terminal_is_interrupted(embedded: EmbeddedServer) -> None:
    embedded.run()
    assert os.getpgid(embedded.process()) == embedded.process() != os.getpgrp()
