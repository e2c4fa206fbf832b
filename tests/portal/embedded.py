"""Real embedded servers for tests: each in a data folder of its own, used through processes of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
MANAGE = PROJECT / "manage.py"
ENSURE = "from portal.database import server; server.ensure_running()"


class EmbeddedServer:
    """The server of one data folder."""

    def __init__(self, data_folder: Path) -> None:
        self.data_folder = data_folder
        self.state = data_folder / "postgres"

    @property
    def environment(self) -> dict[str, str]:
        outer = {name: value for name, value in os.environ.items() if not name.startswith("INTERPHASE_")}
        outer.pop("DATABASE_URL", None)
        return {**outer, "INTERPHASE_DATA": str(self.data_folder), "PYTHONPATH": str(PROJECT)}

    def begin(self, code: str = ENSURE) -> subprocess.Popen[str]:
        """Start a process that runs this Python code."""
        return self._popen([sys.executable, "-c", code])

    def manage(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run manage.py to its end, with these environment variables besides."""
        return finish(self._popen([sys.executable, str(MANAGE), *arguments], variables=variables))

    def begin_manage(self, *arguments: str, errors: int = subprocess.PIPE) -> subprocess.Popen[str]:
        """Start manage.py."""
        return self._popen([sys.executable, str(MANAGE), *arguments], errors=errors)

    def _popen(
        self, command: list[str], errors: int = subprocess.PIPE, variables: dict[str, str] | None = None
    ) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command,
            env={**self.environment, **(variables or {})},
            cwd="/",
            text=True,
            stdout=subprocess.PIPE,
            stderr=errors,
        )

    def run(self, code: str = ENSURE) -> str:
        """Run Python code in a process of its own; returns what it printed."""
        done = finish(self.begin(code))
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def query(self, statement: str) -> str:
        """Ask the portal's database, through Django's connection as the portal configures it."""
        return self.run(
            "from django.conf import settings\n"
            "from portal.database import server\n"
            "settings.configure(DATABASES={'default': server.database_settings()})\n"
            "from django.db import connection\n"
            "cursor = connection.cursor()\n"
            f"cursor.execute({statement!r})\n"
            "print(cursor.fetchone()[0] if cursor.description else 'done')\n"
        )

    def process(self) -> int:
        """The number of the server's process."""
        return int((self.state / "data" / "postmaster.pid").read_text().split()[0])

    def kill(self) -> None:
        """Kill the server the hard way."""
        os.kill(self.process(), signal.SIGKILL)

    def running(self) -> list[int]:
        """The processes that run PostgreSQL with this data folder; not asked by the code under test."""
        listed = subprocess.run(
            ["ps", "-ww", "-eo", "pid=,command="], capture_output=True, text=True, check=True
        )
        ending = f"/postgres -D {self.state / 'data'}"
        return [int(line.split()[0]) for line in listed.stdout.splitlines() if line.endswith(ending)]

    def stop(self) -> None:
        """Stop the server the way the portal does."""
        self.run("from portal.database import server; server.stop()")

    def clean_up(self) -> None:
        """Leave no server behind, whatever state it is in."""
        for process in self.running():
            os.kill(process, signal.SIGINT)
        wait_until(lambda: not self.running())


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Fails when the condition does not come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def finish(process: subprocess.Popen[str], seconds: float = 60) -> subprocess.CompletedProcess[str]:
    """Wait for a process and collect what it said."""
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)
