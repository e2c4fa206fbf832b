"""Records that what is being typed may repeat: the same DOI, the same title, or one with all of its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from knowledge.models import FAQ, Issue, Protocol, Record, Reference
from knowledge.services.reference_reading.fitting import bare_doi
from knowledge.services.work_titles import title_key

# the field that holds the title of a kind, for those of which two with one title are one too many
TITLES: dict[type[Record], str] = {Reference: "title", Issue: "title", FAQ: "question", Protocol: "title"}
MOST = 5
LONGEST_TYPED = 500
# with fewer, every other title has all of them
_FEWEST_WORDS = 4
_FEWEST_LETTERS = 5
_READ = 300


@dataclass(frozen=True)
class Lookalike:
    record: Record
    why: str


def find(model: type[Record], *, title: str = "", doi: str = "", but: int | None = None) -> list[Lookalike]:
    """The likeliest first, at most five; `but` is the key of the record that is being written."""
    others = model._default_manager.exclude(pk=but)
    found = list(_by_doi(others, doi)) if model is Reference else []
    known = {each.record.pk for each in found}
    found += [each for each in _by_title(others, TITLES[model], title) if each.record.pk not in known]
    return found[:MOST]


def _by_doi(others: QuerySet[Any], text: str) -> Iterator[Lookalike]:
    doi = bare_doi(text.replace("\0", ""))
    if doi.startswith("10.") and "/" in doi:
        yield from (Lookalike(each, "the same DOI") for each in others.filter(doi__iexact=doi)[:MOST])


def _by_title(others: QuerySet[Any], field: str, text: str) -> list[Lookalike]:
    text = text[:LONGEST_TYPED].replace("\0", "")
    wanted = title_key(text)
    words = set(wanted.split())
    if not wanted:
        return []
    same, near = [], []
    for record in others.filter(_narrowed(field, text)).order_by("code")[:_READ]:
        key = title_key(getattr(record, field))
        if key == wanted:
            same.append(Lookalike(record, "the same title"))
        elif len(words) >= _FEWEST_WORDS and words <= set(key.split()):
            near.append(Lookalike(record, "a title with all of these words"))
    return same + near


def _narrowed(field: str, text: str) -> Q:
    """What can be asked of the database: how the longest plain words begin, in whatever spelling they end."""
    plain = {word.lower() for word in text.split() if word.isascii() and word.isalpha()}
    longest = sorted(
        (word for word in plain if len(word) >= _FEWEST_LETTERS), key=lambda word: (-len(word), word)
    )
    narrowed = Q()
    for word in longest[:3]:
        narrowed &= Q(**{f"{field}__icontains": word[:_FEWEST_LETTERS]})
    return narrowed
