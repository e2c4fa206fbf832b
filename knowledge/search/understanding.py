"""From what was typed to what is looked for: concepts, each with its other names and its correction."""

import re
from collections.abc import Iterable

from knowledge.chemistry import element_name, element_symbol, elements_of_folded, may_be_formula
from knowledge.models import Term
from knowledge.search import spelling
from knowledge.search.concepts import Alternative, Concept, Understood, alternative, distinct
from knowledge.search.index_words import identifier_word
from knowledge.search.intent import asked_weight, favoured_kind
from knowledge.search.normalise import fold
from knowledge.search.quantities import quantities_in, quantity_spans
from knowledge.search.query_text import How, Piece, pieces_of
from knowledge.search.terms import TermDirectory
from knowledge.search.words import Word, look_up, look_up_lexemes

# how much counts, beside the very word that was asked
IDENTIFIER_WEIGHT = 3.0
ELEMENT_WEIGHT = 0.8  # gold for Au: the same thing in another notation
CORRECTED_WEIGHT = 0.9
STATED_WEIGHT = 0.3  # 2708, ohm and cm2 where 2708 ohm cm2 is found whole
SYNONYM_WEIGHT = 0.4  # terms have broad names: impedance, Nyquist plot and semicircle are all EIS
STAND_IN_WEIGHT = 0.8  # another name for a word that stands nowhere itself
TERM_WEIGHT = 0.5  # filed under the term, whatever its words
PART_WEIGHT = 0.6
FAMILY_WEIGHT = 0.3  # another member of the electrolyte family, or a formula of the same elements
PAIR_WEIGHT = 0.35  # two words asked side by side that stand side by side
_IDENTIFIER = re.compile(
    r"\b(?:T-[A-Z]{2,4}-\d{2,}(?:-[CR]\d+)?|(?:FAQ|RES|PROT|REF)-\d{2,})\b", re.IGNORECASE
)


def understand(text: str, directory: TermDirectory, *, exact: bool) -> Understood:
    """`exact` switches other names, corrections and word parts off; quotes do so for their phrase."""
    return _Reader(text, directory, exact=exact).read()


