"""A real gunicorn with one worker, started as `manage.py serve` starts it, and a client that times it."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

_SESSION = "interphase-benchmark"
_READY_WITHIN_S = 60
# gunicorn closes a connection that was idle for 2 s
_IDLE_S = 1.0


class Client:
    """One connection that is kept, as a browser keeps it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._last = 0.0

    def seconds(self, path: str, parameters: list[tuple[str, str]] | None = None) -> float | None:
        """From sending the request to the last byte of the answer; None if the search was given up."""
        address = f"{path}?{urlencode(parameters)}" if parameters else path
        if time.monotonic() - self._last > _IDLE_S:
            self._connection.close()
            self._connection.connect()
            self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        started = time.perf_counter()
        self._connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        response = self._connection.getresponse()
        response.read()
        seconds = time.perf_counter() - started
        self._last = time.monotonic()
        if response.status == http.HTTPStatus.SERVICE_UNAVAILABLE:
            return None
        if response.status >= http.HTTPStatus.BAD_REQUEST:
            raise RuntimeError(f"{address} answered {response.status}")
        return seconds


@contextmanager
def served() -> Iterator[Client]:
    """The portal on a free port, with a data folder of its own for the collected static files."""
    with TemporaryDirectory(prefix="interphase-benchmark-") as data:
        # settings.DATABASES may come from the embedded server, which every process finds by itself
        environment = {**os.environ, "INTERPHASE_SECRET_KEY": settings.SECRET_KEY, "PGAPPNAME": _SESSION}
        # counted as ever, and never refused
        environment["INTERPHASE_ANONYMOUS_PER_MINUTE"] = "1000000000"
        if "DATABASE_URL" in os.environ:
            environment["INTERPHASE_DATA"] = data
        _run(["manage.py", "collectstatic", "--noinput", "--verbosity", "0"], environment)
        port = _free_port()
        process = subprocess.Popen(  # noqa: S603
            [
                *(sys.executable, "-m", "gunicorn", "--config", "python:portal.management.gunicorn_config"),
                *("--chdir", str(settings.BASE_DIR), "--bind", f"127.0.0.1:{port}"),
                *("--workers", "1", "--threads", "4", "tests.benchmarks.hello_server:application"),
            ],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            client = Client(port)
            _await(client, process)
            yield client
        finally:
            process.terminate()
            process.wait(timeout=30)


def new_sessions() -> None:
    """End the server's sessions with the database; it opens another at its next request."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = %s AND datname = current_database()",
            [_SESSION],
        )


def _run(arguments: list[str], environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, *arguments], cwd=Path(settings.BASE_DIR), env=environment, check=True)  # noqa: S603


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(client: Client, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _READY_WITHIN_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            client.seconds("/hello/")
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("gunicorn did not begin to answer")
