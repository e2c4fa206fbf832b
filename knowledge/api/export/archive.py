"""A zip file as it is written, piece by piece: no more of it is held than one piece."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PIECE = 64 * 1024


class _Sink:
    """Takes what the archive writes and hands it on; it cannot be rewound, and ZipFile copes with that."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """What was written may still be taken."""

    def __len__(self) -> int:
        return len(self._written)

    def take(self) -> bytes:
        taken, self._written = bytes(self._written), bytearray()
        return taken


def archive(files: Iterable[tuple[str, Iterable[str]]], changed_at: datetime) -> Iterator[bytes]:
    """The bytes of a zip of text files, all dated `changed_at`: the same content makes the same file."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as written:
        for name, lines in files:
            about = ZipInfo(name, changed_at.timetuple()[:6])
            about.compress_type = ZIP_DEFLATED
            with written.open(about, "w") as file:
                for line in lines:
                    file.write(line.encode())
                    if len(sink) >= PIECE:
                        yield sink.take()
    yield sink.take()


def pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines joined to pieces: a response of many small parts compresses badly."""
    waiting = bytearray()
    for line in lines:
        waiting += line.encode()
        if len(waiting) >= PIECE:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)