class _Reader:
    """Reads one text; what it finds besides the concepts is gathered on the way."""

    def __init__(self, text: str, directory: TermDirectory, *, exact: bool) -> None:
        self.text = text
        self.directory = directory
        self.exact = exact
        self.pieces = pieces_of(text)
        self.words: dict[str, Word] = {}
        self.corrections: dict[str, str] = {}
        self.parts: dict[str, list[str]] = {}
        self.stated: set[str] = set()

    def read(self) -> Understood:
        self._look_up()
        concepts: list[Concept] = []
        unwanted: list[Alternative] = []
        joins = False
        for piece in self.pieces:
            if piece.how is How.OR:
                joins = bool(concepts)
                continue
            if piece.how is How.UNWANTED:
                unwanted += distinct([self._alternative(piece.words)])
                continue
            found = self._concepts(piece)
            if joins and found:
                concepts[-1:] = [_either(concepts[-1], found[0])]
                found = found[1:]
            concepts += found
            joins = False
        concepts += self._identifiers()
        shown = [name for concept in concepts for each in concept.alternatives if (name := each.shown)]
        return Understood(
            concepts,
            unwanted,
            corrected=self._corrected(),
            expanded=[name for name in dict.fromkeys(shown) if not self._is_typed(name)],
            unknown=[
                self._as_typed(concept.asked)
                for concept in concepts
                if not concept.alternatives and concept.asked not in self.stated
            ],
            favoured_kind=favoured_kind(self.text),
        )

    def _look_up(self) -> None:
        """One query, and one or two more for words that nothing has."""
        typed = [word for piece in self.pieces for word in piece.words]
        quantities = [word for piece in self.pieces for word in quantities_in(piece.text)]
        elements = [name.lower() for word in typed for name in _element_names(word)]
        self.words = look_up([*typed, *quantities, *elements])
        if self.exact:
            return
        missing = [
            word
            for piece in self.pieces
            if piece.how is How.RUN
            for word in piece.words
            if word in self.words and self.words[word].lexeme and not self.words[word].occurs
        ]
        missing = [word for word in dict.fromkeys(missing) if self._may_be_misspelt(word)]
        if missing:
            self.parts = spelling.word_parts(missing)
            self.corrections = spelling.corrections([word for word in missing if word not in self.parts])
        asked = [piece.words[0] for piece in self.pieces if piece.how is How.PART]
        self.parts |= {part: spelling.beginning_with(part) for part in asked}
        found = [*self.corrections.values(), *(word for row in self.parts.values() for word in row)]
        self.words |= look_up(found)

    def _may_be_misspelt(self, word: str) -> bool:
        """Formulae, numbers and other names of what is known stand as they are."""
        return word.isalpha() and not may_be_formula(word) and not self.directory.is_known(self.words[word])

    def _concepts(self, piece: Piece) -> list[Concept]:
        if piece.how is How.PHRASE:
            return [Concept(piece.text, distinct([self._alternative(piece.words)]), is_required=True)]
        if piece.how is How.PART:
            return [Concept(piece.text, self._by_part(piece.words[0]))]
        return self._run(piece)

    def _run(self, piece: Piece) -> list[Concept]:
        words = [self.corrections.get(word, word) for word in piece.words if word in self.words]
        known = [self.words[word] for word in words]
        named = [] if self.exact else self.directory.named_in(known)
        self.stated |= self._words_of_quantities(piece)
        concepts = []
        for place, word in enumerate(known):
            if word.lexeme is not None and word.word not in words[:place]:
                terms = [term for start, end, term in named if (start, end) == (place, place + 1)]
                weight = STATED_WEIGHT if word.word in self.stated else asked_weight(word.word)
                concepts.append(self._concept(word, piece.words[place], terms, weight))
        concepts += self._named_by_several(known, named)
        concepts += self._quantities(piece)
        named_pairs = {start for start, end, _ in named if end - start == 2}
        return [*concepts, *self._pairs(known, without=named_pairs)]

    def _concept(self, word: Word, typed: str, terms: list[Term], weight: float) -> Concept:
        weight = CORRECTED_WEIGHT if typed in self.corrections else weight
        found = [self._alternative([word.word], weight=weight)]
        if not self.exact:
            found += [
                self._alternative([name.lower()], weight=ELEMENT_WEIGHT, shown=name)
                for name in _element_names(word.word)
            ]
            found += self._by_part(typed) if typed in self.parts else []
            other = SYNONYM_WEIGHT if word.occurs else STAND_IN_WEIGHT
            found += self._other_names(terms, other) if terms else self._near(word.word)
        return Concept(typed, distinct(found))

    def _named_by_several(self, known: list[Word], named: list[tuple[int, int, Term]]) -> list[Concept]:
        """A concept for each name of several words: `short circuit` is more than short and circuit."""
        stretches: dict[tuple[int, int], list[Term]] = {}
        for start, end, term in named:
            if end - start > 1:
                stretches.setdefault((start, end), []).append(term)
        concepts = []
        for (start, end), terms in stretches.items():
            row = known[start:end]
            itself = alternative(row, self.directory.entries)
            asked = " ".join(word.word for word in row)
            concepts.append(Concept(asked, distinct([itself, *self._other_names(terms, SYNONYM_WEIGHT)])))
        return concepts

    def _other_names(self, terms: Iterable[Term], weight: float) -> list[Alternative | None]:
        found: list[Alternative | None] = []
        for term in terms:
            found += [
                alternative(name.words, self.directory.entries, weight=weight, shown=name.text)
                for name in self.directory.names[term.pk]
            ]
            found.append(self._filed_under(term.pk, TERM_WEIGHT))
            if term.parent_id:
                found.append(self._filed_under(term.parent_id, FAMILY_WEIGHT))
        return found

    def _filed_under(self, term_id: int, weight: float) -> Alternative | None:
        word = self.directory.filed.get(term_id)
        return alternative([word], self.directory.entries, weight=weight) if word else None

    def _near(self, word: str) -> list[Alternative | None]:
        """For a formula that is no term: the materials made of the same elements."""
        if not may_be_formula(word):
            return []
        near = [term for elements in elements_of_folded(word) for term in self.directory.made_of(elements)]
        found: list[Alternative | None] = [
            alternative(name.words, self.directory.entries, weight=FAMILY_WEIGHT, shown=name.text)
            for term in near
            for name in self.directory.names[term.pk]
        ]
        return found + [self._filed_under(term.pk, FAMILY_WEIGHT) for term in near]

    def _quantities(self, piece: Piece) -> list[Concept]:
        found = {word: self._alternative([word]) for word in quantities_in(piece.text)}
        return [Concept(word, [known]) for word, known in found.items() if known]

    def _words_of_quantities(self, piece: Piece) -> set[str]:
        """The words of every quantity that is found whole."""
        spans = [span for span in quantity_spans(piece.text) if span.word in self.words]
        found = [piece.text[span.start : span.end] for span in spans if self.words[span.word].occurs]
        return {word for text in found for word in fold(text).split()}

    def _pairs(self, known: list[Word], *, without: set[int]) -> list[Concept]:
        """A bonus where two words that were asked side by side stand so; not where they are a name anyway."""
        concepts = []
        for place, (left, right) in enumerate(zip(known, known[1:], strict=False)):
            if left.lexeme and right.lexeme and place not in without:
                found = alternative([left, right], self.directory.entries, weight=PAIR_WEIGHT)
                concepts += [Concept(f"{left.word} {right.word}", [found], is_extra=True)] if found else []
        return concepts

    def _identifiers(self) -> list[Concept]:
        codes = dict.fromkeys(identifier_word(code) for code in _IDENTIFIER.findall(self.text))
        found = look_up_lexemes(codes)
        concepts = []
        for code in codes:
            known = [found[code]] if code in found else []
            each = alternative(known, self.directory.entries, weight=IDENTIFIER_WEIGHT)
            concepts += [Concept(code.removeprefix("="), [each])] if each else []
        return concepts

    def _by_part(self, part: str) -> list[Alternative]:
        return distinct(
            self._alternative([word], weight=PART_WEIGHT, shown=word) for word in self.parts.get(part, [])
        )

    def _alternative(
        self, words: Iterable[str], *, weight: float = 1.0, shown: str = ""
    ) -> Alternative | None:
        known = [self.words[word] for word in words if word in self.words]
        return alternative(known, self.directory.entries, weight=weight, shown=shown)

    def _as_typed(self, word: str) -> str:
        """A normalised word as it stands in the text, where it does."""
        tokens = (token.strip("\"'.,;:?!()*") for token in self.text.split())
        return next((token for token in tokens if fold(token) == word), word)

    def _is_typed(self, name: str) -> bool:
        return name.casefold() in self.text.casefold()

    def _corrected(self) -> str | None:
        """The text with the corrected words in place of those that were typed."""
        text = self.text
        for typed, word in self.corrections.items():
            text = re.sub(rf"\b{re.escape(typed)}\b", word, text, flags=re.IGNORECASE)
        return text if self.corrections else None


def _element_names(word: str) -> list[str]:
    """gold for au, Au for gold."""
    names = (element_name(word.capitalize()), element_symbol(word))
    return [name for name in names if name]


def _either(left: Concept, right: Concept) -> Concept:
    return Concept(f"{left.asked} OR {right.asked}", distinct([*left.alternatives, *right.alternatives]))
