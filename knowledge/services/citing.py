"""How to cite a record of the portal: plain, BibTeX, RIS and Markdown, each naming address and revision."""

from dataclasses import dataclass
from datetime import date

from knowledge.models import Record
from knowledge.services.bibliography import bibtex, ris
from knowledge.services.bibliography.tex import address, tex

PORTAL = "Interphase"


@dataclass(frozen=True)
class CitedRecord:
    """A record as it stood at a content revision; `site` is the portal's address, http://host."""

    record: Record
    revision: int
    site: str

    @property
    def address(self) -> str:
        """The permanent address of what it said at that revision."""
        page, hash_sign, claim = self.record.get_absolute_url().partition("#")
        return f"{self.site}{page}?revision={self.revision}{hash_sign}{claim}"

    @property
    def title(self) -> str:
        return f"{self.record.code}: {self.record.heading}"

    @property
    def version(self) -> str:
        return f"Content revision {self.revision}, updated {self.record.updated_at:%Y-%m-%d}"

    def plain(self, read_on: date | None = None) -> str:
        """One line; after whom it was taken stands last, as the source document asks for it."""
        parts = [f"{PORTAL}. {_as_sentence(self.title)}", f"{self.version}.", self.address]
        if read_on is not None:
            parts.append(f"(read {read_on:%Y-%m-%d}).")
        if self.record.source_document is not None:
            parts.append(f"After: {self.record.source_document.how_to_cite}")
        return " ".join(parts)

    def bibtex(self, read_on: date) -> str:
        fields = {
            "author": f"{{{PORTAL}}}",
            "title": f"{{{tex(self.title)}}}",
            "year": f"{self.record.updated_at:%Y}",
            "note": tex(self.version),
            "url": address(self.address),
            "urldate": f"{read_on:%Y-%m-%d}",
        }
        return bibtex.entry("misc", f"{PORTAL.lower()}-{self.record.code}", fields).rstrip()

    def ris(self, read_on: date) -> str:
        fields = (
            ("TY", "ELEC"),
            ("TI", self.title),
            ("PB", PORTAL),
            ("PY", f"{self.record.updated_at:%Y}"),
            ("ET", self.version),
            ("UR", self.address),
            ("Y2", f"{read_on:%Y/%m/%d}/"),
        )
        return ris.entry(fields).removesuffix("\n")

    def markdown(self, read_on: date) -> str:
        title = self.title.replace("[", r"\[").replace("]", r"\]")
        return f"[{title}]({self.address}), {PORTAL}. {self.version}, read {read_on:%Y-%m-%d}."


def _as_sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
