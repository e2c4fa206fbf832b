"""Numbers of results in words."""

from knowledge.templatetags.counts import number, results


def test_thousands_are_parted() -> None:
    assert number(12345) == "12,345"


def test_an_estimate_claims_no_more_figures_than_it_has() -> None:
    assert number(163_216, True) == "163,000"
    assert number(16, True) == "16"


def test_results_are_counted_in_words() -> None:
    assert [results(count) for count in (0, 1, 2, 1234)] == [
        "0 results",
        "1 result",
        "2 results",
        "1,234 results",
    ]
    assert results(163_216, True) == "about 163,000 results"
