"""What the tools answer. The output schema of each tool is written from these classes."""

from typing import Literal

from pydantic import BaseModel, Field

Nothing = Literal["no supported claim"]
NOTHING: Nothing = "no supported claim"


class Source(BaseModel):
    """A reference of a claim, and where in it the claim stands."""

    id: str = Field(description="Identifier of the reference, like REF-06")
    citation: str = Field(description="Authors, title, place and year, as far as they are known")
    identification: str = Field(description="How surely the source is identified")
    doi: str | None
    source_url: str | None = Field(description="Address of the source")
    url: str = Field(description="Its page here")
    stance: str = Field(description="supports or contradicts")
    locator: str | None = Field(description="Place in the source, like Table 2")
    quote: str | None = Field(description="What the source says, word for word")


class SupportedClaim(BaseModel):
    id: str = Field(description="Permanent identifier: cite the claim by it")
    kind: str
    text: str
    evidence: str = Field(description="measured, reported or secondary, derived from the references")
    supporting_works: int
    contradicting_works: int
    references: list[Source]
    url: str


class UnsupportedClaim(BaseModel):
    """Something is written here without a reference; it is named and not repeated."""

    id: str
    says: Nothing = NOTHING
    evidence: str = Field(description="inferred by a curator, or unsupported")
    url: str


class FoundRecord(BaseModel):
    id: str
    kind: str
    title: str = Field(description="What it is about; of a claim without support its identifier")
    url: str
    claims: list[SupportedClaim]
    without_support: list[UnsupportedClaim]
    more_claims: int = Field(description="Claims that get_record gives beside these")
    source: Source | None = Field(default=None, description="Of a reference: itself")


class NearSearch(BaseModel):
    why: str = Field(description="How it differs from what was asked")
    text: str
    count: int


class Answer(BaseModel):
    revision: int = Field(description="Content revision that this was read from; name it when citing")
    how_to_cite: str
    says: Nothing | None = Field(description='"no supported claim" where the answer holds none; else null')


class SearchAnswer(Answer):
    count: int = Field(description="Records found in all")
    page: int
    last_page: int
    corrected: str | None = Field(description="The text that was searched for instead")
    other_names: list[str] = Field(description="Other names that were searched for as well")
    unknown: list[str] = Field(description="Words that stand in no record")
    records: list[FoundRecord]
    nearest: list[NearSearch] = Field(description="Where nothing was found: what finds something")


class RecordAnswer(Answer):
    record: FoundRecord
    curator_notes: list[str] = Field(description="Caveats; repeat them with the claims")
    license_note: str | None = Field(description="What the document that it was taken from asks for")
    supports: list[str] = Field(description="Of a reference: identifiers of the claims that rest on it")
    contradicts: list[str] = Field(description="Of a reference: identifiers of the claims it contradicts")


class Pair(BaseModel):
    a: str
    b: str
    reasons: list[str] = Field(description="Why they may not be compared; empty where they may")


class ComparisonAnswer(Answer):
    records: list[FoundRecord]
    comparable: list[Pair]
    not_comparable: list[Pair]
    left_out: list[str] = Field(description="Identifiers beyond the records that are compared at once")
