"""Two references that are one work become one: whatever named the other then names the one that is kept.

The duplicate keeps its identifier and its address, which answers as that of any retired record.
"""

from dataclasses import dataclass
from typing import cast

from django.db.models import Max

from knowledge.models import Citation, Record, Reference, ReferenceCandidate, Status
from knowledge.services import curation, drafting
from knowledge.services.curation import NotAllowed
from knowledge.services.dependence import depending_on
from knowledge.services.reading import AnyClaim
from knowledge.services.work_titles import doi_key, title_key


@dataclass(frozen=True)
class Move:
    """A citation of the duplicate; `beside` is the one of the kept reference at the same place, if any."""

    citation: Citation
    beside: Citation | None

    @property
    def claim(self) -> AnyClaim:
        return cast(AnyClaim, self.citation.claim)

    @property
    def contradicts(self) -> bool:
        return self.beside is not None and self.beside.stance != self.citation.stance


@dataclass(frozen=True)
class Merged:
    kept: Reference
    duplicate: Reference
    moved: int
    records: list[Record]


def moves(duplicate: Reference, kept: Reference) -> list[Move]:
    """What merging would do to each citation of the duplicate, in the order of claims."""
    standing = {_place(citation): citation for citation in Citation.objects.filter(reference=kept)}
    citations = Citation.objects.filter(reference=duplicate).order_by("content_type", "object_id", "position")
    return [Move(each, standing.get(_place(each))) for each in citations.prefetch_related("claim")]


def refusal(duplicate: Reference, kept: Reference) -> str:
    """Why these two cannot be merged so, and what to do instead; empty if they can."""
    if duplicate.pk == kept.pk:
        return f"{kept.code} cannot be merged with itself: choose another reference."
    if kept.same_work_as_id:
        original = kept.same_work_as
        return (
            f"{kept.code} is itself a copy, of {original.code if original else '?'}: keep that one instead."
        )
    if kept.status == Status.RETIRED:
        return f"{kept.code} is retired: publish it again before anything is merged into it."
    if duplicate.is_public and not kept.is_public:
        instead = f"keep {duplicate.code}, or publish {kept.code} first"
        return f"{duplicate.code} is public and {kept.code} is not: {instead}."
    against = [move for move in moves(duplicate, kept) if move.contradicts]
    if against:
        claims = ", ".join(dict.fromkeys(move.claim.code for move in against))
        return f"Cited as support and as contradiction at the same place by {claims}: decide there first."
    return ""


def merge(duplicate: Reference, kept: Reference) -> Merged:
    """All or nothing, in one transaction and one publication. Raises NotAllowed."""
    with drafting.alone():
        locked = {
            each.pk: each
            for each in Reference.objects.select_for_update()
            .order_by("pk")
            .filter(pk__in=[duplicate.pk, kept.pk])
        }
        duplicate, kept = locked[duplicate.pk], locked[kept.pk]
        if reason := refusal(duplicate, kept):
            raise NotAllowed(reason)
        # the records that show the duplicate now
        near = depending_on(duplicate)
        citations = moves(duplicate, kept)
        for move in citations:
            _move(move, kept)
        _move_candidates(duplicate, kept)
        copies = list(Reference.objects.filter(same_work_as=duplicate))
        Reference.objects.filter(same_work_as=duplicate).update(same_work_as=kept)
        _name(kept, duplicate)
        duplicate.same_work_as, duplicate.status = kept, Status.RETIRED
        duplicate.save(update_fields=["same_work_as", "status"])
        curation.saved_together([kept, duplicate, *near, *copies])
    return Merged(kept, duplicate, len(citations), near)


def _place(citation: Citation) -> tuple[int, int, str]:
    return citation.content_type_id, citation.object_id, citation.locator


def _move(move: Move, kept: Reference) -> None:
    citation, beside = move.citation, move.beside
    if beside is None:
        citation.reference = kept
        citation.save(update_fields=["reference"])
        return
    # the same place of the same work: one mark, with the words of both
    quotes = dict.fromkeys(filter(None, (beside.quote, citation.quote)))
    beside.quote = " / ".join(quotes)
    beside.save(update_fields=["quote"])
    citation.delete()


def _move_candidates(duplicate: Reference, kept: Reference) -> None:
    """Those that the kept one lists already stay where they are."""
    listed = list(kept.candidates.all())
    dois, titles = (
        {doi_key(each.doi) for each in listed if each.doi},
        {title_key(each.title) for each in listed},
    )
    last = kept.candidates.aggregate(last=Max("number"))["last"] or 0
    for candidate in duplicate.candidates.all():
        if title_key(candidate.title) in titles or (candidate.doi and doi_key(candidate.doi) in dois):
            continue
        last += 1
        ReferenceCandidate.objects.filter(pk=candidate.pk).update(reference=kept, number=last)


def _name(kept: Reference, duplicate: Reference) -> None:
    """Whoever looks for the duplicate's identifier, or another name of it, finds the kept one."""
    names = dict.fromkeys([*kept.aliases, duplicate.code, *duplicate.aliases])
    kept.aliases = [name for name in names if name != kept.code]
    kept.save(update_fields=["aliases"])


__all__ = ["Merged", "Move", "NotAllowed", "merge", "moves", "refusal"]
