"""Which release this process runs: a stamp that is the same in all processes of one, and in no other."""

import hashlib
from pathlib import Path

from django.conf import settings

_FOLDERS = ("access", "knowledge", "portal", "templates")
_FILES = ("*.py", "*.html", "*.js", "*.txt")


def stamp() -> str:
    """A hash of the code, the templates, the pinned dependencies and the names of the static files."""
    digest = hashlib.sha256()
    for path in _sources(Path(settings.BASE_DIR)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources(base: Path) -> list[Path]:
    found = [path for folder in _FOLDERS for kind in _FILES for path in (base / folder).rglob(kind)]
    others = (base / "pyproject.toml", Path(settings.STATIC_ROOT) / "staticfiles.json")
    return [*sorted(found), *(path for path in others if path.exists())]
