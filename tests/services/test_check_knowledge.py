"""The check of the knowledge names everything that is missing, and fails only on what must never be."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.models import (
    Cause,
    Citation,
    CuratorNote,
    Facet,
    FAQPoint,
    Reference,
    Remedy,
    RemedyAddressesCause,
    ResistanceRecord,
    SignPointsToCause,
    Status,
    Step,
    Term,
)
from knowledge.services import curation
from knowledge.services.checking import ERRORS, check
from knowledge.services.completeness import numbers_in
from tests import world

QUERY_CEILING = 72

anew = pytest.mark.usefixtures("empty_database")


def found(name: str) -> list[str]:
    """The identifiers under this finding; empty where there is no such finding."""
    return [identifier for finding in check() if finding.name == name for identifier in finding.identifiers]


def published_reference(code: str, **fields: object) -> Reference:
    reference = Reference.objects.create(**{"code": code, "identification": "located", **fields})
    curation.publish(reference)
    return reference


def published_record(**fields: object) -> ResistanceRecord:
    record = world.a_resistance_record()
    ResistanceRecord.objects.filter(pk=record.pk).update(status=Status.PUBLISHED, **fields)
    record.refresh_from_db()
    return record


@anew
def test_an_empty_database_has_nothing_to_tell() -> None:
    assert check() == []


@anew
def test_claims_without_a_source_are_told_until_a_public_reference_supports_them() -> None:
    cause, faq, protocol = world.a_cause(), world.a_faq(), world.a_protocol()
    FAQPoint.objects.create(faq=faq, number=2, text="It does so:", role=FAQPoint.Role.LEAD_IN)
    for record in (cause, faq, protocol):
        curation.publish(record)
    assert found("claims without a source") == ["T-ZZ-90-C1", "FAQ-90.1", "PROT-90-S1.1"]
    reference = world.cited_reference()
    world.cite(cause, reference)
    world.cite(faq.points.get(number=1), world.a_reference())
    Citation.objects.create(claim=Step.objects.get(), reference=reference, stance=Citation.Stance.CONTRADICTS)
    assert found("claims without a source") == ["FAQ-90.1", "PROT-90-S1.1"]


@anew
def test_first_steps_and_signs_without_a_source_are_told() -> None:
    issue = world.with_parts(world.an_issue())
    curation.publish(issue)
    assert found("claims without a source") == ["T-ZZ-90-F1", "T-ZZ-90-S1"]
    world.cite(issue.signs.get(), world.cited_reference())
    assert found("claims without a source") == ["T-ZZ-90-F1"]


@anew
def test_a_sign_that_points_to_a_cause_of_another_issue_is_told() -> None:
    cause = world.a_cause()
    sign = world.with_parts(world.an_issue("T-ZZ-91")).signs.get()
    SignPointsToCause.objects.create(sign=sign, cause=cause)
    assert found("signs that point to a cause of another issue") == ["T-ZZ-91-S1 -> T-ZZ-90-C1"]


@anew
def test_a_public_sign_or_first_step_that_names_something_hidden_is_told() -> None:
    cause = world.a_cause()
    world.with_parts(cause.issue)
    SignPointsToCause.objects.create(sign=cause.issue.signs.get(), cause=cause)
    cause.issue.first_steps.update(protocol=world.a_protocol())
    broken = found("broken links between records")
    assert broken == ["T-ZZ-90 -> T-ZZ-90-C1", "T-ZZ-90 -> PROT-90"]


@anew
def test_a_draft_is_not_told() -> None:
    world.a_cause()
    world.a_reference()
    world.a_resistance_record()
    assert check() == []


@anew
def test_a_reference_that_no_public_claim_cites_is_told() -> None:
    draft = world.a_cause()
    world.cite(draft, world.cited_reference())
    assert found("references never cited") == ["REF-901"]
    curation.publish(draft)
    assert found("references never cited") == []


@anew
def test_a_quote_must_hold_every_number_of_the_claim_that_it_supports() -> None:
    cause = world.a_cause()
    Cause.objects.filter(pk=cause.pk).update(
        text="Na3Zr2Si2PO12 (T-AN-01) failed at 2.0 mA cm⁻² after 1400 h."
    )
    curation.publish(cause)
    mark = Citation.objects.create(claim=cause, reference=world.cited_reference(), quote="It failed at 2 mA.")
    name = "quotes that lack a number of the claim they support"
    assert found(name) == ["T-ZZ-90-C1 [REF-901]: 1400"]
    Citation.objects.filter(pk=mark.pk).update(quote="It failed at 2.00 mA cm-2 after 1,400 h.")
    assert found(name) == []
    Citation.objects.filter(pk=mark.pk).update(quote="It never fails.", stance="contradicts")
    assert found(name) == []


@anew
def test_a_quote_of_a_data_row_must_hold_its_results() -> None:
    record = published_record(initial_ohm_cm2=Decimal(1658), final_ohm_cm2=Decimal(101))
    Citation.objects.create(claim=record, reference=world.cited_reference(), quote="from 1658 to 110 Ω cm²")
    assert found("quotes that lack a number of the claim they support") == ["RES-90 [REF-901]: 101"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("about 1,400 h at 0.10 mA cm⁻²", {"1400", "0.1"}),
        ("300–400 MPa, 41-fold, 10%", {"300", "400", "41", "10"}),
        ("Na3Zr2Si2PO12, 23Na NMR, T-AN-01-C2, FAQ-15, β″-alumina", set()),
        ("It lasted 25 h.", {"25"}),
    ],
)
def test_the_numbers_of_a_text_are_those_that_stand_by_themselves(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == {Decimal(number) for number in numbers}


@anew
def test_a_record_that_states_no_condition_is_told() -> None:
    record = published_record()
    assert found("records without conditions") == ["RES-90"]
    ResistanceRecord.objects.filter(pk=record.pk).update(temperature_c=25)
    assert found("records without conditions") == []


@anew
def test_a_remedy_without_a_cause_and_a_cause_without_a_remedy_are_told() -> None:
    curation.publish(cause := world.a_cause())
    remedy = Remedy.objects.create(code="T-ZZ-90-R1", issue=cause.issue, text="Press.", status="published")
    assert found("remedies that address no cause") == ["T-ZZ-90-R1"]
    assert found("causes with no remedy") == ["T-ZZ-90-C1"]
    RemedyAddressesCause.objects.create(remedy=remedy, cause=cause)
    assert found("remedies that address no cause") == found("causes with no remedy") == []


@anew
def test_a_diagnostic_step_need_not_address_a_cause() -> None:
    remedy = world.a_remedy()
    Remedy.objects.filter(pk=remedy.pk).update(status=Status.PUBLISHED, is_diagnostic=True)
    assert found("remedies that address no cause") == []


@anew
def test_what_is_not_identified_is_told() -> None:
    published_reference("REF-901", identification="candidate")
    published_reference("REF-902", identification="unidentified")
    published_reference("REF-903", identification="web_page")
    assert found("unresolved references") == ["REF-901", "REF-902"]


@anew
def test_one_work_under_two_identifiers_is_told_until_they_are_linked() -> None:
    published_reference("REF-901", doi="10.1000/ABC", identification="identified")
    twin = published_reference("REF-902", doi="10.1000/abc", identification="identified")
    published_reference("REF-903", title="On Voids: a study", year=2020)
    published_reference("REF-904", title="On voids — a study", year=2020)
    published_reference("REF-905", title="On voids: a study", year=2021)
    name = "duplicate works that are not linked"
    assert found(name) == ["REF-901 = REF-902", "REF-903 = REF-904"]
    Reference.objects.filter(pk=twin.pk).update(same_work_as=Reference.objects.get(code="REF-901"))
    assert found(name) == ["REF-903 = REF-904"]


@anew
def test_links_to_what_is_not_public_are_told() -> None:
    curation.publish(remedy := world.a_remedy())
    remedy.resistance_records.add(world.a_resistance_record())
    cause = Cause.objects.create(code="T-ZZ-90-C1", issue=remedy.issue, text="A cause.")
    RemedyAddressesCause.objects.create(remedy=remedy, cause=cause)
    remedy.issue.see_also.add(world.an_issue("T-ZZ-91"))
    world.cite(remedy, Reference.objects.create(code="REF-902"))
    assert found("broken links between records") == [
        "T-ZZ-90-R1 -> T-ZZ-90-C1",
        "T-ZZ-90-R1 -> RES-90",
        "T-ZZ-90 -> T-ZZ-91",
        "T-ZZ-90-R1 -> REF-902",
    ]


@anew
def test_a_note_on_an_unknown_identifier_is_told() -> None:
    curation.publish(world.a_faq())
    CuratorNote.objects.create(number=1, text="Odd.", concerns=["FAQ-90", "FAQ-90.1"])
    CuratorNote.objects.create(number=2, text="Odd.", concerns=["FAQ-90.1", "FAQ-90.7", "REF-999"])
    assert found("notes that concern nothing public") == ["note 2: FAQ-90.7, REF-999"]


@anew
def test_a_term_is_used_by_its_records_or_by_those_of_its_child() -> None:
    facet = Facet.objects.create(slug="family", label="Family")
    family, unused = (
        Term.objects.create(facet=facet, slug=slug, label=slug) for slug in ("nasicon", "glass")
    )
    child = Term.objects.create(facet=facet, slug="nzsp", label="NZSP", parent=family)
    world.an_issue().terms.add(child)
    assert found("terms never used") == ["family/glass"]


@anew
def test_the_command_fails_on_an_error_after_it_has_told_everything() -> None:
    published_record(initial_ohm_cm2=100, final_ohm_cm2=300)
    output = StringIO()
    with pytest.raises(CommandError, match="1 of these must never be"):
        call_command("check_knowledge", stdout=output)
    assert output.getvalue().startswith(
        "error: effects that contradict their numbers (1)\n  RES-90\nfinding: "
    )


@pytest.mark.usefixtures("seed")
def test_the_fixtures_hold_nothing_that_must_never_be() -> None:
    output = StringIO()
    call_command("check_knowledge", stdout=output)
    assert output.getvalue().endswith("Nothing that must never be.\n")
    assert "finding: unresolved references (11)\n  REF-02\n" in output.getvalue()
    assert not any(finding.name in ERRORS for finding in check())


@pytest.mark.usefixtures("seed")
def test_checking_everything_takes_a_fixed_number_of_queries() -> None:
    with CaptureQueriesContext(connection) as captured:
        check()
    assert len(captured) <= QUERY_CEILING
