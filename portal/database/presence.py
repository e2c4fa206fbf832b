"""Is a server there, and is it ours?

A server is ours when it answers at our socket and reads the same postmaster.pid as we do. The number in that
file is never believed alone, because after a crash it may belong to any other process.
"""

import os
import socket
import subprocess
from pathlib import Path
from typing import Any

import psycopg

from portal.database import state

PORT = 5432  # only part of the socket's name: the server does not listen on the network
SUPERUSER = "postgres"


def accepts() -> bool:
    """Whether somebody listens at our socket and is ready: asked for every new connection, so it is quick.

    Only the server's user and root can enter the socket's folder, so a listener there is our server.
    """
    if pid_file()[7:8] != ["ready"]:  # while it starts or stops it listens too, but refuses
        return False
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(state.socket_folder() / f".s.PGSQL.{PORT}"))
        except OSError:
            return False
    return True


def answers() -> bool:
    """Whether a server with our data answers at our socket."""
    try:
        with connect() as connection:
            row = connection.execute("SELECT pg_read_file('postmaster.pid')").fetchone()
    except psycopg.OperationalError:
        return False
    return row is not None and _stripped_lines(row[0]) == pid_file()


def is_ours() -> bool:
    """Whether the process named by postmaster.pid is our server, be it ready, starting or stopping."""
    lines = pid_file()
    return bool(lines) and (_is_postgres_with_our_data(int(lines[0])) or answers())


def pid_file() -> list[str]:
    """The lines of postmaster.pid, none if there is no such file.

    The first is the number of the process, the eighth its state. Raises DatabaseServerError when the data
    belong to another user.
    """
    try:
        return _stripped_lines((state.cluster() / "postmaster.pid").read_text())
    except FileNotFoundError:
        return []
    except PermissionError as error:
        raise state.belongs_to_another() from error


def connect() -> psycopg.Connection[tuple[Any, ...]]:
    """A connection as superuser. Raises psycopg.OperationalError when no server answers."""
    return psycopg.connect(
        host=str(state.socket_folder()),
        port=PORT,
        user=SUPERUSER,
        dbname="postgres",
        connect_timeout=5,
        autocommit=True,
    )


def _stripped_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


def _is_postgres_with_our_data(process: int) -> bool:
    if Path("/proc/self/cmdline").exists():
        try:
            words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        is_postgres = Path(os.fsdecode(words[0])).name == "postgres"
        return is_postgres and words[1:3] == [b"-D", os.fsencode(state.cluster())]
    command = ["ps", "-ww", "-o", "command=", "-p", str(process)]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    return listed.stdout.strip().endswith(f"/postgres -D {state.cluster()}")
