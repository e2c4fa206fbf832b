"""What is named as outside of what the portal covers."""

import pytest

from knowledge.search.scope import OutOfScope, out_of_scope


@pytest.mark.parametrize(
    ("word", "what"),
    [
        ("LLZO", "a lithium garnet"),
        ("llzo", "a lithium garnet"),
        ("li-pon", "a lithium phosphorus oxynitride glass"),
        ("LiPON", "a lithium phosphorus oxynitride glass"),
        ("Li6PS5Cl", "a lithium compound"),
        ("Li₇La₃Zr₂O₁₂", "a lithium compound"),
    ],
)
def test_a_lithium_electrolyte_is_named(word: str, what: str) -> None:
    assert out_of_scope([word]) == [OutOfScope(word, what)]


@pytest.mark.parametrize(
    "word", ["Li", "lithium", "NaCl", "NZSP", "Na3Zr2Si2PO12", "Na2LiAl11O17", "lips", "xyzzyq"]
)
def test_the_metal_and_whatever_has_sodium_are_not(word: str) -> None:
    assert out_of_scope([word]) == []


def test_a_word_that_was_typed_twice_is_named_once() -> None:
    assert len(out_of_scope(["LLZO", "LLZO", "LATP"])) == 2
