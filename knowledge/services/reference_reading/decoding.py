"""From the bytes of an upload to text."""

import codecs
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes) -> tuple[str, list[str]]:
    """The text, and what a curator should know of how it was read."""
    for encoding in _encodings(data):
        try:
            return data.decode(encoding), []
        except UnicodeDecodeError:
            continue
    note = "The file is not in UTF-8 and was read as Latin-1 (Windows): look at the letters with accents."
    try:
        return data.decode("cp1252"), [note]
    except UnicodeDecodeError:
        return data.decode("latin-1"), [note]


def _encodings(data: bytes) -> Iterator[str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            yield encoding
    yield "utf-8"
