"""The one folder that Interphase writes to: INTERPHASE_DATA, else .interphase beside manage.py."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parent.parent


def path() -> Path:
    """The data folder as an absolute path; it may not exist yet."""
    return Path(os.environ.get("INTERPHASE_DATA") or PROJECT / ".interphase").expanduser().resolve()


def secret_key() -> str:
    """The signing key of this installation: made once, 384 random bits, readable by its owner only.

    Raises ImproperlyConfigured, in one sentence, when the data folder cannot be used.
    """
    file = path() / "secret_key"
    try:
        if not file.exists():
            _make(file)
        return file.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"Interphase cannot use its data folder {path()} ({error.strerror}): set INTERPHASE_DATA to a "
            "folder that this user may write to, or set INTERPHASE_SECRET_KEY."
        ) from error


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secrets.token_urlsafe(48))
    try:
        # link, unlike rename, fails if another process was first: all processes must use one key
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
