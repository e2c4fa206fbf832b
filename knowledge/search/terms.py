"""The vocabulary as a look-up: any name of a term, in any notation, to the term."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.models import Facet, Term
from knowledge.search.normalise import fold

LONGEST_NAME_WORDS = 5


@dataclass(frozen=True)
class TermDirectory:
    """All facets and terms, read with two queries and looked up in memory."""

    facets: list[Facet]
    terms: dict[int, Term]
    _by_name: dict[tuple[str, str], Term] = field(repr=False)

    @classmethod
    def load(cls) -> "TermDirectory":
        terms = {term.pk: term for term in Term.objects.select_related("facet", "parent__facet")}
        by_name: dict[tuple[str, str], Term] = {}
        # slugs and labels first: an abbreviation must never hide another term's own name
        for names_of in (_own_names, _other_names):
            for term in terms.values():
                for name in names_of(term):
                    by_name.setdefault((term.facet.slug, fold(name)), term)
        return cls(list(Facet.objects.all()), terms, by_name)

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

    def named_in(self, folded: str) -> list[Term]:
        """The terms that a folded text names, longest names first, each stretch of words used once."""
        words = folded.split()
        named: dict[str, list[Term]] = {}
        for (_, name), term in self._by_name.items():
            named.setdefault(name, []).append(term)
        found: list[Term] = []
        taken: set[int] = set()
        for start, end in _stretches(len(words)):
            if taken & set(range(start, end)):
                continue
            terms = named.get(" ".join(words[start:end]), [])
            if terms:
                taken |= set(range(start, end))
                found += terms
        return found

    def other_names(self, folded: str) -> list[str]:
        """Names that mean the same as the names in a folded text, without those that stand in it."""
        names = [name for term in self.named_in(folded) for name in _meanings(term)]
        padded = f" {folded} "
        return list(dict.fromkeys(name for name in names if f" {fold(name)} " not in padded))


def _own_names(term: Term) -> list[str]:
    return [term.slug, term.label, term.formula]


def _other_names(term: Term) -> list[str]:
    return [*term.abbreviations, *term.synonyms]


def _meanings(term: Term) -> list[str]:
    """A slug is an address, not a word that people write."""
    return [name for name in (term.label, term.formula, *term.abbreviations, *term.synonyms) if name]


def _stretches(length: int) -> Iterator[tuple[int, int]]:
    for size in range(min(LONGEST_NAME_WORDS, length), 0, -1):
        for start in range(length - size + 1):
            yield start, start + size
