"""The vocabulary as a look-up: any name of a term, in any notation, to the term."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from knowledge.chemistry import elements_of
from knowledge.models import ContentRevision, Facet, SearchStatistics, Term
from knowledge.search import words
from knowledge.search.index_words import term_word
from knowledge.search.normalise import fold
from knowledge.search.words import Word

LONGEST_NAME_WORDS = 6


@dataclass(frozen=True)
class Name:
    """A name of a term: as it is written, as normalised words, as what is known of each."""

    text: str
    words: tuple[Word, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(word.key for word in self.words)


@dataclass(frozen=True)
class TermDirectory:
    """The facets that filter, all terms with their names, and the two numbers that ranking needs.

    Read from the database once for each content revision and kept in the process.
    """

    facets: list[Facet]
    terms: dict[int, Term]
    names: dict[int, list[Name]] = field(default_factory=dict, repr=False)
    filed: dict[int, Word] = field(default_factory=dict, repr=False)
    entries: int = 0
    mean_length: float = 1.0
    # what stands in how many entries, once somebody has browsed without a filter (facets.py)
    browsed: dict[int, int] = field(default_factory=dict, repr=False)
    _by_name: dict[tuple[str, str], Term] = field(default_factory=dict, repr=False)
    _by_keys: dict[tuple[str, ...], list[Term]] = field(default_factory=dict, repr=False)
    _known: frozenset[str] = frozenset()
    _by_elements: dict[frozenset[str], list[Term]] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls) -> "TermDirectory":
        """The directory of the current revision; only a new revision is read from the database."""
        revision = ContentRevision.current()
        key = (revision.number, revision.changed_at)
        found = _kept.get(key)
        if found is None:
            found = cls._read()
            _kept.clear()
            _kept[key] = found
        return found

    @classmethod
    def _read(cls) -> "TermDirectory":
        counted = SearchStatistics.objects.filter(pk=1).first()
        entries, mean_length = (counted.entries, counted.mean_length) if counted else (0, 1.0)
        terms = {term.pk: term for term in Term.objects.select_related("facet", "parent__facet")}
        by_name: dict[tuple[str, str], Term] = {}
        # slugs and labels first: an abbreviation must never hide another term's own name
        for names_of in (_own_names, _other_names):
            for term in terms.values():
                for name in names_of(term):
                    by_name.setdefault((term.facet.slug, fold(name)), term)
        names, by_keys = _names(list(terms.values()))
        by_elements: dict[frozenset[str], list[Term]] = {}
        for term in terms.values():
            if len(elements := elements_of(term.formula)) > 1:
                by_elements.setdefault(elements, []).append(term)
        stored = words.look_up_lexemes(map(term_word, terms))
        filed = {key: stored[term_word(key)] for key in terms if term_word(key) in stored}
        return cls(
            list(Facet.objects.filter(is_filter=True)),
            *(terms, names, filed, entries, mean_length, {}),
            *(by_name, by_keys, frozenset(key for keys in by_keys for key in keys), by_elements),
        )

    def find(self, facet: str, name: str) -> Term | None:
        """The term of a facet by slug, label, abbreviation, synonym or formula."""
        return self._by_name.get((facet, fold(name)))

    def of_facet(self, facet: str) -> list[Term]:
        return [term for term in self.terms.values() if term.facet.slug == facet]

    def slugs_by_facet(self, term_ids: list[int]) -> dict[str, list[str]]:
        """{"interface": ["anode"], "technique": ["eis"]} in the order of facets and terms."""
        wanted = set(term_ids)
        found: dict[str, list[str]] = {}
        for term in self.terms.values():
            if term.pk in wanted:
                found.setdefault(term.facet.slug, []).append(term.slug)
        return found

    def named_in(self, words: Sequence[Word]) -> list[tuple[int, int, Term]]:
        """The terms named in a row of words, as start, end and term.

        The longest names come first, and each stretch of words is used once.
        """
        found: list[tuple[int, int, Term]] = []
        taken: set[int] = set()
        keys = [word.key for word in words]
        for start, end in _stretches(len(keys)):
            if taken & set(range(start, end)):
                continue
            terms = self._by_keys.get(tuple(keys[start:end]), [])
            if terms:
                taken |= set(range(start, end))
                found += [(start, end, term) for term in terms]
        return found

    def is_known(self, word: Word) -> bool:
        """Whether a word stands in the name of a term, if not in any text."""
        return word.key in self._known

    def made_of(self, elements: frozenset[str]) -> list[Term]:
        """The materials whose formula has exactly these elements: what an unknown formula is near to."""
        return self._by_elements.get(elements, [])


_kept: dict[tuple[int, datetime], TermDirectory] = {}


def forget() -> None:
    """Read the directory anew next time, whatever the revision."""
    _kept.clear()


def _names(
    terms: list[Term],
) -> tuple[dict[int, list[Name]], dict[tuple[str, ...], list[Term]]]:
    """The names of each term, and the terms by the keys of their names and slugs."""
    folded = {name: fold(name).split() for term in terms for name in term.names}
    known = words.look_up(word for row in folded.values() for word in row)
    names = {name: Name(name, tuple(known[word] for word in row)) for name, row in folded.items()}
    by_keys: dict[tuple[str, ...], dict[str, Term]] = {}
    # own names first, as above: of each facet a name means one term
    for names_of in (_own_names, _other_names):
        for term in terms:
            for name in filter(None, names_of(term)):
                if any(word.lexeme for word in names[name].words):
                    by_keys.setdefault(names[name].keys, {}).setdefault(term.facet.slug, term)
    return (
        {term.pk: [names[name] for name in _meanings(term)] for term in terms},
        {keys: list(named.values()) for keys, named in by_keys.items()},
    )


def _own_names(term: Term) -> list[str]:
    return [term.slug, term.label, term.formula]


def _other_names(term: Term) -> list[str]:
    return [*term.abbreviations, *term.synonyms]


def _meanings(term: Term) -> list[str]:
    """One of each normalised form; a slug is an address, not a word that people write."""
    names = [name for name in (term.label, term.formula, *term.abbreviations, *term.synonyms) if name]
    return list({fold(name): name for name in reversed(names)}.values())[::-1]


def _stretches(length: int) -> Iterator[tuple[int, int]]:
    for size in range(min(LONGEST_NAME_WORDS, length), 0, -1):
        for start in range(length - size + 1):
            yield start, start + size
