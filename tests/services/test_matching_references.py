"""Which entries are known: by DOI, else by title and year, in the database and within the file."""

import pytest
from pytest_django import DjangoAssertNumQueries

from knowledge.models import Reference
from knowledge.services import reference_matching
from knowledge.services.reference_matching import Match, matched
from knowledge.services.reference_reading.entries import Entry

TITLE = "Interfaces of Na₃Zr₂Si₂PO₁₂ with β″-alumina: In situ"

pytestmark = pytest.mark.usefixtures("empty_database")


def known(number: int = 901, **values: object) -> Reference:
    return Reference.objects.create(code=f"REF-{number}", number=number, **values)


def entry(**values: object) -> Entry:
    return Entry("line 1", **values)  # type: ignore[arg-type]


def match(**values: object) -> Match:
    (found,) = matched([entry(**values)])
    return found


@pytest.mark.parametrize("doi", ["10.1000/ABC", "10.1000/abc"])
@pytest.mark.parametrize("status", ["draft", "published", "retired"])
def test_a_doi_is_known_in_any_case_and_status(doi: str, status: str) -> None:
    record = known(doi="10.1000/abc", title="A", status=status)
    found = match(doi=doi, title="A")
    assert (found.state, found.record, found.by) == ("same", record, "DOI")


@pytest.mark.parametrize(
    "title",
    [
        "Interfaces of Na3Zr2Si2PO12 with beta''-alumina: in situ",
        "INTERFACES OF NA3ZR2SI2PO12 WITH β″-ALUMINA – IN SITU.",
        "Interfaces of Na<sub>3</sub>Zr<sub>2</sub>Si<sub>2</sub>PO<sub>12</sub> with β''-alumina, in-situ",
    ],
)
def test_a_title_is_known_in_other_signs(title: str) -> None:
    record = known(title=TITLE, year=2020)
    assert match(title=title, year=2020).record == record


@pytest.mark.parametrize(
    ("ours", "theirs", "is_known"), [(2020, None, True), (None, 2020, True), (2020, 2021, False)]
)
def test_years_must_not_differ(ours: int | None, theirs: int | None, is_known: bool) -> None:
    known(title=TITLE, year=ours)
    assert (match(title=TITLE, year=theirs).state != "new") == is_known


def test_titles_in_another_script_are_not_all_alike() -> None:
    known(title="钠电池 Na3PS4")
    assert match(title="锂电池 Na3PS4").state == "new"
    assert match(title="钠电池 Na3PS4").state == "same"


def test_an_address_makes_a_work_known_only_where_a_title_is_missing() -> None:
    record = known(url="https://x.example/a/")
    assert match(url="http://www.x.example/a").record == record
    record.title = "Another"
    record.save()
    assert match(url="https://x.example/a", title="A").state == "new"


def test_what_differs_and_what_is_lacking_is_listed() -> None:
    known(title="A", volume="9", authors=["Grayson Deysher et al."], doi="10.1000/a")
    found = match(title="A", volume="10", pages="1–2", authors=("Deysher, G.", "Chen, Y."), doi="10.1000/A")
    assert found.state == "conflicting"
    assert [(each.field, each.ours, each.theirs) for each in found.differing] == [("volume", "9", "10")]
    assert [(each.field, each.ours, each.theirs) for each in found.lacking] == [("pages", "", "1–2")]
    assert found.may_fill


def test_other_authors_are_a_conflict() -> None:
    known(title="A", authors=["Deysher, Grayson", "Chen, Yu-Ting"])
    found = match(title="A", authors=("Deysher, Grayson", "Chen, X."))
    assert [each.field for each in found.differing] == ["authors"]


def test_a_public_reference_is_not_filled_by_an_import() -> None:
    known(title="A", status="published")
    found = match(title="A", pages="1")
    assert found.lacking
    assert not found.may_fill


def test_of_two_records_the_original_is_taken_and_the_other_named() -> None:
    original = known(905, doi="10.1000/a", title="A")
    copy = known(901, doi="10.1000/a", title="A", same_work_as=original)
    found = match(doi="10.1000/a")
    assert (found.record, found.others) == (original, (copy,))


def test_what_was_merged_leads_to_the_kept_one() -> None:
    kept = known(901, title="Kept")
    known(902, doi="10.1000/a", status="retired", same_work_as=kept)
    assert match(doi="10.1000/a").record == kept


def test_a_file_that_says_a_work_twice_says_it_once() -> None:
    first, second = matched([Entry("line 1", title="A"), Entry("line 9", title="a.", volume="3")])
    assert (first.state, second.state) == ("new", "conflicting")
    assert second.earlier == first.entry
    assert not second.may_fill


def test_any_number_of_entries_is_matched_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    known(title="A")
    entries = [
        Entry(f"line {number}", title=f"Title {number}", doi=f"10.1000/{number}") for number in range(5000)
    ]
    with django_assert_num_queries(1):
        found = matched(entries)
    assert {each.state for each in found} == {"new"}


def test_references_that_look_like_one_work_are_paired_once() -> None:
    one, other = known(901, doi="10.1000/a", title="A"), known(902, doi="10.1000/A", title="A")
    known(903, title="A", year=2020, same_work_as=one)
    known(904, doi="10.1000/a", status="retired")
    pairs = [(pair.kept.code, pair.duplicate.code, pair.by) for pair in reference_matching.duplicates()]
    assert (one.code, other.code, "DOI") in pairs
    assert not any("REF-904" in pair for pair in pairs)
    assert ("REF-901", "REF-903", "title and year") not in pairs


def test_the_public_one_is_proposed_to_be_kept() -> None:
    known(901, doi="10.1000/a")
    known(902, doi="10.1000/a", status="published")
    (pair,) = reference_matching.duplicates()
    assert pair.kept.code == "REF-902"
