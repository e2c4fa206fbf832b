"""An identifier leads to its page however people type it."""

import pytest

from knowledge.search.identifiers import canonical, locate


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("t-an-01", "T-AN-01"),
        ("T–AN–01", "T-AN-01"),
        ("t an 1", "T-AN-01"),
        ("tan01", "T-AN-01"),
        ("t-gb-02-r3", "T-GB-02-R3"),
        ("t an 1 r2", "T-AN-01-R2"),
        ("t an 1 f4", "T-AN-01-F4"),
        ("res 1", "RES-01"),
        ("RES-074", "RES-74"),
        ("REF6", "REF-06"),
        ("[REF-45]", "REF-45"),
        ("faq 3", "FAQ-03"),
        ("faq 3.5", "FAQ-03.5"),
        ("prot 1 s4.2", "PROT-01-S4.2"),
        ("PROT-03-p1", "PROT-03-P1"),
        ("res one", "RES ONE"),
    ],
)
def test_an_identifier_is_read_in_any_spelling(typed: str, code: str) -> None:
    assert canonical(typed) == code


@pytest.mark.usefixtures("seed")
@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("res 1", "/data/RES-01/"),
        ("t-gb-02-r3", "/issues/T-GB-02/#T-GB-02-R3"),
        ("T-AN-01-F1", "/issues/T-AN-01/#T-AN-01-F1"),
        ("t-an-01-s2", "/issues/T-AN-01/#T-AN-01-S2"),
        ("T-AN-01-S99", None),
        ("faq 3.5", "/faqs/FAQ-03/#FAQ-03.5"),
        ("prot 1 s4.2", "/protocols/PROT-01/#PROT-01-S4.2"),
        ("REF-999", None),
        ("short circuit", None),
    ],
)
def test_it_leads_to_its_page_or_nowhere(typed: str, address: str | None) -> None:
    assert locate(typed) == address
