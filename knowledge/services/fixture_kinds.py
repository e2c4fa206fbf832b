"""How each kind is written in the fixtures: its fields, what it names, and what is nested in it."""

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Model

from knowledge.models import (
    FAQ,
    Cause,
    CuratorNote,
    Facet,
    FAQPoint,
    FirstStep,
    Issue,
    Outcome,
    Parameter,
    Pitfall,
    Protocol,
    Reference,
    ReferenceCandidate,
    Remedy,
    RemedyAddressesCause,
    ResistanceRecord,
    Sign,
    SignPointsToCause,
    SourceDocument,
    Stage,
    Step,
    Term,
)
from knowledge.services.fixture_kind import Kind, Link

RECORD_FIELDS = ("code", "status")
RECORD_LINKS = {"source_document": Link(SourceDocument)}
TECHNIQUE = {"technique": Link(Term, within="technique")}

TERM = Kind(
    Term,
    key=("facet__slug", "slug"),
    label="{0}/{1}",
    fields=("slug", "label", "abbreviations", "synonyms", "formula", "family", "role", "position"),
    links={"parent": Link(Term)},
    owner="facet",
    numbered="position",
)
FACET = Kind(
    Facet,
    key=("slug",),
    label="{0}",
    fields=("slug", "label", "position", "is_filter"),
    nested={"terms": TERM},
    numbered="position",
)
CURATOR_NOTE = Kind(
    CuratorNote,
    key=("source_document__slug", "number"),
    label="{0} note {1}",
    fields=("number", "text", "concerns"),
    owner="source_document",
    numbered="number",
    is_part=True,
)
SOURCE_DOCUMENT = Kind(
    SourceDocument,
    key=("slug",),
    label="{0}",
    fields=(
        *("slug", "title", "author", "publisher", "date_as_given", "audience", "subject_compound"),
        *("catalogue_number", "how_to_cite", "url", "disclaimer_label", "disclaimer", "wording", "missing"),
    ),
    nested={"curator_notes": CURATOR_NOTE},
)
REFERENCE_CANDIDATE = Kind(
    ReferenceCandidate,
    key=("reference__code", "number"),
    label="{0} candidate {1}",
    fields=("number", "title", "first_author", "container_title", "year", "doi", "doi_seen_in", "why"),
    owner="reference",
    numbered="number",
    is_part=True,
)
REFERENCE = Kind(
    Reference,
    key=("code",),
    label="{0}",
    fields=(
        *RECORD_FIELDS,
        *("number", "title", "authors", "container_title", "volume", "issue_number", "pages", "year"),
        *("doi", "url", "identification", "confidence", "identification_note", "doi_seen_in"),
        *("title_as_given", "site_as_given", "aliases", "csl_type", "source_kind", "seen_as", "seen_in"),
    ),
    links={**RECORD_LINKS, "same_work_as": Link(Reference)},
    nested={"candidates": REFERENCE_CANDIDATE},
)
RESISTANCE = Kind(
    ResistanceRecord,
    key=("code",),
    label="{0}",
    fields=(
        *RECORD_FIELDS,
        *("system_configuration", "electrolyte", "electrolyte_formula", "electrode", "modification"),
        *("quantity", "effect"),
        *("initial_ohm_cm2", "initial_relation", "initial_uncertainty_ohm_cm2"),
        *("final_ohm_cm2", "final_relation", "final_uncertainty_ohm_cm2"),
        *("stated_factor", "stated_factor_relation", "stated_ccd_factor"),
        *("ccd_initial_ma_cm2", "ccd_initial_relation", "ccd_initial_uncertainty_ma_cm2"),
        *("ccd_final_ma_cm2", "ccd_final_relation", "ccd_final_uncertainty_ma_cm2"),
        *("cycling_hours", "cycling_hours_relation", "cycling_current_ma_cm2", "cycling_capacity_mah_cm2"),
        *(
            "ionic_conductivity_ms_cm",
            "ionic_conductivity_relation",
            "conductivity_temperature_c",
            "cell_type",
            "normalised_to",
        ),
        *(
            "temperature_c",
            "stack_pressure_mpa",
            "stack_pressure_relation",
            "electrolyte_thickness_um",
            "method",
        ),
        *("resistance_note", "ccd_note", "full_cell", "footnote", "note", "verified"),
    ),
    links=RECORD_LINKS,
)
CAUSE = Kind(
    Cause,
    key=("code",),
    label="{0}",
    fields=(*RECORD_FIELDS, "text", "position"),
    links=RECORD_LINKS,
    owner="issue",
    numbered="position",
)
ADDRESS = Kind(
    RemedyAddressesCause,
    key=("remedy__code", "cause__code"),
    label="{0} addresses {1}",
    fields=("basis", "rationale"),
    links={"cause": Link(Cause)},
    owner="remedy",
    is_part=True,
)
REMEDY = Kind(
    Remedy,
    key=("code",),
    label="{0}",
    fields=(*RECORD_FIELDS, "text", "examples", "is_diagnostic", "position"),
    links=RECORD_LINKS,
    many={"resistance_records": Link(ResistanceRecord)},
    nested={"addresses": ADDRESS},
    owner="issue",
    numbered="position",
)
FIRST_STEP = Kind(
    FirstStep,
    key=("issue__code", "number"),
    label="{0}-F{1}",
    fields=("number", "text"),
    links={"protocol": Link(Protocol)},
    owner="issue",
    is_part=True,
)
POINTS_TO = Kind(
    SignPointsToCause,
    key=("sign__issue__code", "sign__number", "cause__code"),
    label="{0}-S{1} points to {2}",
    fields=("basis",),
    links={"cause": Link(Cause)},
    owner="sign",
    is_part=True,
)
SIGN = Kind(
    Sign,
    key=("issue__code", "number"),
    label="{0}-S{1}",
    fields=("number", "text"),
    links=TECHNIQUE,
    nested={"points_to": POINTS_TO},
    owner="issue",
    is_part=True,
)
ISSUE = Kind(
    Issue,
    key=("code",),
    label="{0}",
    fields=(
        *RECORD_FIELDS,
        "title",
        "summary",
        "area",
        "trace",
        "position",
        "also_described_as",
        "diagnosis",
    ),
    links=RECORD_LINKS,
    many={"see_also": Link(Issue)},
    nested={"first_steps": FIRST_STEP, "signs": SIGN, "causes": CAUSE, "remedies": REMEDY},
)
FAQ_POINT = Kind(
    FAQPoint,
    key=("faq__code", "number"),
    label="{0}.{1}",
    fields=("number", "role", "text"),
    links=TECHNIQUE,
    owner="faq",
    is_part=True,
)
FAQ_KIND = Kind(
    FAQ,
    key=("code",),
    label="{0}",
    fields=(*RECORD_FIELDS, "section", "question", "position"),
    links=RECORD_LINKS,
    nested={"points": FAQ_POINT},
)
PARAMETER = Kind(
    Parameter,
    key=("step__stage__protocol__code", "step__stage__number", "step__number", "number"),
    label="{0}-S{1}.{2} parameter {3}",
    fields=(
        *("number", "name", "qualifier", "value_low", "value_high", "value_text", "unit", "example_of"),
        "note",
    ),
    owner="step",
    numbered="number",
    is_part=True,
)
OUTCOME = Kind(
    Outcome,
    key=("step__stage__protocol__code", "step__stage__number", "step__number", "number"),
    label="{0}-S{1}.{2} outcome {3}",
    fields=("number", "sign", "meaning"),
    links={"issue": Link(Issue)},
    owner="step",
    numbered="number",
    is_part=True,
)
STEP = Kind(
    Step,
    key=("stage__protocol__code", "stage__number", "number"),
    label="{0}-S{1}.{2}",
    fields=("number", "text"),
    links=TECHNIQUE,
    nested={"parameters": PARAMETER, "outcomes": OUTCOME},
    owner="stage",
    is_part=True,
)
STAGE = Kind(
    Stage,
    key=("protocol__code", "number"),
    label="{0}-S{1}",
    fields=("number", "title"),
    nested={"steps": STEP},
    owner="protocol",
    is_part=True,
)
PITFALL = Kind(
    Pitfall,
    key=("protocol__code", "number"),
    label="{0}-P{1}",
    fields=("number", "text"),
    owner="protocol",
    is_part=True,
)
PROTOCOL = Kind(
    Protocol,
    key=("code",),
    label="{0}",
    fields=(*RECORD_FIELDS, "title", "purpose"),
    links=RECORD_LINKS,
    nested={"stages": STAGE, "pitfalls": PITFALL},
)

SECTIONS: Mapping[str, Kind] = {
    "facets": FACET,
    "source_documents": SOURCE_DOCUMENT,
    "references": REFERENCE,
    "resistance": RESISTANCE,
    "issues": ISSUE,
    "faqs": FAQ_KIND,
    "protocols": PROTOCOL,
}

# what a kind names comes before it
WRITE_ORDER: tuple[Kind, ...] = (
    *(FACET, TERM, SOURCE_DOCUMENT, REFERENCE, REFERENCE_CANDIDATE, RESISTANCE),
    *(ISSUE, CAUSE, REMEDY, ADDRESS, SIGN, POINTS_TO, FAQ_KIND, FAQ_POINT),
    *(PROTOCOL, STAGE, STEP, PARAMETER, OUTCOME, PITFALL, FIRST_STEP, CURATOR_NOTE),
)


def by_itself(claim: Kind) -> Kind:
    """A cause or a remedy outside of its issue, which it names."""
    return replace(claim, owner="", numbered="", links={**claim.links, "issue": Link(Issue)})


# the same, for what is written apart from its issue
BY_ITSELF_OF: Mapping[type[Model], Kind] = {claim.model: by_itself(claim) for claim in (CAUSE, REMEDY)}
