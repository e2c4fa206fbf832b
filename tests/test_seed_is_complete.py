"""Nothing of the source document got lost on its way into the database.

`tests/data/` is a copy of the inventory that was taken of the document, made independently of the fixtures.
"""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.models import (
    FAQ,
    Cause,
    Citation,
    CuratorNote,
    FAQPoint,
    Issue,
    Outcome,
    Parameter,
    Protocol,
    Record,
    Reference,
    Remedy,
    RemedyAddressesCause,
    ResistanceRecord,
    SourceDocument,
    Stage,
    Status,
    Step,
)

pytestmark = pytest.mark.usefixtures("seed")

DATA = Path(__file__).parent / "data"
INVENTORY: dict[str, Any] = yaml.safe_load((DATA / "seed_inventory.yaml").read_text())
CITATIONS: list[list[Any]] = yaml.safe_load((DATA / "seed_citations.yaml").read_text())
DOCUMENT = "benchchem-2025-12"
CITING = ("causes", "remedies", "answer_points", "steps", "resistance")


def of_document(model: type[Record]) -> Any:
    return model.objects.filter(source_document__slug=DOCUMENT)


def found(kind: str) -> Iterable[Any]:
    """What the database has of this kind from the document."""
    kinds: dict[str, Iterable[Any]] = {
        "issues": of_document(Issue),
        "causes": of_document(Cause),
        "remedies": of_document(Remedy),
        "faqs": of_document(FAQ),
        "answer_points": FAQPoint.objects.filter(faq__in=of_document(FAQ)),
        "resistance": of_document(ResistanceRecord),
        "protocols": of_document(Protocol),
        "stages": Stage.objects.filter(protocol__in=of_document(Protocol)),
        "steps": Step.objects.filter(stage__protocol__in=of_document(Protocol)),
        "references": of_document(Reference),
    }
    return kinds[kind]


@pytest.mark.parametrize("kind", INVENTORY["identifiers"])
def test_every_identifier_of_the_document_is_there_and_no_other(kind: str) -> None:
    assert sorted(each.code for each in found(kind)) == sorted(INVENTORY["identifiers"][kind])


def test_the_counts_are_those_of_the_inventory() -> None:
    counted = {
        "issues": "issues",
        "causes": "causes",
        "remedies": "remedies",
        "faqs": "faqs",
        "faq_answer_points": "answer_points",
        "resistance_rows": "resistance",
        "protocols": "protocols",
        "protocol_stages": "stages",
        "protocol_steps": "steps",
        "references": "references",
    }
    counts = {name: len(list(found(kind))) for name, kind in counted.items()}
    counts["citation_marks"] = len(marks())
    counts["oddities"] = CuratorNote.objects.filter(source_document__slug=DOCUMENT).count()
    assert counts == INVENTORY["counts"]


def test_everything_of_the_document_is_published() -> None:
    kinds = ("issues", "causes", "remedies", "faqs", "resistance", "protocols", "references")
    assert [each.code for kind in kinds for each in found(kind) if each.status != Status.PUBLISHED] == []


def marks() -> list[tuple[str, int]]:
    """The claim and the number of every citation mark that the document has on its claims.

    What later sources say against them is not the document's, and is told apart by its stance.
    """
    claims = [claim for kind in CITING for claim in found(kind)]
    return [(claim.code, number) for claim in claims for number in supporting_numbers(claim)]


def supporting_numbers(claim: Any) -> list[int]:
    supporting = claim.citations.filter(stance=Citation.Stance.SUPPORTS).select_related("reference")
    return [citation.reference.number for citation in supporting]


def test_every_citation_mark_stands_on_its_claim() -> None:
    assert sorted(marks()) == sorted((claim, number) for claim, number in CITATIONS)


def test_the_marks_of_a_claim_keep_their_order() -> None:
    by_claim: dict[str, list[int]] = {}
    for claim, number in CITATIONS:
        by_claim.setdefault(claim, []).append(number)
    for kind in CITING:
        for claim in found(kind):
            assert supporting_numbers(claim) == by_claim.get(claim.code, []), claim.code


def test_every_remedy_names_the_causes_that_it_addresses_and_who_says_so() -> None:
    links = RemedyAddressesCause.objects.filter(remedy__in=of_document(Remedy))
    assert sorted([link.remedy.code, link.cause.code, link.basis] for link in links) == sorted(
        INVENTORY["remedies_address"]
    )
    assert [str(link) for link in links if not link.rationale] == []


def test_the_resistances_and_their_factors_are_those_of_the_document() -> None:
    for code, (initial, final) in INVENTORY["resistance_ohm_cm2"].items():
        record = ResistanceRecord.objects.get(code=code)
        assert (record.initial_ohm_cm2, record.final_ohm_cm2) == (initial, final)
    factors = ResistanceRecord.objects.filter(code__in=["RES-01", "RES-02"]).values_list("factor", flat=True)
    assert list(factors) == [Decimal("18.55"), Decimal("16.42")]


