"""A small named world: one draft of each kind, complete enough to be published."""

from collections.abc import Callable

from knowledge.models import (
    FAQ,
    Cause,
    Citation,
    ContentRevision,
    FAQPoint,
    FirstStep,
    Issue,
    Protocol,
    Record,
    Reference,
    Remedy,
    ResistanceRecord,
    Sign,
    Stage,
    Status,
    Step,
)
from knowledge.models.citation import Claim
from knowledge.services import curation

# a word that the seed does not have, so that what is found is what was made here
RARE_WORD = "zirconquartz"


def another_transaction() -> None:
    """A test is one transaction, which raises the revision once; what follows counts as the next."""
    ContentRevision.objects.update(raised_by=None)


def cited_reference() -> Reference:
    reference = Reference.objects.create(code="REF-901", number=901, title="A cited work", year=2020)
    curation.publish(reference)
    return reference


def cite(claim: Record | Claim, reference: Reference) -> None:
    Citation.objects.create(claim=claim, reference=reference, locator="Table 2")


def an_issue(code: str = "T-ZZ-90", status: str = Status.DRAFT) -> Issue:
    return Issue.objects.create(
        code=code, title=f"An issue of {RARE_WORD}", summary="It fails.", area="anode", status=status
    )


def with_parts(issue: Issue) -> Issue:
    """The issue with a first step and a sign, T-ZZ-90-F1 and T-ZZ-90-S1."""
    FirstStep.objects.create(issue=issue, number=1, text="Stop the current.")
    Sign.objects.create(issue=issue, number=1, text="It glows.")
    return issue


def a_cause() -> Cause:
    issue = an_issue()
    curation.publish(issue)
    return Cause.objects.create(code="T-ZZ-90-C1", issue=issue, text=f"A cause in {RARE_WORD}.")


def a_remedy() -> Remedy:
    issue = an_issue()
    curation.publish(issue)
    return Remedy.objects.create(code="T-ZZ-90-R1", issue=issue, text=f"A remedy for {RARE_WORD}.")


def a_faq() -> FAQ:
    faq = FAQ.objects.create(code="FAQ-90", section="General", question=f"What is {RARE_WORD}?")
    FAQPoint.objects.create(faq=faq, number=1, text="A mineral.")
    return faq


def a_protocol() -> Protocol:
    protocol = Protocol.objects.create(code="PROT-90", title=f"Grinding {RARE_WORD}", purpose="Powder.")
    stage = Stage.objects.create(protocol=protocol, number=1, title="Grind")
    Step.objects.create(stage=stage, number=1, text="Grind it.")
    return protocol


def a_resistance_record() -> ResistanceRecord:
    return ResistanceRecord.objects.create(
        code="RES-90",
        system_configuration="Na / NZSP",
        electrolyte="NZSP",
        modification=f"A layer of {RARE_WORD}",
        initial_ohm_cm2=300,
        final_ohm_cm2=100,
    )


def a_reference() -> Reference:
    return Reference.objects.create(code="REF-990", number=990, title=f"On {RARE_WORD}", year=2021)


def claims_in(record: Record) -> list[Record | Claim]:
    """Where the citations of a record of this kind stand."""
    if isinstance(record, Issue):
        return [*record.first_steps.all(), *record.signs.all()]
    if isinstance(record, FAQ):
        return list(record.points.all())
    if isinstance(record, Protocol):
        return list(Step.objects.filter(stage__protocol=record))
    return [record]


A_DRAFT_OF: dict[type[Record], Callable[[], Record]] = {
    Issue: lambda: with_parts(an_issue()),
    Cause: a_cause,
    Remedy: a_remedy,
    FAQ: a_faq,
    ResistanceRecord: a_resistance_record,
    Protocol: a_protocol,
    Reference: a_reference,
}
