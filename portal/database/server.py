"""The embedded database server: one PostgreSQL per data folder, on a Unix socket, started when first needed.

Everything lies in `postgres` below the data folder (portal.data_folder). That folder belongs to the user that
the server runs as (see portal.database.programs) and is closed to all others:

    data/       PostgreSQL's own files; only whole ones get this name
    log         what the server has to say
    lock        held while somebody starts or stops the server
    .s.PGSQL.*  the socket; if its path is too long, a link in a private temporary folder leads to it

The server outlives the process that started it, and the next process finds it by asking (see
portal.database.presence). The portal's role owns its database and may create others, for tests, but is no
superuser: what works here works with a server named by DATABASE_URL too.
"""

import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.database import presence, programs, state
from portal.database.programs import DatabaseServerError

NAME = "interphase"  # of the database and of the role that owns it
_WAIT_SECONDS = 60
_START_ATTEMPTS = 8
_SETTINGS = f"""
# Written by Interphase
listen_addresses = ''
port = {presence.PORT}
unix_socket_directories = '..'  # relative to the data, so that the project can be moved
max_connections = 100
random_page_cost = 1.1
log_checkpoints = off
"""
_ROLE_AND_DATABASE = f"CREATE ROLE {NAME} LOGIN CREATEDB\nCREATE DATABASE {NAME} OWNER {NAME}\n"


@dataclass(frozen=True)
class Status:
    """A running server, as `manage.py pg status` shows it."""

    process: int
    version: str
    data: Path
    socket: Path
    size: str


def database_settings() -> dict[str, Any]:
    """Django's settings of the embedded database. Starts and creates nothing."""
    return {
        "ENGINE": "portal.database",
        "NAME": NAME,
        "USER": NAME,
        "HOST": str(state.socket_folder()),
        "PORT": str(presence.PORT),
    }


def ensure_running() -> None:
    """Return when the server accepts connections, starting or recovering it if need be.

    Quick while it runs. Raises DatabaseServerError when it cannot be started.
    """
    try:
        if presence.accepts():
            return
        state.create()
        with state.lock():
            _start()
    except OSError as error:
        raise DatabaseServerError(
            f"The embedded database cannot use {state.folder()} ({error.strerror or error}): free it, or set "
            "INTERPHASE_DATA to a folder that this user may write to, or set DATABASE_URL."
        ) from error


def status() -> Status | None:
    """The running server, or None. Raises DatabaseServerError when the data belong to another user."""
    if not presence.answers():
        return None
    with presence.connect() as connection:
        row = connection.execute(
            "SELECT current_setting('server_version'), pg_size_pretty(sum(pg_database_size(oid)))"
            " FROM pg_database"
        ).fetchone()
    version, size = row or ("unknown", "unknown")
    return Status(int(presence.pid_file()[0]), version, state.cluster(), state.folder(), size)


def stop() -> bool:
    """Stop the server; returns whether there was one. Raises DatabaseServerError when it does not stop."""
    if not presence.pid_file():
        return False
    with state.lock():
        if not presence.is_ours():
            return False
        try:
            _pg_ctl("stop", "-m", "fast")
        except subprocess.CalledProcessError as error:
            raise _failure("did not stop", error.output) from error
    return True


def _start() -> None:
    """Bring the server up; called with the lock held. Raises DatabaseServerError."""
    if presence.answers():
        return
    for draft in state.folder().glob("draft-*"):  # left by a process that was killed
        shutil.rmtree(draft, ignore_errors=True)
    version = programs.major_version()
    if not state.cluster().exists():
        _create_cluster()
    _refuse_other_version(version)
    for attempt in range(1, _START_ATTEMPTS + 1):
        if _running_one_answers():
            return
        _remove_pid_of_another_process()
        try:
            _pg_ctl("start", "-l", str(state.log_file()))
        except subprocess.CalledProcessError as error:
            log = _end_of_log()
            # After a hard kill of the server its children need a moment to let go of the data.
            if attempt == _START_ATTEMPTS or "pre-existing shared memory block" not in log:
                raise _failure("did not start", log or error.output) from error
            time.sleep(1)


def _create_cluster() -> None:
    """Make the files aside and rename them when complete, so that a killed initdb leaves no half cluster."""
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=state.folder()))
    state.give_to_server(draft)
    single_user = ("postgres", "--single", "-D", str(draft))
    try:
        _run(
            *("initdb", "-D", str(draft), "-U", presence.SUPERUSER, "--auth=trust", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        )
        with (draft / "postgresql.conf").open("a") as settings:
            settings.write(_SETTINGS)
        # Only a superuser may add pgvector, so it goes to the template of all new databases. A PostgreSQL
        # named by INTERPHASE_PG_BIN may lack it: this statement may fail, those of the next line may not.
        _run(*single_user, "template1", text="CREATE EXTENSION vector\n")
        _run(*single_user, "-c", "exit_on_error=on", "postgres", text=_ROLE_AND_DATABASE)
    except subprocess.CalledProcessError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise _failure("could not be created", error.output) from error
    draft.rename(state.cluster())


def _refuse_other_version(version: int) -> None:
    found = (state.cluster() / "PG_VERSION").read_text().strip()
    if found != str(version):
        raise DatabaseServerError(
            f"The data in {state.cluster()} were written by PostgreSQL {found}, but this is {version}: point "
            f"INTERPHASE_PG_BIN to the programs of version {found}, or move that folder away to begin afresh."
        )


def _running_one_answers() -> bool:
    """Whether a server runs already: one whose starter was killed, or one that recovers, is waited for."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while not presence.answers():
        if not presence.is_ours():
            return False
        if time.monotonic() > deadline:
            raise DatabaseServerError(
                f"The database server (process {presence.pid_file()[0]}) runs but does not answer: wait and "
                f"try again, or read {state.log_file()} and stop the server with `manage.py pg stop`."
            )
        time.sleep(0.2)
    return True


def _remove_pid_of_another_process() -> None:
    """PostgreSQL refuses to start while a process with the number in its old pid file lives, whosever it is.

    A number that nobody has is left to PostgreSQL, which then also looks for children of the old server.
    """
    lines = presence.pid_file()
    if not lines:
        return
    try:
        os.kill(int(lines[0]), 0)  # signal 0 is none: it only asks whether the process exists
    except ProcessLookupError:
        return
    except PermissionError:
        pass
    (state.cluster() / "postmaster.pid").unlink()
    (state.folder() / f".s.PGSQL.{presence.PORT}.lock").unlink(missing_ok=True)


def _pg_ctl(action: str, *options: str) -> None:
    _run("pg_ctl", action, "-D", str(state.cluster()), "-w", "-t", str(_WAIT_SECONDS), *options)


def _run(name: str, *arguments: str, text: str = "") -> None:
    programs.run(name, *arguments, state=state.folder(), text=text)


def _end_of_log() -> str:
    return state.log_file().read_text(errors="replace")[-2000:] if state.log_file().exists() else ""


def _failure(what: str, output: str) -> DatabaseServerError:
    """One sentence, with the most telling line of what the server or the program said."""
    lines = [line for line in output.splitlines() if line.strip()] or ["no message"]
    telling = [line for line in lines if any(word in line for word in ("FATAL:", "PANIC:", "error:"))]
    reason = (telling or lines)[-1].split("] ")[-1].strip()
    return DatabaseServerError(
        f"The embedded database {what} ({reason}): remove that cause and try again (its log is "
        f"{state.log_file()}), or set DATABASE_URL to a PostgreSQL server of your own."
    )
