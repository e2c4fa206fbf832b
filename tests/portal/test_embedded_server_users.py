"""Root and ordinary users both get a server, and nothing outside the data folder is opened or changed."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal.embedded import ENSURE, PROJECT, EmbeddedServer

NOBODY = 65_534
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as several users"),
]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that all users may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="interphase-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def reachable(open_folder: Path) -> Iterator[EmbeddedServer]:
    one = EmbeddedServer(open_folder / "data")
    yield one
    one.clean_up()


def test_root_gets_a_server_that_does_not_run_as_root(reachable: EmbeddedServer) -> None:
    assert reachable.query("SELECT 1") == "1"
    assert _user_of(reachable) not in ("root", "")
    # the capability to read behind closed doors is given only where the programs lie behind one
    assert (_capabilities_of(reachable) == 0) == _everybody_may_enter(Path(sys.prefix))


def test_a_folder_closed_to_all_but_root_works_and_stays_closed(embedded: EmbeddedServer) -> None:
    closed = embedded.data_folder.parent
    closed.chmod(0o700)
    before = _modes_above(embedded.data_folder)
    assert embedded.query("SELECT 1") == "1"
    assert _user_of(embedded) not in ("root", "")
    assert _modes_above(embedded.data_folder) == before
    assert (embedded.data_folder.stat().st_uid, embedded.state.stat().st_mode & 0o777) == (0, 0o700)
    embedded.kill()
    assert embedded.query("SELECT 1") == "1"


def test_what_lies_beside_the_database_stays_as_it_is(embedded: EmbeddedServer) -> None:
    embedded.data_folder.mkdir()
    secret = embedded.data_folder / "secret_key"
    secret.touch(mode=0o600)
    embedded.run()
    assert (secret.stat().st_uid, secret.stat().st_mode & 0o777) == (0, 0o600)


def test_an_ordinary_user_gets_a_server(open_folder: Path, reachable: EmbeddedServer) -> None:
    os.chown(open_folder, NOBODY, NOBODY)
    done = _as_nobody(reachable, f"{ENSURE}; print(server.status().version)")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("18")
    assert reachable.state.stat().st_uid == NOBODY
    # Root then uses that server, or starts it as its owner.
    assert reachable.query("SELECT 1") == "1"
    reachable.kill()
    assert reachable.query("SELECT 1") == "1"
    assert _user_of(reachable) == "nobody"


def test_data_of_another_user_are_refused_in_one_sentence(reachable: EmbeddedServer) -> None:
    reachable.data_folder.mkdir()
    reachable.state.mkdir(mode=0o700)
    done = _as_nobody(reachable)
    assert done.returncode == 1
    assert "belongs to another user: run the portal as that user" in done.stderr.splitlines()[-1]


def test_a_folder_that_may_not_be_written_is_refused_in_one_sentence(reachable: EmbeddedServer) -> None:
    done = _as_nobody(reachable)
    assert done.returncode == 1
    assert "(Permission denied): free it, or set INTERPHASE_DATA" in done.stderr.splitlines()[-1]


def _as_nobody(embedded: EmbeddedServer, code: str = ENSURE) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": "/usr/bin:/bin",
        "INTERPHASE_DATA": str(embedded.data_folder),
        "PYTHONPATH": f"{PROJECT}:{sysconfig.get_path('purelib')}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [_interpreter_for_all(), "-c", code],
        env=environment,
        cwd="/",
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )


def _interpreter_for_all() -> str:
    """A Python of our version that any user may run, with the packages; that of the tests may be closed."""
    version = f"python3.{sys.version_info.minor}"
    for path in (Path(sys.executable), Path("/usr/local/bin", version), Path("/usr/bin", version)):
        attempt = [str(path), "-c", "import sys, django, portal"]
        search = f"{PROJECT}:{sysconfig.get_path('purelib')}"
        try:
            subprocess.run(
                attempt, env={"PYTHONPATH": search}, cwd="/", user=NOBODY, check=True, capture_output=True
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return str(path)
    pytest.skip(f"an ordinary user of this machine has no {version} that reaches the packages")


def _modes_above(path: Path) -> list[tuple[int, int]]:
    return [(parent.stat().st_mode, parent.stat().st_uid) for parent in path.parents]


def _user_of(embedded: EmbeddedServer) -> str:
    listed = subprocess.run(
        ["ps", "-o", "user=", "-p", str(embedded.process())], capture_output=True, text=True
    )
    return listed.stdout.strip()


def _capabilities_of(embedded: EmbeddedServer) -> int:
    lines = Path(f"/proc/{embedded.process()}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("CapEff")), 16)


def _everybody_may_enter(folder: Path) -> bool:
    return all(each.stat().st_mode & 0o001 for each in (folder, *folder.parents))
