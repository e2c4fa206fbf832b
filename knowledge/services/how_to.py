"""Which protocol tells how to do what a remedy asks for."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.models import Protocol, Remedy, Status, Step, Term


@dataclass(frozen=True)
class HowTo:
    """A protocol, or a step of one, and the term of the remedy that it shares."""

    code: str
    address: str
    shared: Term


def how_to(remedies: Iterable[Remedy]) -> dict[int, list[HowTo]]:
    """By the key of a remedy: protocols of its strategy, or of a diagnostic one the step of its technique.

    At most two queries; a remedy that no protocol covers is absent.
    """
    wanted: dict[int, list[Term]] = {
        remedy.pk: _terms_of(remedy, "technique" if remedy.is_diagnostic else "strategy")
        for remedy in remedies
    }
    every = {term for terms in wanted.values() for term in terms}
    strategies = _by_strategy([term for term in every if term.facet.slug == "strategy"])
    techniques = _by_technique([term for term in every if term.facet.slug == "technique"])
    found = {
        key: [each for term in terms for each in (*strategies[term.pk], *techniques[term.pk])]
        for key, terms in wanted.items()
    }
    return {key: list({each.code: each for each in row}.values()) for key, row in found.items() if row}


def _terms_of(remedy: Remedy, facet: str) -> list[Term]:
    return [term for term in remedy.terms.all() if term.facet.slug == facet]


def _by_strategy(strategies: list[Term]) -> dict[int, list[HowTo]]:
    found: dict[int, list[HowTo]] = defaultdict(list)
    if strategies:
        by_key = {term.pk: term for term in strategies}
        protocols = Protocol.objects.published().filter(terms__in=strategies)
        links = protocols.values_list("terms", "code")
        for key, code in links:
            if key in by_key:
                address = Protocol(code=code).get_absolute_url()
                found[key].append(HowTo(code, address, by_key[key]))
    return found


def _by_technique(techniques: list[Term]) -> dict[int, list[HowTo]]:
    """The first step with the technique in the protocol that has most steps with it."""
    found: dict[int, list[HowTo]] = defaultdict(list)
    if not techniques:
        return found
    steps = Step.objects.filter(stage__protocol__status=Status.PUBLISHED, technique__in=techniques)
    by_technique: dict[int | None, list[Step]] = defaultdict(list)
    in_order = steps.select_related("stage__protocol").order_by(
        "stage__protocol__code", "stage__number", "number"
    )
    for step in in_order:
        by_technique[step.technique_id].append(step)
    for term in techniques:
        counted = Counter(step.stage.protocol_id for step in by_technique[term.pk])
        for protocol, _ in counted.most_common(1):
            first = next(step for step in by_technique[term.pk] if step.stage.protocol_id == protocol)
            found[term.pk].append(HowTo(first.code, first.get_absolute_url(), term))
    return found
