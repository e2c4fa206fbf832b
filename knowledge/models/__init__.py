"""What is known. Imports nothing else of ours.

CONTENT_MODELS is the list of kinds: search, API, pages, admin and the contract test
(tests/test_every_kind.py) go through it, so a new kind is complete when that test passes.
"""

from knowledge.models.audit import AuditEntry
from knowledge.models.cause import Cause
from knowledge.models.citation import Citation, Claim
from knowledge.models.experience import Experience
from knowledge.models.facet import Facet, Term
from knowledge.models.faq import FAQ, FAQPoint
from knowledge.models.first_step import FirstStep
from knowledge.models.import_batch import ImportBatch, ImportUpload
from knowledge.models.issue import Issue
from knowledge.models.protocol import Outcome, Parameter, Pitfall, Protocol, Stage, Step
from knowledge.models.record import Record, RecordQuerySet, Status
from knowledge.models.reference import Reference, ReferenceCandidate
from knowledge.models.remedy import Remedy, RemedyAddressesCause
from knowledge.models.resistance import Relation, ResistanceRecord
from knowledge.models.revision import ContentChange, ContentRevision
from knowledge.models.row_change import RowChange
from knowledge.models.search_entry import SearchEntry, SearchIndex
from knowledge.models.search_word import (
    SearchGap,
    SearchLexeme,
    SearchStatistics,
    SearchSuggestion,
    SearchWord,
)
from knowledge.models.sign import Sign, SignPointsToCause
from knowledge.models.source_document import CuratorNote, SourceDocument
from knowledge.models.suggestion import Suggestion
from knowledge.models.version import DraftVersion, PublishedVersion, ReviewStep

CONTENT_MODELS: tuple[type[Record], ...] = (
    Issue,
    Cause,
    Remedy,
    FAQ,
    ResistanceRecord,
    Protocol,
    Reference,
)

__all__ = [
    "CONTENT_MODELS",
    "FAQ",
    "AuditEntry",
    "Cause",
    "Citation",
    "Claim",
    "ContentChange",
    "ContentRevision",
    "CuratorNote",
    "DraftVersion",
    "FAQPoint",
    "Experience",
    "Facet",
    "FirstStep",
    "ImportBatch",
    "ImportUpload",
    "Issue",
    "Outcome",
    "Parameter",
    "Pitfall",
    "Protocol",
    "PublishedVersion",
    "Record",
    "RecordQuerySet",
    "Reference",
    "ReferenceCandidate",
    "Relation",
    "Remedy",
    "RemedyAddressesCause",
    "ResistanceRecord",
    "ReviewStep",
    "RowChange",
    "SearchEntry",
    "SearchGap",
    "SearchIndex",
    "SearchLexeme",
    "SearchStatistics",
    "SearchSuggestion",
    "SearchWord",
    "Sign",
    "SignPointsToCause",
    "SourceDocument",
    "Stage",
    "Status",
    "Step",
    "Suggestion",
    "Term",
]
