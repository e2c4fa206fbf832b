"""Files in a zip, unpacked no further than is safe."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from knowledge.services.tables.grid import MAX_FILES, MAX_UNPACKED_BYTES, NotReadable


def unpacked(content: bytes) -> Mapping[str, bytes]:
    """Every file by its path. Raises NotReadable for what is damaged, encrypted or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check(members)
            return {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise NotReadable(f"is damaged: {error}") from error


def _check(members: list[zipfile.ZipInfo]) -> None:
    """A size that is not true ends in an error when the file is read: no more than it is unpacked."""
    if len(members) > MAX_FILES:
        raise NotReadable(f"holds {len(members)} files; allowed are {MAX_FILES}")
    size = sum(member.file_size for member in members)
    if size > MAX_UNPACKED_BYTES:
        raise NotReadable(f"would unpack to {size // 2**20} MB; allowed are {MAX_UNPACKED_BYTES // 2**20} MB")
    for member in members:
        if member.flag_bits & 1:
            raise NotReadable("is protected by a password; save it without one", member.filename)
