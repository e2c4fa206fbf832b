"""One stylesheet for a page out of many small files: a browser asks once, and each file has one concern."""

import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

from portal import data_folder

NAME = "css/interphase.css"
# the rest follow by name; what comes later wins
_FIRST = ("tokens", "frame")
_PRINT = "print"


class StylesheetFinder(BaseFinder):
    """Writes the stylesheet whenever Django looks for it, and gives it like any static file."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        written = str(_written())
        return [written] if find_all else written

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        folder = _written().parents[1]
        yield NAME, FileSystemStorage(location=folder)


def parts() -> list[Path]:
    """The files of `styles/` in the order in which they stand in the stylesheet."""
    found = {path.stem: path for path in sorted((settings.BASE_DIR / "styles").glob("*.css"))}
    last = [found.pop(_PRINT)]
    return [*(found.pop(name) for name in _FIRST), *found.values(), *last]


def text() -> str:
    """The whole stylesheet, without what only its authors read."""
    return compact(
        "\n".join(
            f"@media print {{\n{part.read_text()}}}\n" if part.stem == _PRINT else part.read_text()
            for part in parts()
        )
    )


def compact(css: str) -> str:
    """The same rules without comments, without quotes and space where they mean nothing: a seventh less.

    No string in `css` may hold a brace, a comma, a semicolon, an arrow or the marks of a comment.
    """
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    without_quotes = re.sub(r'="([a-z][\w-]*)"\]', r"=\1]", without_comments, flags=re.IGNORECASE)
    without_space = re.sub(r"\s*([{};,>])\s*", r"\1", without_quotes).replace(";}", "}")
    return re.sub(r"\s*\n\s*", " ", re.sub(r"([\w-]+): ", r"\1:", without_space)).strip()


def _written() -> Path:
    """Replaced at once, for two workers may write it at the same time."""
    target = data_folder.path() / "stylesheet" / NAME
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.read_text() != text():
        fresh = target.with_suffix(f".{secrets.token_hex(4)}")
        fresh.write_text(text())
        fresh.replace(target)
    return target
