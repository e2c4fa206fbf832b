"""From what was typed to what is looked for: words, phrases, words to leave out, and other names."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery

from knowledge.search.normalise import fold
from knowledge.search.terms import TermDirectory

CONFIG = "english"
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')

Query = SearchQuery | CombinedSearchQuery


@dataclass(frozen=True)
class Understood:
    """`wanted` are folded words and phrases, `unwanted` those with a minus, `expanded` other names for
    what was asked, as they are written in the vocabulary.
    """

    wanted: list[str]
    phrases: list[str]
    unwanted: list[str]
    expanded: list[str]

    @property
    def is_empty(self) -> bool:
        return not (self.wanted or self.phrases)

    def any_of(self) -> Query:
        """Any word may match: requiring all found something for 55 of 694 sentence-like queries."""
        return self._without_unwanted(reduce(or_, self._asked()))

    def all_of(self) -> Query:
        return reduce(and_, self._asked())

    def other_names(self) -> Query | None:
        if not self.expanded:
            return None
        return self._without_unwanted(reduce(or_, [_phrase(fold(name)) for name in self.expanded]))

    def _asked(self) -> list[Query]:
        return [_word(word) for word in self.wanted] + [_phrase(phrase) for phrase in self.phrases]

    def _without_unwanted(self, query: Query) -> Query:
        return reduce(and_, [~_phrase(text) for text in self.unwanted], query)


def understand(text: str, directory: TermDirectory, *, exact: bool) -> Understood:
    """Quotes make a phrase, a leading minus leaves a word out; `exact` and quotes switch other names off."""
    wanted: list[str] = []
    phrases: list[str] = []
    unwanted: list[str] = []
    for part in _PART.finditer(text):
        folded = fold(part["phrase"] if part["phrase"] is not None else part["word"])
        if not folded:
            continue
        if part["minus"]:
            unwanted.append(folded)
        elif part["phrase"] is not None:
            phrases.append(folded)
        else:
            wanted += folded.split()
    expanded = [] if exact else directory.other_names(" ".join(wanted))
    return Understood(wanted, phrases, unwanted, expanded)


def _word(word: str) -> Query:
    return SearchQuery(word, config=CONFIG)


def _phrase(text: str) -> Query:
    return SearchQuery(text, config=CONFIG, search_type="phrase")