def test_the_gold_layer_and_the_composite_anode_name_their_measurements() -> None:
    measured = {
        remedy.code: [record.code for record in remedy.resistance_records.all()]
        for remedy in Remedy.objects.filter(resistance_records__isnull=False)
    }
    assert measured["T-AN-01-R1"] == ["RES-01"]
    assert measured["T-AN-01-R3"] == ["RES-02"]


def as_counted(parameter: Parameter) -> list[str]:
    """The parameter as the inventory writes it: step, name, `<0.5` or `300-400` or words, unit."""
    ends = [f"{end.normalize():f}" for end in (parameter.value_low, parameter.value_high) if end is not None]
    sign = "<" if parameter.qualifier == Parameter.Qualifier.BELOW else ""
    return [
        parameter.step.code,
        parameter.name,
        sign + ("-".join(ends) or parameter.value_text),
        parameter.unit,
    ]


def test_every_parameter_of_a_step_has_its_value_and_unit() -> None:
    parameters = Parameter.objects.filter(step__stage__protocol__in=of_document(Protocol))
    parameters = parameters.exclude(value_text="not stated")
    assert sorted(map(as_counted, parameters)) == sorted(INVENTORY["parameters"])


@pytest.mark.parametrize(
    ("step", "name", "printed"),
    [
        ("PROT-01-S1.2", "pressing pressure", "~300–400 MPa"),
        ("PROT-01-S1.3", "sintering temperature", "1200–1250 °C"),
        ("PROT-01-S2.2", "thickness", "a few nm"),
        ("PROT-01-S3.1", "O2 and H2O", "<0.5 ppm"),
        ("PROT-01-S4.1", "AC amplitude", "~10–30 mV"),
        ("PROT-01-S4.1", "frequency range", "1 MHz to 1 Hz"),
        ("PROT-01-S4.2", "starting current density", "0.05 mA cm⁻²"),
    ],
)
def test_a_parameter_reads_as_the_document_has_it(step: str, name: str, printed: str) -> None:
    parameters = Parameter.objects.filter(name=name).select_related("step__stage__protocol")
    assert [each.value for each in parameters if each.step.code == step] == [printed]


def test_what_may_be_seen_at_a_step_is_there_and_a_short_leads_to_its_issue() -> None:
    outcomes = Outcome.objects.filter(step__stage__protocol__in=of_document(Protocol))
    assert [[each.step.code, each.sign, each.meaning] for each in outcomes] == INVENTORY["outcomes"]
    assert outcomes.get(sign__contains="zero").issue == Issue.objects.get(code="T-AN-01")


@pytest.mark.parametrize("expected", INVENTORY["references"], ids=lambda each: f"REF-{each['number']:02d}")
def test_a_reference_says_what_is_known_of_it_and_no_more(expected: dict[str, Any]) -> None:
    reference = Reference.objects.get(number=expected["number"])
    candidates = reference.candidates.values_list("first_author", "year", "doi")
    assert {
        "number": reference.number,
        "identification": reference.identification,
        "confidence": reference.confidence,
        "doi": reference.doi,
        "year": reference.year,
        "title": reference.title,
        "site": reference.site_as_given,
        "authors": len(reference.authors),
        "candidates": [list(candidate) for candidate in candidates],
    } == expected
    assert reference.identification_note


def test_a_doi_that_was_seen_says_where() -> None:
    with_doi = of_document(Reference).exclude(doi="")
    assert {each.code for each in with_doi if each.doi_seen_in} == {"REF-05", "REF-06", "REF-19"}


def test_the_two_numbers_of_one_paper_are_linked() -> None:
    assert Reference.objects.get(code="REF-05").same_work_as == Reference.objects.get(code="REF-19")


def test_every_oddity_is_a_note_beside_the_records_it_concerns() -> None:
    notes = list(CuratorNote.objects.filter(source_document__slug=DOCUMENT))
    for note, oddity in zip(notes, INVENTORY["oddities"], strict=True):
        assert oddity["says"] in note.text
        assert note.concerns == oddity["concerns"]


def test_the_document_is_cited_as_it_asks_and_its_disclaimer_and_gaps_are_told() -> None:
    document = SourceDocument.objects.get(slug=DOCUMENT)
    assert document.how_to_cite == (
        "BenchChem. [overcoming interfacial instability in sodium-based solid-state batteries.]. "
        "BenchChem, [2025]. [Online PDF]."
    )
    assert document.url.startswith("https://www.benchchem.com/product/b227187#overcoming-interfacial")
    assert document.disclaimer_label == "Disclaimer & Data Validity"
    for promise in ("Research use only", "not for diagnostic or therapeutic", "no warranty", "for reference"):
        assert promise in document.disclaimer
    assert len(document.missing) == 2
    assert (document.subject_compound, document.catalogue_number) == ("Sodium monoxide", "B227187")
    assert document.date_as_given == "December 2025"
