"""The one folder that Interphase writes to: INTERPHASE_DATA, else .interphase beside manage.py (ignored by git)."""

import os
import secrets
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def path() -> Path:
    """The data folder as an absolute path; it may not exist yet."""
    return Path(os.environ.get("INTERPHASE_DATA") or PROJECT / ".interphase").expanduser().resolve()


def secret_key() -> str:
    """The signing key of this installation: made once, 384 random bits, readable by its owner only."""
    file = path() / "secret_key"
    if not file.exists():
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
    return file.read_text().strip()
