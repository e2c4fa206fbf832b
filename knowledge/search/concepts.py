"""What a search looks for: concepts, each with the alternatives under which it may stand in a text."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from knowledge.search.words import Word


@dataclass(frozen=True)
class Alternative:
    """One way to say it. `weight` is what it counts beside the very word that was asked (1).

    `query` is a tsquery of one lexeme or of lexemes side by side; `entries` is how many entries have it at
    most; `rarity` is its idf. `shown` is how it is declared to the reader, empty for what was asked.
    """

    words: tuple[Word, ...]
    weight: float
    rarity: float
    entries: int
    shown: str = ""

    @property
    def lexemes(self) -> list[str]:
        return [word.lexeme for word in self.words if word.lexeme]

    @property
    def is_listed(self) -> bool:
        """Whether the best entries of all its words are listed (best_entries.py)."""
        return all(word.is_listed for word in self.words if word.lexeme)

    @property
    def is_phrase(self) -> bool:
        return len(self.lexemes) > 1

    @property
    def query(self) -> str:
        """`'short' <-> 'circuit'`; a stop word between two lexemes widens their distance."""
        text, distance = "", 0
        for word in self.words:
            distance += 1
            if word.lexeme is None:
                continue
            text += f" <{distance}> {_quoted(word.lexeme)}" if text else _quoted(word.lexeme)
            distance = 0
        return text

    @property
    def loose_query(self) -> str:
        """All lexemes anywhere: what an index can answer without reading the positions."""
        return " & ".join(map(_quoted, self.lexemes))


@dataclass(frozen=True)
class Concept:
    """`is_required` for a quoted phrase; `is_extra` for a bonus that finds nothing by itself."""

    asked: str
    alternatives: list[Alternative]
    is_required: bool = False
    is_extra: bool = False

    @property
    def rarity(self) -> float:
        return max((each.weight * each.rarity for each in self.alternatives), default=0.0)

    @property
    def strongest(self) -> list[Alternative]:
        most = max((each.weight for each in self.alternatives), default=0.0)
        return [each for each in self.alternatives if each.weight == most]

    @property
    def entries(self) -> int:
        return sum(each.entries for each in self.alternatives)

    def query(self, *, loose: bool) -> str:
        return " | ".join(f"({each.loose_query if loose else each.query})" for each in self.alternatives)


@dataclass(frozen=True)
class Understood:
    """What was understood of a text. `corrected` is the whole text as it was corrected, None where nothing
    was; `expanded` are the other names that were looked for as well; `unknown` the words that nothing has.
    """

    concepts: list[Concept] = field(default_factory=list)
    unwanted: list[Alternative] = field(default_factory=list)
    corrected: str | None = None
    expanded: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    favoured_kind: str = ""

    @property
    def finding(self) -> list[Concept]:
        """The concepts of which at least one must match."""
        return [concept for concept in self.concepts if concept.alternatives and not concept.is_extra]

    @property
    def demanded(self) -> list[Concept]:
        """The concepts without which nothing matches: the required ones, or any of all."""
        return [concept for concept in self.finding if concept.is_required] or self.finding

    @property
    def is_empty(self) -> bool:
        return not self.finding

    def query(self, *, loose: bool = False) -> str:
        """The tsquery of everything that matches: any concept, every required one, none of the unwanted."""
        wanted = [concept.query(loose=loose) for concept in self.demanded]
        sign = " & " if any(concept.is_required for concept in self.demanded) else " | "
        without = [f"!({each.query})" for each in self.unwanted]
        return " & ".join([f"({sign.join(f'({each})' for each in wanted)})", *without])


def idf(entries: int, total: int) -> float:
    """The weight of a word by its rarity, as BM25 has it; never negative."""
    return math.log(1 + (max(total, entries) - entries + 0.5) / (entries + 0.5))


def alternative(
    words: Sequence[Word], total: int, *, weight: float = 1.0, shown: str = ""
) -> Alternative | None:
    """None for stop words and for what stands in no entry."""
    telling = [word for word in words if word.lexeme]
    if not telling or not all(word.occurs for word in telling):
        return None
    entries = min(word.entries for word in telling)
    return Alternative(tuple(words), weight, idf(entries, total), entries, shown)


def distinct(alternatives: Iterable[Alternative | None]) -> list[Alternative]:
    """Without those that stand nowhere, and of the same query only the first.

    No other name is rarer than the first: `climbs` says no more than the `growth` that was asked for.
    """
    found = [each for each in alternatives if each]
    first = {each.query: each for each in reversed(found)}
    most = found[0].rarity if found else 0.0
    return [replace(each, rarity=min(each.rarity, most)) for each in reversed(first.values())]


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
