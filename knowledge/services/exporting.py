"""The knowledge as fixtures: what services/importing.py reads back to the same database."""

from collections.abc import Iterator
from pathlib import Path

from knowledge.services.documents import Document, Reader
from knowledge.services.fixture_files import dump
from knowledge.services.snapshot import snapshot

# a file for each record, where a record is long enough to be read and changed by itself
_FILE_EACH = ("issues", "protocols")


class StrayFiles(Exception):
    """The folder holds fixtures that are not among those that would be written."""

    def __init__(self, folder: Path, files: list[Path]) -> None:
        listed = ", ".join(str(file) for file in files)
        super().__init__(f"{folder} holds other fixtures, which would be loaded with these: {listed}.")


def export(folder: Path, *, replace: bool = False) -> dict[str, int]:
    """Write everything, drafts and retired records included, into this folder; records per section.

    The folder may hold an earlier export. Raises StrayFiles, having written nothing, if it holds any other
    fixture; `replace` removes those.
    """
    sections = read_sections()
    files = {path: text for name, entries in sections.items() for path, text in files_of(name, entries)}
    stray = [path.relative_to(folder) for path in sorted(folder.rglob("*.y*ml"))]
    stray = [path for path in stray if path not in files]
    if stray and not replace:
        raise StrayFiles(folder, stray)
    for path in stray:
        (folder / path).unlink()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return {name: len(entries) for name, entries in sections.items()}


def read_sections() -> dict[str, list[Document]]:
    """Everything as it stands at one moment, as fixtures, by section."""
    with snapshot():
        return Reader().sections()


def files_of(section: str, entries: list[Document]) -> Iterator[tuple[Path, str]]:
    """Where the entries of a section are written, and as what."""
    if section in _FILE_EACH:
        yield from ((Path(section, f"{entry['code']}.yaml"), dump(entry)) for entry in entries)
    elif entries:
        yield Path(f"{section}.yaml"), dump(entries)
