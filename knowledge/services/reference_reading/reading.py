"""A pasted or uploaded text -> entries, faults and how it was read; its format is recognised."""

import re

from knowledge.services.import_faults import Fault
from knowledge.services.reference_reading import bibtex, csl_json, ris
from knowledge.services.reference_reading.decoding import decoded
from knowledge.services.reference_reading.entries import Reading, fault
from knowledge.services.reference_reading.fitting import fitted

LARGEST_FILE = 5 * 2**20
MOST_ENTRIES = 5_000
# nobody corrects more of them before trying again
MOST_FAULTS = 1_000

_FORMATS = {"BibTeX": bibtex.read, "RIS": ris.read, "CSL-JSON": csl_json.read}
_JSON = re.compile(r"\s*[\[{]")
_RIS = re.compile(r"^\s{0,3}TY\s{1,2}- ", re.MULTILINE)
_BLOCK = re.compile(r"@\w*[ \t]*[{(]")
_BIBTEX = re.compile(r"^[ \t]*@[ \t]*\w+[ \t]*[{(]", re.MULTILINE)


def read_file(data: bytes) -> Reading:
    """An uploaded file, in whatever encoding."""
    if len(data) > LARGEST_FILE:
        reason = f"has {len(data) / 2**20:.1f} MB; at most {LARGEST_FILE // 2**20} MB are allowed"
        return Reading(faults=[fault("", "file", reason)])
    text, notes = decoded(data)
    reading = read(text)
    reading.notes[:0] = notes
    return reading


def read(text: str) -> Reading:
    """Everything that a text holds. Never raises for what it says."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    name = format_of(text)
    if not name:
        return Reading(faults=[fault("", "", _NOT_RECOGNISED if text.strip() else "is empty")])
    if name == "BibTeX" and sum(1 for _ in _BLOCK.finditer(text)) > 4 * MOST_ENTRIES:
        return Reading(name, faults=[_too_many("too many entries;")])
    found, faults = _FORMATS[name](text)
    if len(found) > MOST_ENTRIES:
        return Reading(name, faults=[_too_many(f"{len(found):,} entries;")])
    reading = Reading(name, faults=faults)
    for each in found:
        entry, wrong = fitted(each)
        reading.faults += wrong
        if entry:
            reading.entries.append(entry)
    if not (found or faults):
        reading.faults.append(fault("", "", f"is {name} without any entry"))
    if len(reading.faults) > MOST_FAULTS:
        more = len(reading.faults) - MOST_FAULTS
        reading.faults[MOST_FAULTS:] = [fault("", "", f"has {more:,} more faults like these")]
    return reading


def _too_many(count: str) -> Fault:
    return fault("", "", f"holds {count} at most {MOST_ENTRIES:,} entries are read at once: divide it")


def format_of(text: str) -> str:
    """BibTeX, RIS or CSL-JSON; empty if it is none of them."""
    if _JSON.match(text):
        return "CSL-JSON"
    if _RIS.search(text):
        return "RIS"
    return "BibTeX" if _BIBTEX.search(text) else ""


_NOT_RECOGNISED = (
    "is none of the formats that are read: BibTeX begins with @article{, RIS with TY  - , CSL-JSON with [{"
)
