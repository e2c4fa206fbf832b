"""What is offered while one types."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.models import FAQ, Issue, Reference, SearchSuggestion, Term
from knowledge.search.suggestions import MOST, Suggestion, starts_of, suggest
from knowledge.search.terms import TermDirectory
from knowledge.services import curation
from tests.world import RARE_WORD, a_cause, a_reference, an_issue

pytestmark = pytest.mark.usefixtures("seed")


def suggested(text: str) -> list[Suggestion]:
    return suggest(text, TermDirectory.load())


def ids(text: str) -> list[str]:
    return [each.id for each in suggested(text)]


def published_reference(number: int, title: str) -> Reference:
    reference = Reference.objects.create(code=f"REF-{number}", number=number, title=title, year=2020)
    curation.publish(reference)
    return reference


def test_a_heading_is_found_by_its_beginning() -> None:
    title = "Large and growing semicircle in the impedance spectrum"
    issue = Issue.objects.get(code="T-EIS-01")
    assert suggested("large and grow")[0] == Suggestion(title, "issue", issue.code, issue.get_absolute_url())


def test_a_heading_is_found_from_any_of_its_words_on() -> None:
    assert ids("semicircle in the imp")[0] == "T-EIS-01"


def test_a_symptom_phrase_is_offered_as_the_lab_says_it_and_leads_to_its_issue() -> None:
    first, *_ = suggested("sodium bea")
    assert (first.text, first.kind, first.id) == ("sodium beads up", "issue", "T-ASM-02")


def test_a_question_is_found_by_its_first_words() -> None:
    assert ids("how do sod")[0] == "FAQ-03"


@pytest.mark.parametrize("typed", ["t-an-01", "T AN 01", "tan01", "T-AN-0"])
def test_an_identifier_is_found_in_any_spelling(typed: str) -> None:
    assert "T-AN-01" in ids(typed)


def test_a_formula_is_found_in_any_notation() -> None:
    assert ids("Na₃Zr₂Si") == ids("na3zr2si") == ids("Na<sub>3</sub>Zr<sub>2</sub>Si")
    assert "nzsp" in ids("Na3Zr2Si")


def test_a_term_comes_first_by_its_whole_name_and_leads_to_its_page() -> None:
    term, *_ = suggested("xps")
    assert (term.kind, term.id, term.url) == ("technique", "xps", "/techniques/xps/")


def test_a_term_without_a_page_leads_to_its_records() -> None:
    term = next(each for each in suggested("nasicon") if each.kind == "family")
    assert (term.id, term.url) == ("nasicon", "/search/?family=nasicon")


def test_every_term_that_is_offered_leads_to_a_page(client: Client) -> None:
    for term in Term.objects.filter(facet__is_filter=True).select_related("facet"):
        assert client.get(term.get_absolute_url()).status_code == 200, term


def test_a_term_is_found_from_any_word_of_any_name() -> None:
    assert "xps" in ids("photoel")
    assert "eis" in ids("nyq")


def test_a_term_that_only_widens_searches_is_not_offered() -> None:
    widening = Term.objects.filter(facet__is_filter=False)
    assert widening
    assert not {term.facet.slug for term in widening} & {each.kind for each in suggested("dendrite")}


def test_words_are_found_in_any_order_and_apart() -> None:
    assert "T-EIS-01" in ids("impedance semicir")
    assert "T-EIS-01" in ids("the semicircle of imped")


def test_words_side_by_side_come_before_words_apart() -> None:
    apart, together = (
        published_reference(901, f"Growth that {RARE_WORD} stops"),
        published_reference(902, f"On {RARE_WORD} growth"),
    )
    assert ids(f"{RARE_WORD} grow") == [together.code, apart.code]


def test_a_heading_that_begins_so_comes_before_one_that_has_it_inside() -> None:
    published_reference(901, f"A study of {RARE_WORD}")
    published_reference(902, f"{RARE_WORD} as an electrolyte")
    assert ids(RARE_WORD) == ["REF-902", "REF-901"]


def test_issues_and_questions_come_before_references() -> None:
    published_reference(901, f"{RARE_WORD} alone")
    curation.publish(an_issue())
    faq = FAQ.objects.create(code="FAQ-90", section="General", question=f"{RARE_WORD}: what is it?")
    faq.points.create(number=1, text="A mineral.")
    curation.publish(faq)
    kinds = [each.kind for each in suggested(RARE_WORD)]
    assert kinds == ["faq", "reference", "issue"]


def test_many_of_one_kind_leave_room_for_the_others() -> None:
    for number in range(901, 915):
        published_reference(number, f"{RARE_WORD} paper {number}")
    curation.publish(an_issue())
    found = suggested(RARE_WORD)
    assert len(found) == MOST
    assert [each.kind for each in found].count("issue") == 1


def test_a_record_is_offered_once_however_often_it_has_the_word() -> None:
    issue = an_issue()
    issue.also_described_as = [f"{RARE_WORD} flakes", f"flakes of {RARE_WORD}"]
    issue.save()
    curation.publish(issue)
    assert [each.text for each in suggested(RARE_WORD)] == [f"{RARE_WORD} flakes"]


def test_the_same_text_is_offered_once() -> None:
    published_reference(901, f"The {RARE_WORD}")
    published_reference(902, f"The {RARE_WORD}")
    assert ids(RARE_WORD) == ["REF-901"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("soduim", "sodium"),
        ("dendryt", "dendrit"),
        ("impedance spectrim", "impedance spectrum"),
        ("semcirc", "semicirc"),
        ("rsistance", "resistance"),
        ("cathode resistnace", "cathode resistance"),
        ("space chrage", "space charge"),
    ],
)
def test_one_typing_mistake_is_forgiven(typed: str, meant: str) -> None:
    assert ids(typed)
    assert ids(typed) == ids(meant)


@pytest.mark.parametrize(
    ("typed", "plainer"),
    [("Dendriten", "dendrite"), ("Korngr", "grain boundary"), ("Natrium Pellet", "sodium pellet")],
)
def test_a_wording_that_no_heading_has_finds_what_the_plainer_word_finds(typed: str, plainer: str) -> None:
    assert ids(typed) == ids(plainer) != []


def test_the_name_of_a_term_may_be_misspelt_too() -> None:
    term = Term.objects.create(facet_id=Term.objects.get(slug="xps").facet_id, slug="zzq", label=RARE_WORD)
    assert ids("zirkonquartz") == [term.slug]


def test_a_word_that_somebody_wrote_is_not_taken_for_a_mistake() -> None:
    published_reference(901, "Soduim as it was printed")
    assert ids("soduim") == ["REF-901"]


@pytest.mark.parametrize("typed", ["xqzvwk", "xsp", "na3zr9si", "because"])
def test_nothing_is_offered_for_what_is_near_to_nothing_or_cannot_be_misspelt(typed: str) -> None:
    assert suggested(typed) == []


@pytest.mark.parametrize("typed", ["%", "_", " ", "~", "\\", "'; --", "((", ":*", "<sub>", "\x00"])
def test_signs_alone_find_nothing(typed: str) -> None:
    assert suggested(typed) == []


@pytest.mark.parametrize("typed", ["%sodium be%", "sodium_be", "sodium\x00be", "'sodium' (be"])
def test_signs_among_letters_only_part_words(typed: str) -> None:
    assert suggested(typed) == suggested("sodium be") != []


def test_a_text_as_long_as_a_page_is_answered() -> None:
    assert suggested("dendrites pierce the pellet " * 500) == []


def test_at_most_three_statements_are_asked() -> None:
    directory = TermDirectory.load()
    for typed, most in (("sodium", 1), ("cathode resistnace", 3), ("xqzvwk " * 9, 3)):
        with CaptureQueriesContext(connection) as asked:
            suggest(typed, directory)
        assert len(asked) <= most


def test_a_cause_and_a_remedy_are_found_with_their_issue() -> None:
    assert starts_of(a_cause()) == []
    Issue.objects.all().update(status="retired")
    assert "cause" not in {each.kind for each in suggested(RARE_WORD)}


def test_a_record_that_is_no_longer_public_is_not_offered() -> None:
    reference = published_reference(901, f"{RARE_WORD} alone")
    assert ids(RARE_WORD) == ["REF-901"]
    curation.retire(reference)
    assert ids(RARE_WORD) == []


def test_a_start_is_no_longer_than_its_column() -> None:
    reference = a_reference()
    reference.title = "Interface " * 60
    longest = SearchSuggestion._meta.get_field("start").max_length
    assert {len(start.start) for start in starts_of(reference)} >= {longest}
    assert max(len(start.start) for start in starts_of(reference)) == longest
