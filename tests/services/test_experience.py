"""What readers report: counted with Wilson's interval, on a page as far as its revision."""

import pytest

from knowledge.models import ContentRevision, Experience
from knowledge.services import experience, revision
from tests.world import another_transaction

pytestmark = pytest.mark.usefixtures("seed")


# R. G. Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3 (score, not corrected)
@pytest.mark.parametrize(
    ("good", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(good: int, total: int, low: float, high: float) -> None:
    assert experience.wilson(good, total) == pytest.approx((low, high), abs=0.00005)


def test_the_interval_of_all_mirrors_that_of_none() -> None:
    none, everything = experience.wilson(0, 7), experience.wilson(7, 7)
    assert none[0] == 0 and everything[1] == 1
    assert none[1] == pytest.approx(1 - everything[0])


@pytest.mark.parametrize(("good", "total"), [(0, 0), (2, 1), (-1, 4)])
def test_what_is_no_proportion_has_no_interval(good: int, total: int) -> None:
    with pytest.raises(ValueError, match=f"{good} of {total}"):
        experience.wilson(good, total)


def reported(*outcomes: str, target: str = "T-AN-01-R1") -> None:
    for outcome in outcomes:
        experience.write(target, outcome)


def test_reports_are_counted_by_what_they_report_on() -> None:
    reported(*["worked"] * 5, *["did-not-work"] * 2, "helped")
    reported("did-not-help", target="T-AN-01")
    counts = experience.counts_of(["T-AN-01-R1", "T-AN-01", "T-AN-01-R2"])
    tried, helped = counts["T-AN-01-R1"]
    assert (tried.kind, tried.good, tried.total, tried.interval) == ("tried", 5, 7, (36, 92))
    assert (helped.kind, helped.good, helped.total) == ("helped", 1, 1)
    assert [(each.good, each.total) for each in counts["T-AN-01"]] == [(0, 1)]
    assert "T-AN-01-R2" not in counts


def test_a_page_of_a_revision_never_counts_more_later() -> None:
    reported("worked")
    before = revision.current().number
    assert experience.counts_of(["T-AN-01-R1"], before=before) == {}
    another_transaction()
    after = revision.bump()
    reported("worked")
    (tally,) = experience.counts_of(["T-AN-01-R1"], before=after)["T-AN-01-R1"]
    assert tally.total == 1


def test_a_report_raises_no_revision_and_one_that_is_taken_back_does() -> None:
    another_transaction()
    before = ContentRevision.read().number
    reported("worked")
    assert ContentRevision.read().number == before
    assert experience.remove(Experience.objects.all()) == 1
    assert ContentRevision.read().number == before + 1


def test_an_electrolyte_has_one_name_however_it_is_typed() -> None:
    typed = ["nzsp", "NZSP", "Na3Zr2Si2PO12", "my own glass"]
    for name in typed:
        experience.write("T-AN-01-R1", "worked", electrolyte=name)
    names = list(Experience.objects.order_by("pk").values_list("electrolyte", flat=True))
    assert len(set(names[:3])) == 1 and names[3] == "my own glass"


def test_a_report_holds_nothing_of_who_wrote_it() -> None:
    assert {field.name for field in Experience._meta.get_fields()} == {
        *("id", "target", "kind", "outcome", "electrolyte", "note", "is_note_public", "revision", "at")
    }
