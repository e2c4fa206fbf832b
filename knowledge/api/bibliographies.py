"""BibTeX, RIS and CSL-JSON: lists of references for reference managers, streamed."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from rest_framework.renderers import BaseRenderer

from knowledge.models import Reference
from knowledge.services.bibliography import bibtex, csl, ris


class BibliographyRenderer(BaseRenderer):
    """`stream` takes the place of `render`."""

    charset = "utf-8"
    file_ending: ClassVar[str]

    def written(self, items: Iterable[csl.Item]) -> Iterator[str]:
        raise NotImplementedError

    def stream(self, references: Iterable[Reference], site: str) -> Iterator[str]:
        """`site` is the portal's address, http://host."""
        return self.written(csl.item(reference, site) for reference in references)


class BibTeXRenderer(BibliographyRenderer):
    media_type = "application/x-bibtex"
    format = "bibtex"
    file_ending = "bib"

    def written(self, items: Iterable[csl.Item]) -> Iterator[str]:
        return bibtex.written(items)


class RISRenderer(BibliographyRenderer):
    media_type = "application/x-research-info-systems"
    format = "ris"
    file_ending = "ris"

    def written(self, items: Iterable[csl.Item]) -> Iterator[str]:
        return ris.written(items)


class CSLJSONRenderer(BibliographyRenderer):
    media_type = "application/vnd.citationstyles.csl+json"
    format = "csljson"
    file_ending = "json"

    def written(self, items: Iterable[csl.Item]) -> Iterator[str]:
        return csl.written(items)


BIBLIOGRAPHIES: tuple[type[BibliographyRenderer], ...] = (BibTeXRenderer, RISRenderer, CSLJSONRenderer)
