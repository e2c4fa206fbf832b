"""The portal as it is served: gunicorn on a free port, on the test's own database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection

from access import roles, tokens
from access.models import Scope

PROJECT = Path(__file__).resolve().parents[2]
LONGEST_START_S = 60


@dataclass(frozen=True)
class RealServer:
    """`site` is http://host:port."""

    site: str


def environment() -> dict[str, str]:
    """For a process of its own that reads and writes what the test does."""
    database = connection.settings_dict
    who = quote(database["USER"]) + (f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else "")
    # a folder where it listens on a socket alone
    host = quote(database["HOST"], safe="") + (f":{database['PORT']}" if database["PORT"] else "")
    return {
        **os.environ,
        "PYTHONPATH": str(PROJECT),
        "DATABASE_URL": f"postgresql://{who}@{host}/{database['NAME']}",
        "INTERPHASE_ANONYMOUS_PER_MINUTE": "0",
        "INTERPHASE_TOKEN_PER_MINUTE": "0",
        "INTERPHASE_SECRET_KEY": settings.SECRET_KEY,
    }


@pytest.fixture
def real_server(transactional_db: None, tmp_path: Path) -> Iterator[RealServer]:
    """Commits what it is told to: the test ends with the seed put back."""
    with serving(tmp_path) as server:
        yield server


@pytest.fixture
def curator_token(transactional_db: None) -> str:
    user = User.objects.create_user("kim", "kim@lab.example", "a long password")
    user.groups.add(Group.objects.get(name=roles.CURATOR))
    return tokens.create(user, "notebook", Scope.CURATE, 30)[1]


@contextmanager
def serving(folder: Path) -> Iterator[RealServer]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = RealServer(f"http://127.0.0.1:{port}")
    said = folder / "server.log"
    command = [
        *(sys.executable, "-m", "gunicorn", "portal.wsgi", "--workers", "2", "--threads", "2"),
        *("--bind", f"127.0.0.1:{port}"),
    ]
    with said.open("w") as log:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment(), stdout=log, stderr=log)
    try:
        _wait_for(server, process, said)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(server: RealServer, process: subprocess.Popen[bytes], said: Path) -> None:
    for _ in range(LONGEST_START_S * 5):
        try:
            with urlopen(f"{server.site}/api/v1/health/"):  # noqa: S310
                return
        except (URLError, ConnectionError):
            assert process.poll() is None, said.read_text()
            time.sleep(0.2)
    raise AssertionError(said.read_text())
