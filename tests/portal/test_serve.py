"""`manage.py serve` is the one command that turns a fresh clone into a portal that answers."""

import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from django.core.management import CommandError, call_command

from tests.portal.embedded import EmbeddedServer, finish

pytestmark = pytest.mark.slow
COUNT = "SELECT count(*) FROM knowledge_issue"


class Prepared(NamedTuple):
    """A data folder after two first starts at once, and how they went."""

    embedded: EmbeddedServer
    starts: list[subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    embedded = EmbeddedServer(tmp_path_factory.mktemp("serve") / "data")
    both = [embedded.begin_manage("serve", "--prepare-only") for _ in range(2)]
    yield Prepared(embedded, [finish(process, 120) for process in both])
    embedded.clean_up()


def test_two_first_starts_at_once_prepare_everything_once(prepared: Prepared) -> None:
    assert [start.stderr for start in prepared.starts] == ["", ""]
    assert all(start.stdout.endswith("Interphase is prepared.\n") for start in prepared.starts)
    assert sum("Preparing the database" in start.stdout for start in prepared.starts) == 1
    assert sum("Loading the knowledge" in start.stdout for start in prepared.starts) == 1


def test_a_later_start_answers_and_loads_nothing_twice(prepared: Prepared) -> None:
    loaded = prepared.embedded.query(COUNT)
    assert int(loaded) > 0
    with _serving(prepared.embedded) as (address, said):
        assert "Preparing" not in said
        assert "Loading" not in said
        assert "uv run manage.py createsuperuser" in said
        assert _status(address) == 200
    assert prepared.embedded.query(COUNT) == loaded


def test_a_host_whose_visitors_would_be_refused_is_warned_about(prepared: Prepared) -> None:
    with _serving(prepared.embedded, "--host", "0.0.0.0") as (address, said):  # noqa: S104 - what is tested
        assert "Warning: visitors of 0.0.0.0 are refused unless INTERPHASE_ALLOWED_HOSTS" in said
        assert _status(address) == 200


def test_a_port_in_use_is_told_before_anything_starts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with pytest.raises(CommandError, match=f"Port {port} of 127.0.0.1 is not free .* --port"):
            call_command("serve", "--port", port)


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(CommandError, match="is not a port; allowed are 1 to 65535"):
        call_command("serve", "--port", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(CommandError, match=f"{host}.* --host"):
        call_command("serve", "--host", host)


def test_a_database_that_does_not_answer_is_one_sentence(embedded: EmbeddedServer) -> None:
    done = embedded.manage("serve", "--prepare-only", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: The database does not answer as it should")
    assert len(done.stderr.splitlines()) == 1


@contextmanager
def _serving(embedded: EmbeddedServer, *options: str) -> Iterator[tuple[str, str]]:
    """Serve until the block ends; gives the address and all that was said before it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = embedded.begin_manage("serve", "--port", str(port), *options, errors=subprocess.STDOUT)
    try:
        said = _read_until_ready(process)
        yield f"http://127.0.0.1:{port}/", said
    finally:
        process.send_signal(signal.SIGTERM)
        assert finish(process).returncode == 0


def _read_until_ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("Interphase is ready at http://127.0.0.1:"):
            return said
    raise AssertionError(said)


def _status(address: str) -> int:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own address
        return int(answer.status)
