"""What a result shows of its record: the best passages, cut around what matched, with marks around that."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from knowledge.models.record import Passage
from knowledge.search.normalise import WORDS_BY_NEIGHBOURS, fold, folded_tokens, possible_words, spans_in
from knowledge.search.quantities import is_quantity_word, may_state, quantities_in, quantity_spans
from knowledge.typography import MARK_END, MARK_START

# Two of three equally rare words are enough for a passage to be shown beside the best one, one of two is not.
LEAST_SHARE_OF_BEST = 0.6
# Nearness decides between passages that hold the same words; it is worth less than a word that counts.
NEARNESS_BONUS = 0.1
NEAR_WORDS = 10

# what adding and taking away leaves in a sum of weights
_ROUNDING = 1e-9

_TOKEN = re.compile(r"\S+")
_SENTENCE_ENDS = (".", "!", "?", ";", ".)", ".”", '."')


_Token = re.Match[str]


class _Match(NamedTuple):
    """Where a wanted sequence stands: characters `start` to `end`, tokens `first` to `last`."""

    start: int
    end: int
    first: int
    last: int
    sequence: tuple[str, ...]


class _Scored(NamedTuple):
    """A passage, its tokens (what stands between white space) and its matches, both in their order."""

    score: float
    code: str
    tokens: list[_Token]
    matches: list[_Match]


def best_passages(
    passages: Sequence[Passage],
    wanted: Mapping[tuple[str, ...], float],
    most: int = 1,
    longest_words: int = 40,
) -> list[Passage]:
    """The passages that hold most of what is wanted, best first, marked and cut to about `longest_words`.

    `wanted` are sequences of folded words and single quantity words with their weights. Where nothing matches
    it is the first passage's beginning, unmarked; of no passages none.
    """
    search = _Search(wanted)
    # private-use characters in a text would be taken for ours
    plain = [Passage(code, text.replace(MARK_START, "").replace(MARK_END, "")) for code, text in passages]
    weighed = [(search.weight_in(each.text), each) for each in plain]
    best = max((weight for weight, _ in weighed), default=0.0)
    if best <= 0:
        return [Passage(code, _cut(_tokens(text), [], (0, 0), longest_words)) for code, text in plain[:1]]
    # where the words stand is looked up only in passages that can still be among the best
    least = best * (LEAST_SHARE_OF_BEST if most > 1 else 1) / (1 + NEARNESS_BONUS)
    scored = [search.scored(each, weight) for weight, each in weighed if weight >= least]
    scored.sort(key=lambda each: -each.score)
    least = LEAST_SHARE_OF_BEST * scored[0].score
    return [
        Passage(
            each.code,
            _cut(each.tokens, each.matches, search.densest(each.matches, longest_words)[1], longest_words),
        )
        for each in scored[:most]
        if each.score >= least
    ]


class _Search:
    """What is wanted, by first words, so that a text is read once."""

    def __init__(self, wanted: Mapping[tuple[str, ...], float]) -> None:
        self.wanted = wanted
        self.quantities = {words[0] for words in wanted if len(words) == 1 and is_quantity_word(words[0])}
        self.by_first: dict[str, list[tuple[str, ...]]] = {}
        for words in wanted:
            if words:
                self.by_first.setdefault(words[0], []).append(words)

    def weight_in(self, text: str) -> float:
        """The sum over the distinct sequences in a text; cheap, for it asks whether, not where."""
        words = possible_words(text)
        found = {sequence for word in self.by_first.keys() & words for sequence in self.by_first[word]}
        if any(len(sequence) > 1 or sequence[0] in WORDS_BY_NEIGHBOURS for sequence in found):
            found = {sequence for _, sequence in self._sequences(fold(text).split())}
        if any(may_state(text, word) for word in self.quantities):
            found.update((word,) for word in self.quantities.intersection(quantities_in(text)))
        return sum(self.wanted[sequence] for sequence in found)

    def scored(self, passage: Passage, weight: float) -> _Scored:
        folded = folded_tokens(passage.text)
        tokens = [token for token, _ in folded]
        matches = sorted([*self._written(folded), *self._stated(passage.text, tokens)])
        near, _ = self.densest(matches, NEAR_WORDS)
        return _Scored(weight + NEARNESS_BONUS * near, passage.code, tokens, matches)

    def densest(self, matches: Sequence[_Match], width: int) -> tuple[float, tuple[int, int]]:
        """The greatest weight of distinct sequences within `width` tokens, and the first and last token."""
        best, where = 0.0, (0, 0)
        weight, left = 0.0, 0
        within: Counter[tuple[str, ...]] = Counter()
        for match in matches:
            within[match.sequence] += 1
            if within[match.sequence] == 1:
                weight += self.wanted[match.sequence]
            while matches[left] is not match and match.last - matches[left].first >= width:
                gone = matches[left].sequence
                within[gone] -= 1
                if within[gone] == 0:
                    weight -= self.wanted[gone]
                left += 1
            if weight > best + _ROUNDING:
                best, where = weight, (matches[left].first, match.last)
        return best, where

    def _sequences(self, words: Sequence[str]) -> Iterable[tuple[int, tuple[str, ...]]]:
        """(place, sequence) of each wanted sequence among words."""
        for place, word in enumerate(words):
            for sequence in self.by_first.get(word, ()):
                if len(sequence) == 1 or tuple(words[place : place + len(sequence)]) == sequence:
                    yield place, sequence

    def _written(self, folded: Sequence[tuple[_Token, tuple[str, ...]]]) -> Iterator[_Match]:
        # (token, place in it, word); where a word begins and ends is asked only of tokens with a match
        words = [
            (at, place, word) for at, (_, of_it) in enumerate(folded) for place, word in enumerate(of_it)
        ]
        spans: dict[int, list[tuple[int, int, str]]] = {}
        for place, sequence in self._sequences([word for _, _, word in words]):
            (first, in_first, _), (last, in_last, _) = words[place], words[place + len(sequence) - 1]
            for at in (first, last):
                if at not in spans:
                    spans[at] = spans_in(*folded[at])
            yield _Match(spans[first][in_first][0], spans[last][in_last][1], first, last, sequence)

    def _stated(self, text: str, tokens: Sequence[_Token]) -> Iterator[_Match]:
        if not any(may_state(text, word) for word in self.quantities):
            return
        starts = [token.start() for token in tokens]
        for start, end, word in quantity_spans(text):
            if word in self.quantities:
                first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
                yield _Match(start, end, first, last, (word,))


def _tokens(text: str) -> list[_Token]:
    return list(_TOKEN.finditer(text))


def _cut(
    tokens: Sequence[_Token], matches: Sequence[_Match], densest: tuple[int, int], longest_words: int
) -> str:
    """About `longest_words` tokens of a text that hold the densest ones, with marks; whole tokens only."""
    if not tokens:
        return ""
    first = _beginning(tokens, densest, longest_words)
    last = min(len(tokens), first + longest_words) - 1
    last = max([last, *(match.last for match in matches if first <= match.first <= last)])
    marked = _marked(tokens[0].string, tokens[first].start(), tokens[last].end(), matches)
    return f"{'… ' if first else ''}{marked}{' …' if last < len(tokens) - 1 else ''}"


def _beginning(tokens: Sequence[_Token], densest: tuple[int, int], longest_words: int) -> int:
    """The start of the sentence in which the densest part begins, or a third of the spare words before it."""
    first, last = densest
    if len(tokens) <= longest_words:
        return 0
    to_spare = max(0, longest_words - (last - first + 1))
    for place in range(first, max(-1, first - to_spare - 1), -1):
        if place == 0 or tokens[place - 1][0].endswith(_SENTENCE_ENDS):
            return place
    return first - to_spare // 3


def _marked(text: str, start: int, end: int, matches: Sequence[_Match]) -> str:
    """A part of a text with marks around its matches; those that overlap or touch have one."""
    parts: list[str] = []
    done = start
    for mark_start, mark_end in _merged(
        match for match in matches if start <= match.start and match.end <= end
    ):
        parts += [text[done:mark_start], MARK_START, text[mark_start:mark_end], MARK_END]
        done = mark_end
    return "".join([*parts, text[done:end]])


def _merged(matches: Iterable[_Match]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for match in matches:
        if merged and match.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], match.end))
        else:
            merged.append((match.start, match.end))
    return merged
