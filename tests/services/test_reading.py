"""What the reading services give: everything public and nothing else, in a fixed number of queries."""

from collections.abc import Callable

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from knowledge.models import (
    FAQ,
    Cause,
    CuratorNote,
    Issue,
    Record,
    Reference,
    Remedy,
    RemedyAddressesCause,
    ResistanceRecord,
    SearchEntry,
    Status,
)
from knowledge.services import reading

pytestmark = pytest.mark.usefixtures("seed")


def the_issue() -> Issue:
    issue = reading.published_issue("T-AN-01")
    assert issue is not None
    return issue


def test_an_issue_comes_whole() -> None:
    issue = the_issue()
    assert [cause.code for cause in issue.causes.all()] == ["T-AN-01-C1", "T-AN-01-C2", "T-AN-01-C3"]
    assert len(issue.remedies.all()) == 4


def test_an_issue_that_is_not_published_is_none() -> None:
    Issue.objects.filter(code="T-AN-01").update(status=Status.IN_REVIEW)
    assert reading.published_issue("T-AN-01") is None


def test_claims_that_are_not_published_are_left_out_on_both_ends_of_a_link() -> None:
    Cause.objects.filter(code="T-AN-01-C2").update(status=Status.RETIRED)
    Remedy.objects.filter(code="T-AN-01-R4").update(status=Status.DRAFT)
    issue = the_issue()
    links = [link for remedy in issue.remedies.all() for link in remedy.addresses.all()]
    assert "T-AN-01-C2" not in {link.cause.code for link in links}
    by_cause = [link for cause in issue.causes.all() for link in cause.addressed_by.all()]
    assert "T-AN-01-R4" not in {link.remedy.code for link in by_cause}
    assert RemedyAddressesCause.objects.filter(cause__code="T-AN-01-C2").exists()


def test_measurements_that_are_not_published_are_left_out() -> None:
    ResistanceRecord.objects.filter(code="RES-01").update(status=Status.DRAFT)
    remedy = reading.published_remedies().get(code="T-AN-01-R1")
    assert list(remedy.resistance_records.all()) == []


def test_references_of_an_issue_are_those_of_its_claims_each_once_by_number() -> None:
    numbers = [reference.number for reference in reading.references_of(the_issue())]
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8, 14, 18, 19, 54]


def test_what_a_reference_supports_counts_a_claim_once_however_often_it_cites() -> None:
    reference = Reference.objects.get(code="REF-06")
    claim = Remedy.objects.get(code="T-AN-01-R1")
    claim.citations.create(reference=reference, locator="Table 2")
    codes = [claim.code for claim in reading.supported_by(reference)]
    assert codes == [
        *("T-ASM-02-C2", "T-AN-01-R1", "T-ASM-02-R3", "RES-01"),
        *("FAQ-02.2", "FAQ-03.7", "FAQ-07.6", "FAQ-21.1"),
    ]


def test_what_a_reference_contradicts_is_apart_from_what_it_supports() -> None:
    reference = Reference.objects.get(code="REF-06")
    assert [claim.code for claim in reading.contradicted_by(reference)] == ["FAQ-07.3"]
    assert "FAQ-07.3" not in [claim.code for claim in reading.supported_by(reference)]


def test_counted_issues_come_in_the_order_of_the_curators() -> None:
    assert [issue.code for issue in reading.counted_issues()[:5]] == [
        *("T-AN-01", "T-CA-01", "T-EIS-01", "T-CYC-01", "T-AN-02"),
    ]


def test_a_point_of_a_draft_answer_is_not_supported_in_public() -> None:
    FAQ.objects.filter(code="FAQ-02").update(status=Status.DRAFT)
    supported = reading.supported_by(Reference.objects.get(code="REF-06"))
    assert "FAQ-02.2" not in [claim.code for claim in supported]


def test_a_note_is_found_under_each_identifier_that_it_concerns() -> None:
    note = CuratorNote.objects.create(number=90, text="Odd.", concerns=["T-AN-01-C1", "REF-06"])
    notes = reading.notes_by_code(["T-AN-01-C1", "T-AN-01-C2", "REF-06"])
    assert note in notes["T-AN-01-C1"]
    assert note in notes["REF-06"]
    assert note not in notes.get("T-AN-01-C2", [])


def test_a_note_is_placed_whole_where_it_comes_first() -> None:
    CuratorNote.objects.all().delete()
    CuratorNote.objects.create(number=90, text="Odd.", concerns=["FAQ-03.5", "FAQ-03.2"])
    placed = reading.placed_notes(["FAQ-03", "FAQ-03.2", "FAQ-03.5"])
    assert [(code, notes[0].is_first, notes[0].first_at) for code, notes in placed.items()] == [
        ("FAQ-03.2", True, "FAQ-03.2"),
        ("FAQ-03.5", False, "FAQ-03.2"),
    ]


def test_what_shares_most_terms_comes_first_among_the_related() -> None:
    codes = [entry.code for entry in reading.related_to(the_issue(), limit=3)]
    assert len(codes) == 3
    shared = [len(set(terms_of(code)) & set(terms_of("T-AN-01"))) for code in codes]
    assert shared == sorted(shared, reverse=True)
    assert "T-AN-01" not in codes


def terms_of(code: str) -> list[int]:
    return SearchEntry.objects.get(code=code).terms


def test_a_record_without_terms_is_related_to_nothing() -> None:
    issue = the_issue()
    issue.terms.clear()
    assert reading.related_to(Issue.objects.get(pk=issue.pk)) == []


@pytest.mark.parametrize(
    ("records", "ceiling"),
    [
        (reading.published_issues, 19),
        (reading.published_causes, 4),
        (reading.published_remedies, 6),
        (reading.published_faqs, 5),
        (reading.published_resistance_records, 4),
        (reading.published_protocols, 10),
        (reading.published_references, 4),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_list_costs_the_same_however_long_it_is(
    records: Callable[[], QuerySet[Record]],
    ceiling: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(ceiling):
        for record in records():
            assert record.get_absolute_url()
            assert record.heading
            if not isinstance(record, Reference):  # nothing is cited for a reference
                reading.references_of(record)
