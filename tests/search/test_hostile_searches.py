"""No search breaks the page or holds a worker."""

import time

import pytest
from django.db import connection

from knowledge.search import query
from knowledge.search.query import SearchTooBroad
from tests.search.asking import find_text

pytestmark = pytest.mark.usefixtures("seed")


@pytest.mark.parametrize(
    "text",
    [
        "the of and",
        "&|!()",
        "'",
        '"',
        '"" -',
        "-anode",
        "\\",
        ":*",
        "<->",
        "%",
        "_____",
        "OR OR OR",
        "OR anode OR",
        "* zirc* **",
        "'; DROP TABLE knowledge_issue; --",
        "a" * 200,
        "-" * 200,
        '"' * 199,
        "( " * 100,
        "Na3" * 60,
        "\ue000\ue001",
        "\u202e\u0000".replace("\x00", ""),
        "%s %(asked)s {}",
        " ".join(f"{letter}{number}" for letter in "abcdefgh" for number in range(8)),
        "sodium " * 28,
    ],
)
def test_odd_texts_are_answered(text: str) -> None:
    assert find_text(text[:200]).count >= 0


def test_a_statement_that_takes_too_long_is_given_up_and_says_what_to_do() -> None:
    started = time.monotonic()
    too_broad = pytest.raises(SearchTooBroad, match="name rarer words, or choose a filter")
    with too_broad, query._bounded(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")
    assert time.monotonic() - started < 15


def test_the_limit_ends_with_the_search() -> None:
    find_text("sodium")
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
