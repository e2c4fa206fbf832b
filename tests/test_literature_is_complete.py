"""Nothing of the literature around the seed got lost on its way into the database.

`tests/data/literature_citations.yaml` is taken from its inventory, independently of the fixtures.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.models import (
    CONTENT_MODELS,
    FAQ,
    Cause,
    Citation,
    FAQPoint,
    Issue,
    Pitfall,
    Protocol,
    Record,
    Reference,
    Remedy,
    ResistanceRecord,
    Stage,
    Status,
    Step,
)
from knowledge.models.evidence import judge, supports_of

pytestmark = pytest.mark.usefixtures("seed")

DATA = Path(__file__).parent / "data"
INVENTORY: dict[str, Any] = yaml.safe_load((DATA / "literature_citations.yaml").read_text(encoding="utf-8"))
CITES: dict[str, list[str]] = INVENTORY["cites"]
DOCUMENT = "literature-2026"

COUNTS: dict[type[Record], int] = {
    Issue: 23,
    Cause: 63,
    Remedy: 76,
    FAQ: 22,
    ResistanceRecord: 74,
    Protocol: 6,
    Reference: 100,
}
# both sides of each contradiction, with the source that stands against it
CONTRADICTED = {
    ("T-AN-01-R4", "REF-54"),
    ("FAQ-03.5", "REF-54"),
    ("T-GB-01-C3", "REF-03"),
    ("FAQ-15.1", "REF-03"),
    ("FAQ-07.3", "REF-06"),
    ("FAQ-21.1", "REF-16"),
}


def of_the_literature(model: type[Record]) -> Any:
    return model.objects.filter(source_document__slug=DOCUMENT)


def claims() -> list[Any]:
    """Every claim of the literature but its data rows, which tests/test_records_are_complete.py walks."""
    return [
        *of_the_literature(Cause),
        *of_the_literature(Remedy),
        *FAQPoint.objects.filter(faq__in=of_the_literature(FAQ)),
        *Step.objects.filter(stage__protocol__in=of_the_literature(Protocol)),
        *Pitfall.objects.filter(protocol__in=of_the_literature(Protocol)),
    ]


def works_for(claim: Any, stance: str) -> list[str]:
    return [mark.reference.code for mark in claim.citations.all() if mark.stance == stance]


@pytest.mark.parametrize("model", CONTENT_MODELS, ids=lambda model: model.kind)
def test_the_whole_has_as_many_of_each_kind(model: type[Record]) -> None:
    assert model.objects.filter(status=Status.PUBLISHED).count() == COUNTS[model]


def test_the_counts_are_those_of_the_inventory() -> None:
    kinds: dict[str, type[Record]] = {
        "issues": Issue,
        "causes": Cause,
        "remedies": Remedy,
        "faqs": FAQ,
        "protocols": Protocol,
    }
    counts = {name: of_the_literature(model).count() for name, model in kinds.items()}
    assert {**counts, "sources": len(INVENTORY["sources"])} == INVENTORY["counts"]


def test_every_claim_is_there_and_no_other() -> None:
    assert sorted(claim.code for claim in claims()) == sorted(CITES)


def test_the_records_around_the_claims_are_there_and_no_other() -> None:
    assert sorted(issue.code for issue in of_the_literature(Issue)) == sorted(INVENTORY["see_also"])
    assert [faq.code for faq in of_the_literature(FAQ)] == [f"FAQ-{number:02}" for number in range(8, 23)]
    protocols = [protocol.code for protocol in of_the_literature(Protocol)]
    assert protocols == ["PROT-03", "PROT-04", "PROT-05", "PROT-06"]
    stages = Stage.objects.filter(protocol__code__in=protocols)
    assert {stage.code for stage in stages} == {
        code.split(".")[0] for code in CITES if code.startswith("PROT") and "-S" in code
    }


def test_every_claim_cites_its_sources_in_their_order() -> None:
    assert {claim.code: works_for(claim, "supports") for claim in claims()} == CITES


def test_every_remedy_addresses_its_causes_and_the_curator_says_so() -> None:
    for remedy in of_the_literature(Remedy):
        links = remedy.addresses.all()
        assert [link.cause.code for link in links] == INVENTORY["addresses"][remedy.code]
        assert {link.basis for link in links} <= {"inferred"}


def test_every_issue_names_the_issues_to_see_as_well() -> None:
    for issue in of_the_literature(Issue):
        named = sorted(other.code for other in issue.see_also.all())
        assert named == sorted(INVENTORY["see_also"][issue.code]), issue.code


@pytest.mark.parametrize(("alias", "code"), INVENTORY["sources"].items())
def test_every_source_is_one_reference(alias: str, code: str) -> None:
    assert [found.code for found in Reference.objects.filter(aliases__contains=[alias])] == [code]


def test_every_alias_is_a_source_of_the_inventory() -> None:
    aliases = [alias for reference in Reference.objects.all() for alias in reference.aliases]
    assert sorted(aliases) == sorted(INVENTORY["sources"])


def test_no_work_is_there_twice() -> None:
    works = Reference.objects.filter(same_work_as__isnull=True).exclude(doi="")
    dois = [reference.doi.lower() for reference in works]
    assert len(dois) == len(set(dois))


def test_references_5_and_19_are_one_work_and_count_once() -> None:
    fifth, nineteenth = (Reference.objects.get(number=number) for number in (5, 19))
    both = [Citation(reference=reference) for reference in (fifth, nineteenth)]
    assert judge(supports_of(both), has_number=False).supporting_works == 1
    other = Citation(reference=Reference.objects.get(number=6))
    assert judge(supports_of([*both, other]), has_number=False).supporting_works == 2


def test_a_known_contradiction_stands_on_both_sides() -> None:
    marks = Citation.objects.filter(stance=Citation.Stance.CONTRADICTS).select_related("reference")
    held: list[tuple[Any, str]] = [(mark.claim, mark.reference.code) for mark in marks]
    assert {(claim.code, code) for claim, code in held} == CONTRADICTED


def test_every_reference_has_what_a_grade_and_a_citation_need() -> None:
    read = of_the_literature(Reference)
    assert [reference.code for reference in read if not (reference.title or reference.title_as_given)] == []
    assert [reference.code for reference in read if not (reference.csl_type and reference.seen_in)] == []
    assert read.filter(source_kind=Reference.SourceKind.UNKNOWN).count() == 0
