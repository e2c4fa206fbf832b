"""Records as claims with their references; what has none is named and not repeated."""

from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from django.db.models import QuerySet

from knowledge.assistants.shapes import FoundRecord, Source, SupportedClaim, UnsupportedClaim
from knowledge.models import Citation, Record, Reference, ResistanceRecord
from knowledge.models.evidence import Evidence
from knowledge.search.grading import CitingClaim, evidence_of
from knowledge.services import reading
from knowledge.services.public_claims import AnyClaim

PUBLISHED: dict[str, Callable[[], QuerySet[Record]]] = {
    "issue": reading.published_issues,
    "cause": reading.published_causes,
    "remedy": reading.published_remedies,
    "faq": reading.published_faqs,
    "resistance": reading.published_resistance_records,
    "protocol": reading.published_protocols,
    "reference": reading.published_references,
}
_KINDS: dict[str, str] = {
    **{"FirstStep": "first step", "FAQPoint": "point of an answer", "Step": "step of a protocol"},
    **{"Pitfall": "pitfall of a protocol", "Sign": "sign"},
}


def found_record(
    record: Record, site: str, *, only: Iterable[str] | None = None, at_most: int | None = None
) -> FoundRecord:
    """A record with those of its claims that are named in `only`, or all; at most so many."""
    graded = [(claim, found) for claim in _claims_of(record) if (found := evidence_of(claim))]
    wanted = [pair for pair in graded if only is None or pair[0].code in only] or graded
    shown = wanted[:at_most]
    return FoundRecord(
        id=record.code,
        kind=record.kind,
        title=_title(record),
        url=site + record.get_absolute_url(),
        claims=[_supported(*pair, site) for pair in shown if pair[1].supporting_works],
        without_support=[_unsupported(*pair, site) for pair in shown if not pair[1].supporting_works],
        more_claims=len(graded) - len(shown),
        source=source_of(record, site) if isinstance(record, Reference) else None,
    )


def source_of(reference: Reference, site: str, citation: Citation | None = None) -> Source:
    """A reference by itself, or as a citation of a claim names it."""
    return Source(
        id=reference.code,
        citation=_citation_line(reference),
        identification=reference.get_identification_display(),
        doi=reference.doi or None,
        source_url=reference.doi_url or reference.url or None,
        url=site + reference.get_absolute_url(),
        stance=citation.stance if citation else Citation.Stance.SUPPORTS.value,
        locator=(citation.locator or None) if citation else None,
        quote=(citation.quote or None) if citation else None,
    )


def _title(record: Record) -> str:
    """A name; that of a cause, a remedy or a measurement is its claim, which is not repeated unsupported."""
    evidence = evidence_of(record) if isinstance(record, get_args(CitingClaim)) else None
    return record.code if evidence and not evidence.supporting_works else record.heading


def _claims_of(record: Record) -> list[CitingClaim]:
    return [claim for claim in reading.claims_of(record) if isinstance(claim, get_args(CitingClaim))]


def _supported(claim: CitingClaim, evidence: Evidence, site: str) -> SupportedClaim:
    return SupportedClaim(
        id=claim.code,
        kind=_kind(claim),
        text=_text(claim),
        evidence=evidence.grade.value,
        supporting_works=evidence.supporting_works,
        contradicting_works=evidence.contradicting_works,
        references=[
            source_of(citation.reference, site, citation)
            for citation in claim.citations.all()
            if citation.reference.is_public
        ],
        url=site + claim.get_absolute_url(),
    )


def _unsupported(claim: CitingClaim, evidence: Evidence, site: str) -> UnsupportedClaim:
    return UnsupportedClaim(id=claim.code, evidence=evidence.grade.value, url=site + claim.get_absolute_url())


def _kind(claim: AnyClaim) -> str:
    return claim.kind if isinstance(claim, Record) else _KINDS[type(claim).__name__]


def _text(claim: CitingClaim) -> str:
    """Of a measurement what was changed, on what, under which conditions and with what result."""
    if not isinstance(claim, ResistanceRecord):
        return claim.text
    stated = (
        ("temperature", claim.temperature_c, "°C"),
        ("stack pressure", claim.stack_pressure_mpa, "MPa"),
        ("cell", claim.get_cell_type_display(), ""),
        ("normalised to", claim.get_normalised_to_display(), ""),
    )
    conditions = ", ".join(
        f"{name} {value:f} {unit}" if unit else f"{name} {value}"
        for name, value, unit in stated
        if value not in (None, "")
    )
    said = f"{claim.modification}. {claim.lead}"
    return f"{said} ({conditions})" if conditions else f"{said} (conditions not stated)"


def _citation_line(reference: Reference) -> str:
    place = " ".join(part for part in (reference.container_title, reference.volume, reference.pages) if part)
    year = str(reference.year) if reference.year else ""
    parts: Sequence[str] = (", ".join(reference.authors), reference.heading, place, year)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
