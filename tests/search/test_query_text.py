"""What the signs in a search mean."""

import pytest

from knowledge.search.query_text import How, pieces_of


def read(text: str) -> list[tuple[How, tuple[str, ...]]]:
    return [(piece.how, piece.words) for piece in pieces_of(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("short circuit", [(How.RUN, ("short", "circuit"))]),
        ('"short circuit" anode', [(How.PHRASE, ("short", "circuit")), (How.RUN, ("anode",))]),
        ("dendrites -anode", [(How.RUN, ("dendrites",)), (How.UNWANTED, ("anode",))]),
        ('gold -"hot press"', [(How.RUN, ("gold",)), (How.UNWANTED, ("hot", "press"))]),
        ("gold OR tin", [(How.RUN, ("gold",)), (How.OR, ()), (How.RUN, ("tin",))]),
        ("gold or tin", [(How.RUN, ("gold", "or", "tin"))]),
        ("zirc*", [(How.PART, ("zirc",))]),
        ("space-charge layer", [(How.RUN, ("space", "charge", "layer"))]),
        ('"', []),
        ("-", []),
        ('"" - *', []),
    ],
)
def test_a_text_is_taken_apart(text: str, pieces: list[tuple[How, tuple[str, ...]]]) -> None:
    assert read(text) == pieces


def test_words_that_mean_something_together_are_normalised_together() -> None:
    assert read("b'' alumina") == read("β″-alumina")
    assert read("In layer") == [(How.RUN, ("indium", "layer"))]
