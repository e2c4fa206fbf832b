"""The server's own folder, the way to its socket, and the lock on both."""

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal import data_folder
from portal.database.programs import DatabaseServerError, server_account

_LONGEST_SOCKET_FOLDER = 88  # macOS allows 103 bytes for the whole name of a socket, Linux 107


def folder() -> Path:
    """The folder of the server's own; it may not exist yet."""
    return data_folder.path() / "postgres"


def cluster() -> Path:
    """PostgreSQL's own files."""
    return folder() / "data"


def log_file() -> Path:
    """Where the server writes its messages."""
    return folder() / "log"


def socket_folder() -> Path:
    """The folder by which the socket is reached: the server's own, or a short link to it."""
    name = os.fsencode(folder())
    if len(name) <= _LONGEST_SOCKET_FOLDER:
        return folder()
    key = hashlib.sha256(name).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"interphase-{os.geteuid()}-{key}" / "postgres"


def create() -> None:
    """Make sure that the folder is there, belongs to the server's user and is closed to others.

    Raises DatabaseServerError when it belongs to somebody else, OSError when it cannot be made.
    """
    folder().parent.mkdir(parents=True, exist_ok=True)
    folder().mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() not in (0, folder().stat().st_uid):
        raise belongs_to_another()
    give_to_server(folder())
    if folder().stat().st_mode & 0o077:
        folder().chmod(0o700)
    if socket_folder() != folder():
        _link(socket_folder())


def belongs_to_another() -> DatabaseServerError:
    """The error for a folder of another user."""
    return DatabaseServerError(
        f"The database in {folder()} belongs to another user: "
        "run the portal as that user, or set INTERPHASE_DATA to another folder."
    )


def give_to_server(path: Path) -> None:
    """As root, make the server's user the owner of something new. Raises DatabaseServerError."""
    account = server_account(folder())
    if account is None or path.stat().st_uid == account.user:
        return
    try:
        os.chown(path, account.user, account.group)
    except OSError as error:
        raise DatabaseServerError(
            f"PostgreSQL refuses to run as root, and {path} cannot be given to user {account.user} "
            f"({error.strerror}): run the portal as an ordinary user or set DATABASE_URL."
        ) from error


@contextmanager
def lock() -> Iterator[None]:
    """One at a time, whether thread or process; the kernel frees the lock when its holder dies."""
    file = folder() / "lock"
    descriptor = os.open(file, os.O_RDONLY | os.O_CREAT, 0o600)
    try:
        give_to_server(file)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _link(link: Path) -> None:
    """Make the short link. Others may write to the temporary folder: trust only what is ours and closed."""
    private = link.parent
    if len(os.fsencode(link)) > _LONGEST_SOCKET_FOLDER:
        raise DatabaseServerError(
            f"Both {folder()} and the temporary folder {private.parent} have names too long for a socket: "
            "set INTERPHASE_DATA or TMPDIR to a shorter one."
        )
    private.mkdir(mode=0o700, exist_ok=True)
    found = private.lstat()
    if found.st_uid != os.geteuid() or found.st_mode & 0o170777 != 0o040700:
        raise DatabaseServerError(
            f"{private} should be a folder that only this user may enter, and is not: "
            "remove it, or set INTERPHASE_DATA to a shorter path."
        )
    if not link.is_symlink() or link.readlink() != folder():
        draft = private / f"draft-{os.getpid()}-{time.monotonic_ns()}"
        draft.symlink_to(folder())
        draft.replace(link)
